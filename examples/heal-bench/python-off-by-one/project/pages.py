def pages(items, size):
    """Cuts items into pages of so many; the last may be shorter."""
    return [items[i * size:(i + 1) * size] for i in range(len(items) // size)]
