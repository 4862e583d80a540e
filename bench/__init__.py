"""Measures the product beside a floor: the least that any Flask application must do."""
