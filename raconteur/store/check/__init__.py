"""What is inconsistent in a database, found and mended. No mending ever throws text away."""

from raconteur.store.check.examine import Report, examine

__all__ = ["Report", "examine"]
