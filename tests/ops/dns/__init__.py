"""Fast tests of ops/dns."""
