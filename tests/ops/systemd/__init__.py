"""The units of a host."""
