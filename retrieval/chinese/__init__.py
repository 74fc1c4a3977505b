"""How Chinese is written: characters, words, names, numbers, days. Knows no file, no index, no question."""
