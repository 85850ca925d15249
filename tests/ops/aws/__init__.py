"""Fast tests of ops/aws."""
