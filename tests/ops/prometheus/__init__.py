"""Prometheus, its rules and its letters, as they are written for a host."""
