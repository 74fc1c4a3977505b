"""Questions with known answers → figures, and weights."""
