"""Raconteur: a self-hosted storyteller."""

__version__ = "0.1.0"
