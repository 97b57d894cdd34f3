"""Help: whom to call, what to do if something happens, and the answers when distress was heard."""
