"""Reads orders from a CSV file."""

import csv


def load_orders(path):
    orders = []
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            try:
                orders.append({"number": row["number"], "total": float(row["total"])})
            except ValueError:
                print("skipping", row)
    return orders
