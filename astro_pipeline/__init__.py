"""A marketing brief becomes a finished campaign: the graph, the studio, the gates."""

__version__ = "0.1.0"
