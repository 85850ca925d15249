"""The domain's records: one file, shown against what the provider holds, then applied."""
