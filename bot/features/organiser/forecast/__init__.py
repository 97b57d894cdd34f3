"""The forecast of messages of campaigns and tips: who there is, what is due, how it goes out at the pace."""
