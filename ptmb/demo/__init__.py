"""The demonstration city: February 2024 in Balikpapan as the press counted it."""

DEMONSTRATION = "demonstration"
"""The setting that says the demonstration was loaded; the transaction that loads it writes it."""
