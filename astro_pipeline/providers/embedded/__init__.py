"""The offline studio: writer, painter, voice and composer, with no key and no service."""
