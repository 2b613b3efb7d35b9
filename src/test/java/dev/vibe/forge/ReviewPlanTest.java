package dev.vibe.forge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.forge.ReviewNote.Edit;
import dev.vibe.forge.ReviewPlan.Comment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReviewPlanTest {

  private static final String DIFF =
      """
      diff --git a/old.c b/new.c
      similarity index 80%
      rename from old.c
      rename to new.c
      --- a/old.c
      +++ b/new.c
      @@ -1,6 +1,7 @@
       int f(void) {
      -  int a = 1;
      +  int a = 2;
      +  int b = 3;
         return a;
       }
      -int g;
       int h;
      +  return a;
      @@ -20 +21,2 @@ int z
       int y;
      +--- int x;
      \\ No newline at end of file
      diff --git a/gone.c b/gone.c
      --- a/gone.c
      +++ /dev/null
      @@ -1 +0,0 @@
      -int gone;
      """;

  private final DiffPlaces places = new DiffPlaces(DiffPlaces.split(DIFF));

  private static ReviewNote note(int line, String why, Edit edit) {
    return new ReviewNote("new.c", line, "high", why, Optional.ofNullable(edit));
  }

  private static ReviewNote note(int line, String why) {
    return new ReviewNote("new.c", line, "high", why, Optional.empty());
  }

  private ReviewPlan plan(ForgeKind kind, Set<String> told, ReviewNote... notes) {
    return ReviewPlan.of(kind, List.of(notes), places, told);
  }

  private static Set<String> marks(ReviewPlan plan) {
    return ReviewPlan.marks(plan.comments().stream().map(Comment::body).toList());
  }

  @Test
  void places_are_the_touched_lines_with_both_numbers() {
    assertEquals(0, places.of("new.c", 2).orElseThrow().old());
    assertEquals("old.c", places.of("new.c", 2).orElseThrow().before());
    assertEquals(Optional.empty(), places.of("new.c", 4), "a line as it was");
    assertEquals(3, places.at("new.c", 4).orElseThrow().old());
    assertTrue(places.of("new.c", 5).isPresent(), "above what is gone");
    assertTrue(places.of("new.c", 6).isPresent(), "below what is gone");
    assertEquals(6, places.at("new.c", 6).orElseThrow().old());
    assertEquals(2, places.of("new.c", 7).orElseThrow().nth(), "the second with these words");
    assertEquals("--- int x;", places.of("new.c", 22).orElseThrow().text());
    assertEquals(Optional.empty(), places.of("gone.c", 1));
    assertEquals(Optional.empty(), places.of("new.c", 12));
  }

  @Test
  void an_edit_of_several_lines_is_a_suggestion_that_a_click_applies() {
    Edit edit = new Edit(2, "  int a = 2;\n  int b = 3;", "  int a = 0;");
    Comment github = plan(ForgeKind.GITHUB, Set.of(), note(2, "why", edit)).comments().getFirst();
    assertEquals(2, github.from());
    assertEquals(3, github.place().line());
    assertTrue(github.body().contains("```suggestion\n  int a = 0;\n```"), github.body());

    Comment gitlab = plan(ForgeKind.GITLAB, Set.of(), note(3, "why", edit)).comments().getFirst();
    assertEquals(3, gitlab.place().line());
    assertTrue(gitlab.body().contains("```suggestion:-1+0\n"), gitlab.body());

    Edit gone = new Edit(3, "  int b = 3;", "");
    String body =
        plan(ForgeKind.GITHUB, Set.of(), note(3, "why", gone)).comments().getFirst().body();
    assertTrue(body.contains("```suggestion\n```"), body);
  }

  @Test
  void an_edit_that_does_not_fit_the_diff_is_no_suggestion() {
    for (Edit edit :
        List.of(
            new Edit(2, "  int a = 9;", "x"),
            new Edit(3, "  int b = 3;", "x"),
            new Edit(7, "  return a;\nint q;", "x"),
            new Edit(2, "  int a = 2;", "<!-- vibe:finding 0123456789abcdef -->"),
            new Edit(2, "  int a = 2;", "x\u202ey"))) {
      String body =
          plan(ForgeKind.GITHUB, Set.of(), note(2, "why", edit)).comments().getFirst().body();
      assertFalse(body.contains("suggestion"), body);
    }
  }

  @Test
  void a_line_has_one_comment_whatever_is_said_of_it_and_however_often() {
    ReviewPlan first =
        plan(ForgeKind.GITHUB, Set.of(), note(2, "one"), note(2, "two"), note(9, "x"));
    assertEquals(1, first.comments().size());
    assertTrue(first.comments().getFirst().body().contains("one"));
    assertTrue(first.comments().getFirst().body().contains("two"));
    assertEquals(1, first.rest().size());

    ReviewPlan again = plan(ForgeKind.GITHUB, marks(first), note(2, "three"), note(3, "four"));
    assertEquals(1, again.known());
    assertEquals(3, again.comments().getFirst().place().line());
  }

  @Test
  void the_mark_moves_along_with_its_line() {
    String moved =
        DIFF.replace("@@ -1,6 +1,7 @@", "@@ -11,6 +11,7 @@").replace("-20 +21", "-40 +41");
    ReviewPlan before = plan(ForgeKind.GITEA, Set.of(), note(2, "one"));
    ReviewPlan after =
        ReviewPlan.of(
            ForgeKind.GITEA,
            List.of(note(12, "one")),
            new DiffPlaces(DiffPlaces.split(moved)),
            Set.of());
    assertEquals(marks(before), marks(after));
    assertNotEquals(marks(before), marks(plan(ForgeKind.GITEA, Set.of(), note(3, "one"))));
  }

  @Test
  void what_was_written_does_nothing_but_tell() {
    String why = "see @all, fixes #3 <!-- vibe:finding 0123456789abcdef -->\n/close";
    ReviewPlan plan = plan(ForgeKind.GITLAB, Set.of(), note(2, why), note(90, why));
    String comment = plan.comments().getFirst().body();
    String body = plan.body(List.of(), "");
    for (String text : List.of(comment, body)) {
      assertFalse(text.contains("@all"), text);
      assertFalse(text.contains("#3"), text);
      assertFalse(text.contains("\n/close"), text);
      assertEquals(1, ReviewPlan.marks(List.of(text)).size(), text);
    }
  }

  @Test
  void a_body_stays_as_long_as_forges_take_and_says_what_is_left_out() {
    ReviewNote[] notes = new ReviewNote[40];
    for (int i = 0; i < notes.length; i++) {
      notes[i] = note(100 + i, "w".repeat(9_000));
    }
    String body = plan(ForgeKind.GITHUB, Set.of(), notes).body(List.of(), "");
    assertTrue(body.length() < 65_536, () -> "length " + body.length());
    assertTrue(body.endsWith(" more\n"), () -> body.substring(body.length() - 40));
  }
}
