"""The words of the trade: frozen models without I/O."""
