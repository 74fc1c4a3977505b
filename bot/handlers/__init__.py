"""What is done with an update."""
