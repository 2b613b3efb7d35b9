package dev.vibe.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vibe.json.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  private static Map<String, Object> sample() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("te\"xt", "a\\b \"c\"\n\r\t\u0001é\u2028😀");
    map.put("list", Arrays.asList(1, 2.5, true, null, List.of(), Map.of()));
    map.put("none", null);
    map.put("map", Map.of("a", Map.of("b", -7)));
    return map;
  }

  @Test
  void what_is_written_is_read_back_as_it_was() {
    assertEquals(sample(), Json.object(JsonText.of(sample())));
  }

  @Test
  void it_is_compact_and_in_order() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", 1);
    map.put("a", List.of("x", "y"));
    assertEquals("{\"b\":1,\"a\":[\"x\",\"y\"]}", JsonText.of(map));
  }

  @Test
  void other_values_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> JsonText.of(new Object()));
  }
}
