"""Archive → any engine that outlives the process."""
