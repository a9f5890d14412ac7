"""Recurrent networks in NumPy, with every gradient checked."""

__version__ = "0.1.0"
