package dev.vibe.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsRulesTest {

  private static RobotsRules rules(String text) {
    return RobotsRules.parse(text, "vibe");
  }

  @Test
  void the_group_of_its_own_name_counts_alone() {
    RobotsRules rules =
        rules(
            """
            User-agent: *
            Disallow: /

            User-Agent: other
            user-agent: Vibe/2.0   # both
            Disallow: /private
            Sitemap: https://example.com/map

            User-agent: vibe
            Disallow: /more
            """);

    assertTrue(rules.allows("/open"));
    assertFalse(rules.allows("/private/x"));
    assertFalse(rules.allows("/more"));
  }

  @Test
  void without_one_the_group_for_all_counts() {
    String text = "User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /tmp\n";

    assertTrue(rules(text).allows("/"));
    assertFalse(rules(text).allows("/tmp/x"));
    assertTrue(rules("User-agent: other\nDisallow: /\n").allows("/x"));
    assertTrue(rules("<html>no such file</html>").allows("/x"));
    assertTrue(rules("User-agent: *\nDisallow:\n").allows("/x"));
  }

  @ParameterizedTest
  @CsvSource({
    "/a,            /a,         false",
    "/a,            /abc/d,     false",
    "/a/,           /a,         true",
    "/*.php,        /x/y.php?q, false",
    "/*.php$,       /x/y.php?q, true",
    "/*.php$,       /x.php,     false",
    "/$,            /,          false",
    "/$,            /x,         true",
    "/a*b*c,        /aXbYc,     false",
    "/a*b*c$,       /aXbYcZ,    true",
    "/%7Euser,      /~user/x,   false",
    "/a%2fb,        /a%2Fb,     false",
    "/\u00fc,       /%C3%BC,    false",
  })
  void a_pattern_matches_as_the_standard_says(String pattern, String path, boolean allowed) {
    assertEquals(allowed, rules("User-agent: *\nDisallow: " + pattern).allows(path));
  }

  @Test
  void the_longest_match_counts_and_of_two_the_one_that_allows() {
    RobotsRules rules =
        rules("User-agent: *\nAllow: /p\nDisallow: /\nDisallow: /page\nAllow: /page\n");

    assertTrue(rules.allows("/public"));
    assertTrue(rules.allows("/page"));
    assertFalse(rules.allows("/other"));
  }
}
