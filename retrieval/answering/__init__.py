"""Question and hits → an answer, or that the archive does not say."""
