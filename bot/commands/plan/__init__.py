"""`plan`: what campaigns and tips will send on the days to come."""
