"""The forecast of what campaigns and tips will send: who there is, what is due, how it goes out at the pace."""
