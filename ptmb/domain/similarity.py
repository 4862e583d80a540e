"""When two complaints are probably about the same trouble."""

PUBLIC_RADIUS_M = 250.0
"""FixMyStreet offers the public what lies within 250 m; so do we."""
DESK_RADIUS_M = 300.0
DESK_WINDOW_HOURS = 2
MOST_OFFERED = 5
