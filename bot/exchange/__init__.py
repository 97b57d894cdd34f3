"""Packs that partners sign and countries exchange: a repository of static files by The Update Framework, who may
sign what in it, and what an instance takes from it.
"""
