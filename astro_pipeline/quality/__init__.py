"""The rules, pure: what a file or a text must be, measured on itself."""
