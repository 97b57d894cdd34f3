"""The desk: the same person on a big screen, by a link from the chat that works once."""
