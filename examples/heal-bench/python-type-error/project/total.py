def total(lines):
    """Adds up the amounts of lines such as "apples 3"."""
    sum = 0
    for line in lines:
        sum += line.split()[1]
    return sum
