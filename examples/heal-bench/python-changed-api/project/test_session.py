import unittest

from session import remember


class Test(unittest.TestCase):
    def test_an_hour(self):
        self.assertEqual(remember("ada")["expires"], 3600)
