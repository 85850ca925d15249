"""What works on the host itself: sent over at each visit, held in memory, gone with the connection.

The standard library alone, and nothing of ops outside this folder.
"""
