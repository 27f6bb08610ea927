"""The crafts, one per file: domain in, domain out, prompt on top."""
