"""Crosstalk: what marketing chiefs and IT chiefs hold against each other, with the exact words."""

__version__ = "0.1.0"
