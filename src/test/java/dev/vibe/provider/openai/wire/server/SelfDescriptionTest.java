package dev.vibe.provider.openai.wire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What servers say of themselves. */
class SelfDescriptionTest {

  @Test
  void llama_cpp_tells_how_many_requests_it_works_on_side_by_side() {
    assertEquals(4, SelfDescription.slotsOfProps("{\"total_slots\":4,\"build_info\":\"b1\"}"));
  }

  @Test
  void who_does_not_tell_has_no_known_number_of_slots() {
    assertEquals(0, SelfDescription.slotsOfProps("{\"total_slots\":\"many\"}"));
    assertEquals(0, SelfDescription.slotsOfProps(""));
    assertEquals(0, SelfDescription.slotsOfProps("not found"));
  }
}
