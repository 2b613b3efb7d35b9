package dev.vibe.tool.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vibe.json.Json;
import dev.vibe.tool.builtin.BashTool;
import dev.vibe.tool.builtin.TodoTool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonSchemasTest {

  enum Colour {
    DARK_RED,
    BLUE
  }

  record Point(int x, @MayBeAbsent double weight) {}

  record Everything(
      @Doc("a \"quoted\"\nword \\ \u0001") String someText,
      @MayBeAbsent Integer count,
      @MayBeAbsent long total,
      boolean flag,
      @Doc("which") Colour colour,
      List<String> names,
      @MayBeAbsent List<Point> points,
      Point centre) {}

  record Reserved(@Named("new") String replacement) {}

  record Nothing() {}

  record Wrong(Path path) {}

  record AbsentRecord(@MayBeAbsent Point point) {}

  @Test
  void every_kind_of_component_is_written() {
    String point =
        "\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\"},"
            + "\"weight\":{\"type\":\"number\"}},\"required\":[\"x\"],"
            + "\"additionalProperties\":false";
    assertEquals(
        "{\"type\":\"object\",\"properties\":{"
            + "\"some_text\":{\"type\":\"string\","
            + "\"description\":\"a \\\"quoted\\\"\\nword \\\\ \\u0001\"},"
            + "\"count\":{\"type\":\"integer\"},"
            + "\"total\":{\"type\":\"integer\"},"
            + "\"flag\":{\"type\":\"boolean\"},"
            + "\"colour\":{\"type\":\"string\",\"enum\":[\"dark_red\",\"blue\"],"
            + "\"description\":\"which\"},"
            + "\"names\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
            + "\"points\":{\"type\":\"array\",\"items\":{"
            + point
            + "}},"
            + "\"centre\":{"
            + point
            + "}},"
            + "\"required\":[\"some_text\",\"flag\",\"colour\",\"names\",\"centre\"],"
            + "\"additionalProperties\":false}",
        JsonSchemas.of(Everything.class).text());
  }

  @Test
  void a_reserved_word_can_be_a_name() {
    assertEquals(
        "{\"type\":\"object\",\"properties\":{\"new\":{\"type\":\"string\"}},"
            + "\"required\":[\"new\"],\"additionalProperties\":false}",
        JsonSchemas.of(Reserved.class).text());
  }

  @Test
  void it_is_json() {
    Map<String, Object> schema = Json.object(JsonSchemas.of(Everything.class).text());
    assertEquals("object", schema.get("type"));
    assertEquals(
        "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}",
        JsonSchemas.of(Nothing.class).text());
  }

  @Test
  void parameters_of_the_tools_are_those_of_the_contract() {
    assertEquals(
        "{\"type\":\"object\",\"properties\":{"
            + "\"command\":{\"type\":\"string\","
            + "\"description\":\"no terminal, no input\"},"
            + "\"timeout_s\":{\"type\":\"integer\",\"description\":\"default 120, at most 600\"},"
            + "\"background\":{\"type\":\"boolean\","
            + "\"description\":\"run on, e.g. a server\"},"
            + "\"stop\":{\"type\":\"integer\",\"description\":\"job to end\"}},"
            + "\"additionalProperties\":false}",
        JsonSchemas.of(BashTool.Input.class).text());
    assertEquals(
        "{\"type\":\"object\",\"properties\":{\"items\":{\"type\":\"array\",\"items\":{"
            + "\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"},"
            + "\"status\":{\"type\":\"string\",\"enum\":[\"pending\",\"in_progress\",\"done\"]}},"
            + "\"required\":[\"text\",\"status\"],\"additionalProperties\":false},"
            + "\"description\":\"the whole list, in order\"}},"
            + "\"required\":[\"items\"],\"additionalProperties\":false}",
        JsonSchemas.of(TodoTool.Input.class).text());
  }

  @Test
  void other_types_are_a_mistake_of_the_author() {
    assertThrows(IllegalArgumentException.class, () -> JsonSchemas.of(Wrong.class));
    assertThrows(IllegalArgumentException.class, () -> JsonSchemas.of(AbsentRecord.class));
  }
}
