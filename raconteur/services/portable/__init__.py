"""Everything of one person's in one file, and back again: a library belongs to who wrote it."""
