import unittest

from pages import pages


class Test(unittest.TestCase):
    def test_whole(self):
        self.assertEqual(pages([1, 2, 3, 4], 2), [[1, 2], [3, 4]])

    def test_rest(self):
        self.assertEqual(pages([1, 2, 3], 2), [[1, 2], [3]])

    def test_none(self):
        self.assertEqual(pages([], 2), [])
