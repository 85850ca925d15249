"""What a Python process needs besides libfaketime to live by a clock that a test sets."""
