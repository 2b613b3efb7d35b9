import unittest

from total import total


class Test(unittest.TestCase):
    def test_adds_up(self):
        self.assertEqual(total(["apples 3", "pears 4"]), 7)
