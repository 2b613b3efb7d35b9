#!/usr/bin/env python3
"""shorten.py MODEL.gguf SHORT.gguf LAYERS: keeps the first layers of a model, so that it loads and reads in no time.

What it writes then makes no sense, but it is cut into tokens, streamed and cached as ever.
"""
import re
import struct
import sys

ALIGNMENT = 32
# Sizes of the types of values; 8 is a string, 9 a list.
SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
STRING, LIST = 8, 9


class Cursor:
    def __init__(self, data, at):
        self.data, self.at = data, at

    def number(self, form):
        value = struct.unpack_from("<" + form, self.data, self.at)[0]
        self.at += struct.calcsize("<" + form)
        return value

    def string(self):
        length = self.number("Q")
        self.at += length
        return self.data[self.at - length : self.at].decode()

    def skip(self, kind):
        if kind == STRING:
            self.string()
        elif kind == LIST:
            inner, count = self.number("I"), self.number("Q")
            if inner in SIZES:
                self.at += SIZES[inner] * count
            else:
                for _ in range(count):
                    self.skip(inner)
        else:
            self.at += SIZES[kind]


def aligned(size):
    return -(-size // ALIGNMENT) * ALIGNMENT


def main(source, target, layers):
    with open(source, "rb") as file:
        data = bytearray(file.read())
    cursor = Cursor(data, 8)
    tensors, values = cursor.number("Q"), cursor.number("Q")
    begin = cursor.at
    for _ in range(values):
        name, kind = cursor.string(), cursor.number("I")
        if name.endswith(".block_count"):
            struct.pack_into("<I", data, cursor.at, layers)
        cursor.skip(kind)
    head = data[begin : cursor.at]
    infos = []
    for _ in range(tensors):
        start = cursor.at
        name = cursor.string()
        dimensions = cursor.number("I")
        cursor.at += 8 * dimensions + 4
        infos.append((name, data[start : cursor.at], cursor.number("Q")))
    base = aligned(cursor.at)
    ends = sorted(offset for _, _, offset in infos) + [len(data) - base]
    kept, body = [], bytearray()
    for name, info, offset in infos:
        layer = re.match(r"blk\.(\d+)\.", name)
        if layer is None or int(layer[1]) < layers:
            kept.append(info + struct.pack("<Q", len(body)))
            end = ends[ends.index(offset) + 1]
            body += data[base + offset : base + end]
            body += bytes(aligned(len(body)) - len(body))
    out = data[:8] + struct.pack("<QQ", len(kept), values) + head + b"".join(kept)
    out += bytes(aligned(len(out)) - len(out))
    with open(target, "wb") as file:
        file.write(out + body)


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
