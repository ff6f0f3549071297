"""Papers: a dataclass in, PDF bytes out."""
