"""The writing job: claim a passage, write it, commit it, and only then show it."""
