"""Accounts: who somebody is, how they show it, and who lets others in."""
