"""The voice: what is said, by whom, how, and when each word falls."""
