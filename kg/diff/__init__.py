"""What changed in the world between two days, as far as claims say it."""
