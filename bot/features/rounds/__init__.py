"""Rounds, "Real or trap?": phone screens to judge, as many honest as not; no clock, no rank, nothing kept."""
