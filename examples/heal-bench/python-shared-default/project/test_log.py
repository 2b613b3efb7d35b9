import unittest

from log import collect


class Test(unittest.TestCase):
    def test_each_begins_anew(self):
        self.assertEqual(collect("a"), ["a"])
        self.assertEqual(collect("b"), ["b"])

    def test_into(self):
        self.assertEqual(collect("b", ["a"]), ["a", "b"])
