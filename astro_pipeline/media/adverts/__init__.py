"""Finished ads: arrangements, grounds, type in its place."""
