"""Letters to people, by a mail server that a host names."""
