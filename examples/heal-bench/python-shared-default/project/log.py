def collect(entry, into=[]):
    """Adds an entry to a list, to a new one where none is given."""
    into.append(entry)
    return into
