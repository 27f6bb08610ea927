"""Language models: one question, one POST at a time, an answer of the shape asked for."""
