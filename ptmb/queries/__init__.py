"""Reads: a question in, rows out; nothing is ever changed here."""
