import unittest

from shop.bill import bill


class Test(unittest.TestCase):
    def test_bill(self):
        self.assertEqual(bill([1.10, 2.20]), 330)
