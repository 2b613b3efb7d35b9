package dev.vibe.app.interactive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.view.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstStartTest {

  private static List<String> farewell(Map<String, String> environment) {
    return FirstStart.farewell(environment).stream().map(Line::text).toList();
  }

  @Test
  void without_a_model_three_lines_say_what_was_looked_for_and_what_to_do() {
    List<String> lines = farewell(Map.of());

    assertEquals(3, lines.size());
    assertTrue(lines.get(0).startsWith("found no model: no key in the environment"), lines.get(0));
    assertTrue(lines.get(0).contains("llama.cpp (8080)"), lines.get(0));
    assertTrue(lines.get(1).contains("vibe config init"), lines.get(1));
    assertTrue(lines.get(2).contains("vibe demo"), lines.get(2));
  }

  @Test
  void a_key_without_a_place_to_use_it_is_told() {
    String first = farewell(Map.of("OPENAI_API_KEY", "sk-1")).getFirst();

    assertTrue(first.contains("OPENAI_API_KEY is set, but no OPENAI_BASE_URL"), first);
    assertFalse(first.contains("sk-1"), first);
  }
}
