"""Each role put together, a file a role: the only place besides `cli` that chooses implementations.

A role imports nothing that only another one needs: what is imported stays in memory.
"""
