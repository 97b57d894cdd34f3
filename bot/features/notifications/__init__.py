"""Messages that come by themselves, and a week without any."""
