"""One function per thing a user wants. Permission and limits live here.

Every function takes an `Acting`: who asks, in which database session, and who is to be told.
"""
