"""Footage: film as it was shot, read, edited and graded."""
