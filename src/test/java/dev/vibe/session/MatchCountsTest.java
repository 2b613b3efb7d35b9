package dev.vibe.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.vibe.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchCountsTest {

  @TempDir Path state;

  @Test
  void counts_add_up_by_model_and_step() throws IOException {
    MatchCounts counts = new MatchCounts(state.resolve("deep"));
    assertEquals(Map.of(), counts.read());
    counts.add("devstral", Map.of("exact", 3, "refused", 1));
    counts.add("devstral", Map.of("exact", 2));
    counts.add("other", Map.of("similar", 1));
    counts.add("other", Map.of());
    assertEquals(
        Map.of("devstral", Map.of("exact", 5L, "refused", 1L), "other", Map.of("similar", 1L)),
        counts.read());
  }

  @Test
  void a_damaged_file_counts_nothing_and_is_replaced() throws IOException {
    Path file = state.resolve("edit-steps.json");
    Files.writeString(file, "{\"models\":{\"x\":");
    MatchCounts counts = new MatchCounts(state);
    assertEquals(Map.of(), counts.read());
    counts.add("x", Map.of("exact", 1));
    assertEquals(Map.of("x", Map.of("exact", 1L)), counts.read());
    try (Stream<Path> files = Files.list(state)) {
      assertFalse(files.anyMatch(each -> AtomicFile.isDraft(each.getFileName().toString())));
    }
  }

  @Test
  void a_write_that_was_cut_off_leaves_the_old_counts() throws IOException {
    MatchCounts counts = new MatchCounts(state);
    counts.add("x", Map.of("exact", 1));
    Files.writeString(state.resolve(".new-1"), "{\"mod");
    assertEquals(Map.of("x", Map.of("exact", 1L)), counts.read());
    counts.add("x", Map.of("exact", 1));
    assertEquals(Map.of("x", Map.of("exact", 2L)), counts.read());
  }
}
