"""Pixels: colour, painting, cutting out, reading and writing pictures."""
