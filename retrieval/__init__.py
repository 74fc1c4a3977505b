"""Ask an archive of Chinese documents, and get the sentence that answers, word for word."""
