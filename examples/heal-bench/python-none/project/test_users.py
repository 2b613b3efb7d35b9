import unittest

from users import domain


class Test(unittest.TestCase):
    def test_mail(self):
        self.assertEqual(domain("bob"), "example.org")

    def test_without(self):
        self.assertEqual(domain("ada"), "")
