from shop.util import cents


def bill(prices):
    return sum(cents(price) for price in prices)
