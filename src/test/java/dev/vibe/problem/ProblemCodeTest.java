package dev.vibe.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemCodeTest {

  @Test
  void an_id_is_the_name_of_its_constant_so_that_it_is_found_from_either_side() {
    for (ProblemCode code : ProblemCode.values()) {
      assertEquals(code.name().toLowerCase(Locale.ROOT).replace('_', '-'), code.id());
      assertEquals(Optional.of(code), ProblemCode.of(code.id()));
      assertEquals(code.id(), code.toString());
    }
  }

  @Test
  void every_code_says_what_it_means_in_a_sentence_and_what_to_do_in_a_clause() {
    for (ProblemCode code : ProblemCode.values()) {
      assertTrue(code.meaning().matches("(?s)\\p{Lu}.*\\.|vibe .*\\."), code.meaning());
      assertTrue(!code.remedy().isBlank() && !code.remedy().endsWith("."), code.remedy());
    }
  }

  @Test
  void codes_of_an_area_stand_together() {
    assertEquals(
        Arrays.stream(ProblemCode.values()).map(ProblemCode::area).sorted().toList(),
        Arrays.stream(ProblemCode.values()).map(ProblemCode::area).toList());
  }

  @Test
  void a_code_of_another_version_is_read_and_named_in_the_cause() {
    Problem known = Problem.read("no-model", "what", "why", "try");
    assertEquals(new Problem(ProblemCode.NO_MODEL, "what", "why", "try"), known);

    Problem strange = Problem.read("moon-phase", "what", "why", "try");
    assertEquals(
        new Problem(ProblemCode.UNKNOWN, "what", "why; its code is moon-phase", "try"), strange);
    assertEquals("its code is moon-phase", Problem.read("moon-phase", "what", "", "").cause());
  }
}
