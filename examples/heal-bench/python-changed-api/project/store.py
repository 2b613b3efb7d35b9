def save(key, value, *, expires_in=None):
    """Gives what is stored: expires_in is in seconds."""
    return {"key": key, "value": value, "expires": expires_in}
