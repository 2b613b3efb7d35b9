def tot(prices):
    return round(sum(prices), 2)
