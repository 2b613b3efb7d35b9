package dev.vibe.protocol;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsDocumentTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "events");

  @Test
  void its_samples_are_golden() throws IOException {
    List<String> golden = new ArrayList<>(Files.readAllLines(GOLDEN.resolve("run.jsonl")));
    golden.addAll(Files.readAllLines(GOLDEN.resolve("result.json")));
    List<String> samples = document().lines().filter(line -> line.startsWith("{")).toList();

    assertFalse(samples.isEmpty());
    for (String sample : samples) {
      assertTrue(golden.contains(sample), sample);
    }
  }

  @Test
  void it_names_every_type() throws IOException {
    String document = document();
    for (String line : Files.readAllLines(GOLDEN.resolve("run.jsonl"))) {
      assertTrue(document.contains("`" + Json.object(line).get("type") + "`"), line);
    }
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("docs", "events.md"));
  }
}
