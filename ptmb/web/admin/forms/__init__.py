"""The forms of the catalogue: areas, categories, ready sentences, settings."""
