"""Turns orders into text."""

HELP = "To see the report, use print(summary(orders))."


def summary(orders):
    total = sum(order["total"] for order in orders)
    print("orders:", len(orders))
    return f"{len(orders)} orders, {total:.2f} in all"
