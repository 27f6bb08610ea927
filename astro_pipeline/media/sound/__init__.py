"""Sound: samples, loudness, effects, the mix and its master."""
