package dev.vibe.provider.openai.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CallIdsTest {

  @Test
  void row_10_ids_of_every_server_become_nine_letters_or_digits() {
    CallIds ids = new CallIds();
    for (String id :
        List.of(
            "call_abcdefgh",
            "call_0123456789abcdefghijklmn",
            "0123456789abcdef0123456789abcdef",
            "functions.bash:0",
            "x",
            "null",
            "toolu_01é")) {
      assertTrue(CallIds.isLegal(ids.wireId(id)), id);
    }
  }

  @Test
  void row_10_a_legal_id_stays_and_the_map_is_kept() {
    CallIds ids = new CallIds();
    assertEquals("aB3dE5gH9", ids.wireId("aB3dE5gH9"));
    assertEquals(ids.wireId("call_abcdefgh"), ids.wireId("call_abcdefgh"));
    assertNotEquals(ids.wireId("call_abcdefgh"), ids.wireId("call_abcdefgi"));
  }

  @Test
  void a_session_taken_up_again_maps_alike() {
    CallIds first = new CallIds();
    CallIds second = new CallIds();
    for (int i = 0; i < 100; i++) {
      assertEquals(first.wireId("call_" + i), second.wireId("call_" + i));
    }
  }

  @Test
  void a_collision_gets_another_id() {
    CallIds ids = new CallIds();
    String taken = CallIds.hashed("call_1", 0);
    assertEquals(taken, ids.wireId(taken));
    assertNotEquals(taken, ids.wireId("call_1"));
    assertTrue(CallIds.isLegal(ids.wireId("call_1")));
  }

  @Test
  void many_ids_stay_distinct() {
    CallIds ids = new CallIds();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      assertTrue(seen.add(ids.wireId("call_" + i)));
    }
  }
}
