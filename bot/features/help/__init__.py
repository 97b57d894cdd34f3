"""Help: whom to call, what to do if something happens, and what is said when distress was heard."""
