"""What happened, for those who run it: trace ids, logs, metrics."""
