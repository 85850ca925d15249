"""The real servers that a many-machines set-up stands on, started for a while on loopback."""
