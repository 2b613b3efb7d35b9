package dev.vibe.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.doctor.Finding.Grade;
import dev.vibe.exec.OwnProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnProcessCheckTest {

  private static List<Grade> grades(OwnProcess.State state) {
    return new OwnProcessCheck(() -> state).look().stream().map(Finding::grade).toList();
  }

  @Test
  void all_that_holds_is_good_and_only_a_readable_key_is_a_warning() {
    assertEquals(
        List.of(Grade.GOOD, Grade.GOOD, Grade.GOOD),
        grades(new OwnProcess.State(true, true, true)));
    assertEquals(
        List.of(Grade.WARNING, Grade.NOTE, Grade.NOTE),
        grades(new OwnProcess.State(false, false, false)));
  }
}
