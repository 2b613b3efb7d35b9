package dev.vibe.task.review;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReviewedFileTest {

  private static final String DIFF =
      """
      diff --git a/src/a.py b/src/a.py
      index 1111111..2222222 100644
      --- a/src/a.py
      +++ b/src/a.py
      @@ -10,4 +10,5 @@ def f():
       ten
      -eleven
      +ELEVEN
      +new
       twelve
       thirteen
      @@ -40,3 +41,2 @@
       forty
      -gone
       end
      \\ No newline at end of file
      diff --git a/logo.png b/logo.png
      Binary files a/logo.png and b/logo.png differ
      diff --git "a/na\\303\\257ve \\"x\\".txt" "b/na\\303\\257ve \\"x\\".txt"
      --- "a/na\\303\\257ve \\"x\\".txt"
      +++ "b/na\\303\\257ve \\"x\\".txt"
      @@ -0,0 +1 @@
      +--- looks like a head
      diff --git a/old.txt b/old.txt
      deleted file mode 100644
      --- a/old.txt
      +++ /dev/null
      @@ -1,2 +0,0 @@
      -one
      -two
      """;

  private static ReviewedFile file(String name) {
    return ReviewedFile.of(DIFF).stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void files_have_their_names_and_those_without_lines_are_left_out() {
    assertEquals(
        List.of("src/a.py", "naïve \"x\".txt", "old.txt"),
        ReviewedFile.of(DIFF).stream().map(ReviewedFile::name).toList());
    assertEquals(List.of(), ReviewedFile.of(""));
  }

  @Test
  void lines_stand_behind_their_numbers_as_they_are_after_the_change() {
    assertEquals(
        """
           10  ten
              -eleven
           11 +ELEVEN
           12 +new
           13  twelve
           14  thirteen
        …
           41  forty
              -gone
           42  end
        """,
        file("src/a.py").text());
    assertEquals("    1 +--- looks like a head\n", file("naïve \"x\".txt").text());
  }

  @Test
  void changed_is_what_is_new_and_where_something_is_gone() {
    assertEquals(Set.of(11, 12, 42), file("src/a.py").changed());
    assertEquals(Set.of(1), file("old.txt").changed());
  }

  @Test
  void a_line_next_to_a_changed_one_means_that() {
    ReviewedFile file = file("src/a.py");
    assertEquals(Optional.of(11), file.meant(11));
    assertEquals(Optional.of(11), file.meant(9));
    assertEquals(Optional.of(12), file.meant(15));
    assertEquals(Optional.empty(), file.meant(16));
    assertEquals(Optional.of(42), file.meant(44));
    assertEquals(Optional.empty(), file.meant(1));
  }
}
