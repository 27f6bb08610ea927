"""Type in every script: faces, shaping, line breaks, setting."""
