package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.text.WordDiff.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordDiffTest {

  @Test
  void only_the_changed_words_are_emphasised() {
    WordDiff.Emphasis emphasis = WordDiff.between("  print(\"a b\")", "  logger.debug(\"a b\")");
    assertEquals(List.of(new Span(2, 7)), emphasis.removed());
    assertEquals(List.of(new Span(2, 14)), emphasis.added());
  }

  @Test
  void words_with_only_blanks_between_them_are_one_span() {
    WordDiff.Emphasis emphasis =
        WordDiff.between("return the old one = value", "return a new one = value");
    assertEquals(List.of(new Span(7, 14)), emphasis.removed());
    assertEquals(List.of(new Span(7, 12)), emphasis.added());
  }

  @Test
  void lines_with_little_in_common_get_no_emphasis() {
    assertEquals(WordDiff.Emphasis.NONE, WordDiff.between("alpha beta", "gamma delta"));
    String endless = "x ".repeat(2_000);
    assertEquals(WordDiff.Emphasis.NONE, WordDiff.between(endless, endless + "y"));
  }

  @Test
  void lines_of_a_hunk_are_paired_in_order() {
    FileDiff diff =
        UnifiedDiff.between("f", "k\nint a = 1;\nint b = 2;\n", "k\nint a = 3;\nint b = 4;\n");
    List<List<Span>> spans = WordDiff.spans(diff.hunks().getFirst());
    assertEquals(
        List.of(
            List.of(),
            List.of(new Span(8, 9)),
            List.of(new Span(8, 9)),
            List.of(new Span(8, 9)),
            List.of(new Span(8, 9))),
        spans);
  }

  @Test
  void unequal_runs_are_not_paired() {
    FileDiff diff = UnifiedDiff.between("f", "int a = 1;\n", "int a = 2;\nint b = 2;\n");
    assertTrue(WordDiff.spans(diff.hunks().getFirst()).stream().allMatch(List::isEmpty));
  }
}
