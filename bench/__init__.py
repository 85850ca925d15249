"""The figures Raconteur promises, measured: `make bench`."""
