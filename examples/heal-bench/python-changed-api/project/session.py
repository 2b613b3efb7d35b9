from store import save


def remember(user):
    return save("session", user, ttl=3600)
