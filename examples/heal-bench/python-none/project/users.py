USERS = {"ada": {"name": "Ada", "mail": None}, "bob": {"name": "Bob", "mail": "bob@example.org"}}


def domain(user):
    """The domain of a user's mail; empty when there is none."""
    return USERS[user]["mail"].split("@")[1]
