"""Who somebody is: the first minute, settings, what time it is there, their data."""
