package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HunkTextTest {

  private static String hunks(String before, String after) {
    return HunkText.of(UnifiedDiff.between("f", before, after));
  }

  @Test
  void short_lines_are_as_in_any_diff() {
    assertEquals(
        "@@ -1,2 +1,2 @@\n a\n-b\n+c\n\\ No newline at end of file\n", hunks("a\nb\n", "a\nc"));
    assertEquals("", hunks("a\n", "a\n"));
  }

  @Test
  void of_long_lines_only_what_is_around_the_change_is_shown() {
    String left = "l".repeat(150_000);
    String right = "r".repeat(150_000);
    String hunks = hunks(left + "old" + right + "\n", left + "newer" + right + "\n");
    assertEquals(
        "@@ -1,1 +1,1 @@\n-[149920 …]%sold%s[… 149920]\n+[149920 …]%snewer%s[… 149920]\n"
            .formatted("l".repeat(80), "r".repeat(80), "l".repeat(80), "r".repeat(80)),
        hunks);
    assertTrue(hunks("a\n" + left + "\nb\n", "a\n" + left + "\nc\n").length() < 300, "of context");
    assertTrue(hunks("", left + "\n" + right + "\n").length() < 500, "of what is new");
    assertTrue(hunks("x😀".repeat(9_000) + "\n", "😀x".repeat(9_000) + "\n").length() < 1_000);
  }
}
