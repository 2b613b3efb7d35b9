package dev.vibe.git.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.testkit.Gen;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ThreeWayTest {

  private static Held text(String text) {
    return Held.of(FileKind.REGULAR, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String merged(FileState base, FileState ours, FileState theirs) {
    ThreeWay.Outcome outcome = ThreeWay.merge(base, ours, theirs);
    FileState state = assertInstanceOf(ThreeWay.Outcome.Merged.class, outcome).state();
    return new String(assertInstanceOf(Held.class, state).bytes(), StandardCharsets.UTF_8);
  }

  private static void assertConflict(FileState base, FileState ours, FileState theirs) {
    assertInstanceOf(ThreeWay.Outcome.Conflict.class, ThreeWay.merge(base, ours, theirs));
  }

  @Test
  void changes_of_different_lines_are_both_kept_byte_by_byte() {
    assertEquals(
        "A\r\nb\nc\nd\nE",
        merged(text("a\r\nb\nc\nd\ne"), text("A\r\nb\nc\nd\ne"), text("a\r\nb\nc\nd\nE")));
  }

  @Test
  void missing_final_newline_is_kept_and_can_be_added() {
    assertEquals("A\nb\nc\nd", merged(text("a\nb\nc\nd"), text("A\nb\nc\nd"), text("a\nb\nc\nd")));
    assertEquals(
        "A\nb\nc\nd\n", merged(text("a\nb\nc\nd"), text("A\nb\nc\nd"), text("a\nb\nc\nd\n")));
  }

  @Test
  void changes_of_the_same_line_conflict_unless_they_are_equal() {
    assertConflict(text("a\n"), text("b\n"), text("c\n"));
    assertEquals("b\n", merged(text("a\n"), text("b\n"), text("b\n")));
  }

  @Test
  void presence_and_mode_are_merged_too() {
    assertConflict(new Absent(), text("a\n"), text("b\n"));
    assertConflict(text("a\n"), text("b\n"), new Absent());
    assertEquals("b\n", merged(new Absent(), new Absent(), text("b\n")));
    Held executable = Held.of(FileKind.EXECUTABLE, text("a\n").bytes());
    FileState both =
        assertInstanceOf(
                ThreeWay.Outcome.Merged.class, ThreeWay.merge(text("a\n"), executable, text("b\n")))
            .state();
    assertTrue(both.sameAs(Held.of(FileKind.EXECUTABLE, text("b\n").bytes())));
    assertConflict(
        Held.of(FileKind.REGULAR, text("x").bytes()),
        executable,
        Held.of(FileKind.SYMLINK, text("y").bytes()));
  }

  @Test
  void binary_content_is_never_mixed() {
    assertConflict(text("a\0\n1\n2\n3\n"), text("b\0\n1\n2\n3\n"), text("a\0\n1\n2\n4\n"));
  }

  @Test
  void edits_of_far_apart_lines_always_merge() {
    Gen.forAll(
        "merge",
        200,
        random -> {
          List<String> base = lines(random, 30);
          List<String> ours = new ArrayList<>(base);
          List<String> theirs = new ArrayList<>(base);
          List<String> both = new ArrayList<>(base);
          int first = random.nextInt(10);
          int second = 15 + random.nextInt(14);
          ours.set(first, "ours");
          both.set(first, "ours");
          theirs.set(second, "theirs");
          both.set(second, "theirs");
          String end = random.nextBoolean() ? "\n" : "";
          assertEquals(
              String.join("\n", both) + end,
              merged(
                  text(String.join("\n", base) + end),
                  text(String.join("\n", ours) + end),
                  text(String.join("\n", theirs) + end)));
        });
  }

  private static List<String> lines(RandomGenerator random, int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(i + " " + random.nextInt(3) + (random.nextInt(3) == 0 ? "\r" : ""));
    }
    return lines;
  }
}
