package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNameTest {

  @Test
  void the_closest_name_is_found() {
    List<String> names = List.of("base_url", "model", "timeout");
    assertEquals(Optional.of("model"), NearestName.among(names, "modle"));
    assertEquals(Optional.of("base_url"), NearestName.among(names, "BaseUrl"));
    assertEquals(Optional.of("timeout"), NearestName.among(names, "time_out"));
  }

  @Test
  void a_stranger_has_no_nearest_name() {
    assertEquals(Optional.empty(), NearestName.among(List.of("model"), "sandbox"));
    assertEquals(Optional.empty(), NearestName.among(List.of("ab"), "x"));
    assertEquals(Optional.empty(), NearestName.among(List.of(), "model"));
    assertEquals(Optional.empty(), NearestName.among(List.of("model"), ""));
  }

  @Test
  void the_first_of_equals_wins() {
    assertEquals(Optional.of("cat"), NearestName.among(List.of("cat", "hat"), "bat"));
  }
}
