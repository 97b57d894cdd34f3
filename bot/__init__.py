"""Mayak: a lighthouse in Telegram for children, parents and educators."""

__version__ = "1.0.0"
