"""Tables and their queries, one file an aggregate. Only this package knows SQLAlchemy."""
