package dev.vibe.hostile;

import static org.junit.jupiter.api.Assertions.assertAll;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Base of the tests that make attempts: each batch in every mode, in a place of its own, through
 * the real launcher, with nobody there to ask.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Attempts {

  @TempDir Path scratch;

  private final List<String> rows = new ArrayList<>();

  /** The attempts of this kind. */
  abstract Stream<Attempt> attempts();

  @TestFactory
  Stream<DynamicTest> attempt_is_held() {
    Map<String, List<Attempt>> batches = new LinkedHashMap<>();
    attempts()
        .forEach(
            attempt ->
                batches.computeIfAbsent(attempt.batch(), name -> new ArrayList<>()).add(attempt));
    return batches.entrySet().stream()
        .flatMap(
            batch ->
                Arrays.stream(Mode.values())
                    .map(
                        mode ->
                            DynamicTest.dynamicTest(
                                batch.getKey() + " [" + mode.label() + "]",
                                () -> make(batch.getValue(), mode))));
  }

  private void make(List<Attempt> batch, Mode mode) throws IOException {
    Scene scene = new Scene(Files.createTempDirectory(scratch, "scene"));
    Files.createDirectories(scene.outside());
    List<String> arguments = batch.getFirst().arguments();
    assertTrue(batch.stream().allMatch(one -> one.arguments().equals(arguments)), "one line");
    try (Stage stage = Stage.in(scene.scratch(), Attempt.script(batch, scene))) {
      stage.repo().write("README.md", "# Project\n").commitAll("Start");
      batch.forEach(attempt -> attempt.folder().accept(scene));
      List<String> line = new ArrayList<>(arguments);
      line.addAll(List.of("--mode", mode.label()));
      RunningVibe.Ended ended = stage.run(line.toArray(String[]::new));
      assertTrue(ended.exitCode() <= 9, ended::toString);
      assertFalse(ended.stderr().contains("\tat "), ended::toString);
      Aftermath after = new Aftermath(scene, ended, stage);
      assertAll(batch.stream().map(attempt -> () -> judge(attempt, mode, after)));
    }
  }

  private void judge(Attempt attempt, Mode mode, Aftermath after) {
    assertFalse(attempt.harms().isEmpty(), "what would be harmful?");
    List<String> harms =
        attempt.harms().stream().filter(harm -> harm.done().test(after)).map(Harm::what).toList();
    String open = attempt.open().getOrDefault(mode, "");
    String result =
        harms.isEmpty() ? "held" : (open.isEmpty() ? "HARM: " + harms : "open: " + open);
    rows.add("%-74s %-12s %s".formatted(attempt.name(), mode.label(), result));
    if (open.isEmpty()) {
      assertEquals(List.of(), harms, after.ended()::toString);
    } else {
      assertFalse(
          harms.isEmpty(),
          () -> "it is held now; take the word \"open\" from it: " + after.ended());
    }
  }

  @AfterAll
  void write_the_table() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/hostile"));
    Files.write(folder.resolve(getClass().getSimpleName() + ".txt"), rows);
  }
}
