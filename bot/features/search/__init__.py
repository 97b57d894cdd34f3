"""Search: what the library has on what somebody types."""
