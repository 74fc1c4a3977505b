"""wendang on Telegram: the same answers as at the terminal, as conversation."""
