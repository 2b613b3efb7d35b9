from cart import tot


def receipt(prices):
    return f"to pay: {tot(prices)}"
