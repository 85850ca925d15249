"""Who somebody is, by another's word."""
