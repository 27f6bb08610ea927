"""The workshop: files in, files out. Knows no campaign and no provider."""
