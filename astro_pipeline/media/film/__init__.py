"""Films: staged scenes, type in motion, captions, frames, files."""
