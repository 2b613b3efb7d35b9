package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "*.py, a.py, true",
        "*.py, src/deep/a.py, true",
        "/*.py, src/a.py, false",
        "/*.py, a.py, true",
        "./*.py, src/a.py, false",
        "**/*.py, a.py, true",
        "**/*.py, src/a.py, true",
        "src/*.py, src/a.py, true",
        "src/*.py, src/b/a.py, false",
        "src/**, src/b/a.py, true",
        "src/**, a/src/b, false",
        "src/, src/b/a.py, true",
        "src/**/test/*.py, src/test/a.py, true",
        "src/**/test/*.py, src/a/b/test/a.py, true",
        "src/**/test/*.py, src/a/test/b/a.py, false",
        "**, a/b/c, true",
        "**/**, a, true",
        "a?c, abc, true",
        "a?c, a/c, false",
        "?, 漢, true",
        "?, 😀, true",
        "[a-c]x, bx, true",
        "[!a-c]x, bx, false",
        "[^a-c]x, dx, true",
        "[]]x, ]x, true",
        "[a-, [a-, true",
        "\\*x, *x, true",
        "\\*x, ax, false",
        "\"*.{ts,tsx}\", a.tsx, true",
        "\"*.{ts,tsx}\", a.js, false",
        "\"{src,test}/**/*.{c,h}\", test/a/b.h, true",
        "\"{a,{b,c}d}\", cd, true",
        "\"{a}\", {a}, true",
        "\"{a,b\", \"{a,b\", true",
        "\"x{,.bak}\", x, true",
        ".*, .hidden, true",
        "*, .hidden, true",
        "*a*b, xaxxb, true",
        "A.py, a.py, false",
      })
  void patterns_match_whole_paths(String pattern, String path, boolean matches) {
    assertEquals(matches, Glob.compile(pattern).matches(path));
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      assertTrue(!matches || Glob.compile(pattern).mayMatchBelow(path.substring(0, end)), path);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "etc/host*, etc, true",
    "etc/host*, etc/deep, false",
    "etc/host*, var, false",
    "src/**/x.py, src/a/b, true",
    "src/**/x.py, lib, false",
    "/*.py, src, false",
    "*.py, src/a, true",
    "src/, src/a, true",
  })
  void folders_that_cannot_hold_a_match_are_known(String pattern, String folder, boolean may) {
    assertEquals(may, Glob.compile(pattern).mayMatchBelow(folder));
  }

  @Test
  void sets_can_be_taken_for_names() {
    assertEquals(Optional.of("app/\\[id]/*"), Glob.withoutSets("app/[id]/*"));
    assertTrue(Glob.compile("app/\\[id]/*").matches("app/[id]/x"));
    assertEquals(Optional.empty(), Glob.withoutSets("app/\\[id]/*"));
    assertEquals(Optional.empty(), Glob.withoutSets("*.py"));
  }

  @Test
  void many_wildcards_take_no_time() {
    Glob stars = Glob.compile("*a".repeat(100) + "b");
    Glob folders = Glob.compile("**/a/".repeat(50) + "b");
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          assertEquals(false, stars.matches("a".repeat(5_000)));
          assertEquals(false, folders.matches("a/".repeat(1_000) + "c"));
        });
  }

  @Test
  void what_is_too_much_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Glob.compile(" "));
    assertThrows(IllegalArgumentException.class, () -> Glob.compile("{a,b}".repeat(20)));
    assertThrows(IllegalArgumentException.class, () -> Glob.compile("a".repeat(2_000)));
  }
}
