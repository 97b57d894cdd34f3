"""Packs that strangers send: archives opened, checked in a sandbox, laid out."""
