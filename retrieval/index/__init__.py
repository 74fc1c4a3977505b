"""The index: the law in ``base``, and the engines that keep it."""
