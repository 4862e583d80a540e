"""Writes: one public function is one transaction and leaves one event."""
