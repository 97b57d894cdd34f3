"""Mayak: a lighthouse in Telegram for children, parents and educators."""

__version__ = "0.1.0"
