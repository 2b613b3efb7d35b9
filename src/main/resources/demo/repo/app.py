"""Entry point of a small shop report."""

from orders import load_orders
from report import summary


def main():
    print("loading orders")
    orders = load_orders("orders.csv")
    for order in orders:
        if order["total"] > 100:
            print("large order", order["number"])
    return summary(orders)


if __name__ == "__main__":
    main()
