"""How stories are written: plain Python, standard library only."""
