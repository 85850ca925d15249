"""What a host runs, tried with the real servers."""
