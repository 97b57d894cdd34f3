"""Profiles: several people on one phone, told apart by pictures."""
