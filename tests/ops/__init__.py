"""Fast tests of ops/: no servers."""
