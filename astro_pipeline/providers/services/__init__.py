"""Media vendors, one per file: what each is asked for, how it answers, what it bills."""
