package dev.vibe.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.json.Json;
import dev.vibe.session.MatchCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditsCheckTest {

  @TempDir Path state;

  private Report report() {
    return Report.of("test", List.of(new EditsCheck(new MatchCounts(state))));
  }

  @Test
  void each_model_shows_its_steps_the_most_frequent_first() throws IOException {
    MatchCounts counts = new MatchCounts(state);
    counts.add("devstral", Map.of("exact", 12, "line_endings", 3, "refused", 3));
    counts.add("other", Map.of("similar", 1));
    assertEquals(
        "note    edits         devstral: 12 exact, 3 line endings, 3 refused",
        report().lines().get(0));
    assertEquals("note    edits         other: 1 similar", report().lines().get(1));
  }

  @Test
  void programs_get_the_counts_as_numbers() throws IOException {
    new MatchCounts(state).add("devstral", Map.of("exact", 12, "line_endings", 3));
    List<?> checks = (List<?>) Json.object(report().json()).getOrDefault("checks", List.of());
    assertEquals(
        Map.of("model", "devstral", "steps", Map.of("exact", 12, "line_endings", 3)),
        ((Map<?, ?>) checks.getFirst()).get("details"));
  }

  @Test
  void without_any_edit_it_says_so_and_all_is_well() {
    assertEquals("none counted so far", report().findings().getFirst().text());
    assertEquals("All is well.", report().lines().getLast());
  }

  @Test
  void counts_that_cannot_be_read_are_a_warning() throws IOException {
    Files.createDirectory(state.resolve("edit-steps.json"));
    assertEquals(Finding.Grade.WARNING, report().findings().getFirst().grade());
  }
}
