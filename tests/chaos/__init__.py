"""Nothing lost, proved: everything is killed while stories are written and read."""
