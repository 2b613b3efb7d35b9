package dev.vibe.repl.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final History HISTORY = History.of(List.of("fix the test", "run it", "why?"));

  @Test
  void the_last_word_is_that_of_the_newest_entry() {
    assertEquals("", History.of(List.of()).lastWord());
    assertEquals("b.py", History.of(List.of("x", "fix a.py\nand b.py ")).lastWord());
    assertEquals("one", History.of(List.of("one")).lastWord());
  }

  @Test
  void going_back_and_forward_keeps_the_draft() {
    History back = HISTORY.back("draft").orElseThrow();

    assertEquals("why?", back.shown());
    assertEquals("draft", back.forward().orElseThrow().shown());
  }

  @Test
  void it_ends_at_the_first() {
    assertTrue(History.of(List.of()).back("").isEmpty());
  }

  @Test
  void the_same_twice_counts_once() {
    assertEquals(3, HISTORY.plus("why?").entries().size());
  }

  @Test
  void search_finds_entries_with_all_words_newest_first() {
    assertEquals(List.of("fix the test"), HISTORY.search("TEST fix", 5));
    assertEquals("why?", HISTORY.search("", 5).getFirst());
  }

  @Test
  void fuzzy_prefers_the_file_name() {
    List<String> files = List.of("docs/application.md", "src/app.py", "app/other.txt");

    assertEquals("src/app.py", Fuzzy.best(files, "app", 3).getFirst());
    assertEquals(List.of("docs/application.md"), Fuzzy.best(files, "dcation", 3));
  }
}
