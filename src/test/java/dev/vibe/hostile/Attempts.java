package dev.vibe.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Mode;
import dev.vibe.e2e.RunningVibe;
import dev.vibe.e2e.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Base of the tests that make attempts: each in every mode, in a place of its own, through the real
 * launcher, with nobody there to ask.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Attempts {

  @TempDir Path scratch;

  private final List<String> rows = new ArrayList<>();

  /** The attempts of this kind. */
  abstract Stream<Attempt> attempts();

  @TestFactory
  Stream<DynamicTest> attempt_is_held() {
    return attempts()
        .flatMap(
            attempt ->
                Arrays.stream(Mode.values())
                    .map(
                        mode ->
                            DynamicTest.dynamicTest(
                                attempt.name() + " [" + mode.label() + "]",
                                () -> make(attempt, mode))));
  }

  private void make(Attempt attempt, Mode mode) throws IOException {
    Scene scene = new Scene(Files.createTempDirectory(scratch, "scene"));
    Files.createDirectories(scene.outside());
    assertFalse(attempt.harms().isEmpty(), "what would be harmful?");
    try (Stage stage = Stage.in(scene.scratch(), attempt.script(scene))) {
      stage.repo().write("README.md", "# Project\n").commitAll("Start");
      attempt.folder().accept(scene);
      List<String> line = new ArrayList<>(List.of("-p", "look around"));
      line.addAll(List.of("--mode", mode.label()));
      line.addAll(attempt.arguments());
      RunningVibe.Ended ended = stage.run(line.toArray(String[]::new));
      judge(attempt, mode, new Aftermath(scene, ended, stage));
    }
  }

  private void judge(Attempt attempt, Mode mode, Aftermath after) {
    RunningVibe.Ended ended = after.ended();
    assertTrue(ended.exitCode() <= 9, ended::toString);
    assertFalse(ended.stderr().contains("\tat "), ended::toString);
    List<String> harms =
        attempt.harms().stream().filter(harm -> harm.done().test(after)).map(Harm::what).toList();
    String open = attempt.open().getOrDefault(mode, "");
    String result =
        harms.isEmpty() ? "held" : (open.isEmpty() ? "HARM: " + harms : "open: " + open);
    rows.add("%-74s %-12s %s".formatted(attempt.name(), mode.label(), result));
    if (open.isEmpty()) {
      assertEquals(List.of(), harms, ended::toString);
    } else {
      assertFalse(harms.isEmpty(), "it is held now; take the word \"open\" from it: " + ended);
    }
  }

  @AfterAll
  void write_the_table() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/hostile"));
    Files.write(folder.resolve(getClass().getSimpleName() + ".txt"), rows);
  }
}
