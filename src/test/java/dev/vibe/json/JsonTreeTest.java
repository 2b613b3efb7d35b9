package dev.vibe.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTreeTest {

  @Test
  void what_was_read_is_written_as_it_was() {
    for (String json :
        List.of(
            "{\"b\":[1,-2.5,true,null,\"é\\n\\\"\"],\"a\":{}}",
            "[]",
            "\"text\"",
            "null",
            "false",
            "2147483648",
            "123456789012345678901234567890",
            "0.1",
            "1.0E10")) {
      assertEquals(json, JsonTree.write(JsonTree.read(json)));
    }
  }

  @Test
  void numbers_are_of_the_smallest_kind_that_holds_them() {
    assertEquals(
        List.of(1, 2_147_483_648L, new BigInteger("9".repeat(20)), 1.5),
        JsonTree.read(" [1, 2147483648, 99999999999999999999, 1.50] "));
    assertEquals("[1.10]", JsonTree.write(List.of(new BigDecimal("1.10"))));
    assertNull(JsonTree.read("null"));
  }

  @Test
  void anything_but_one_value_is_refused() {
    for (String json : List.of("", " ", "{", "[1", "{\"a\"}", "tru", "1 2", "{} {}", "'a'")) {
      assertThrows(JsonShapeException.class, () -> JsonTree.read(json), json);
    }
  }

  @Test
  void anything_but_one_object_is_refused_and_told_in_plain_words() {
    for (String json : List.of("", "[]", "1", "{} 1", "{\"a\":}")) {
      JsonShapeException e =
          assertThrows(JsonShapeException.class, () -> JsonTree.object(json), json);
      assertEquals("$", e.path());
      assertTrue(!String.valueOf(e.getMessage()).contains("Source"), e::getMessage);
    }
    assertEquals(Map.of("a", 1), JsonTree.object("{\"a\":1}"));
  }

  @Test
  void what_has_no_form_in_json_is_a_mistake_of_the_caller() {
    assertThrows(IllegalArgumentException.class, () -> JsonTree.write(new Object()));
  }
}
