package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.exec.shell.LineReader;
import dev.vibe.exec.shell.LineReading;
import dev.vibe.testkit.CommandLines;
import dev.vibe.testkit.MachineAbility;
import dev.vibe.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated lines against the reader of commands: what it lets pass, {@code bash -n} takes for a
 * command, and a run of it does no more than read.
 */
class CommandFuzzTest {

  private static final int SHORT = 15_000;
  private static final int LONG = 1_000_000;
  private static final int TRACED = 3_000;
  private static final int AT_ONCE = 200;

  @TempDir Path folder;
  private CommandScene scene;
  private WorkspaceReading reading;
  private CommandLines lines;

  @BeforeEach
  void make() throws IOException, InterruptedException {
    scene = CommandScene.in(folder);
    reading = scene.reading(scene.workspace(), Set.of());
    lines =
        new CommandLines(
            CommandCasesTest.groups().stream().flatMap(g -> g.commands().stream()).toList());
  }

  /** Each once. */
  private Set<String> generated(int count, long seed, Predicate<String> wanted) {
    RandomGenerator random = new SplittableRandom(Long.getLong("gen.seed", seed));
    Set<String> found = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      String line = lines.next(random);
      if (wanted.test(line)) {
        found.add(line);
      }
    }
    return found;
  }

  private static boolean reads(String line) {
    return LineReader.read(line) instanceof LineReading.Reads;
  }

  private boolean passes(String line) {
    return LineReader.read(line) instanceof LineReading.Reads reads
        && !reads.asksGit()
        && reading.doubt(scene.run(line)).isEmpty();
  }

  @Test
  void what_passes_is_a_command_to_bash_too() throws IOException, InterruptedException {
    Set<String> reading = generated(SHORT, 1, CommandFuzzTest::reads);

    assertTrue(reading.size() > SHORT / 50, reading::toString);
    assertEquals(List.of(), refused(reading));
  }

  @Test
  @Tag("long")
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void what_passes_of_a_million_lines_is_a_command_to_bash_too()
      throws IOException, InterruptedException {
    assertEquals(List.of(), refused(generated(LONG, 2, CommandFuzzTest::reads)));
  }

  @Test
  @Tag("long")
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  @Needs(MachineAbility.CONFINEMENT)
  void what_passes_does_no_more_than_read() throws IOException, InterruptedException {
    List<String> traced = generated(TRACED * 20, 3, this::passes).stream().limit(TRACED).toList();

    assertTrue(traced.size() > TRACED / 2, () -> traced.size() + " only");
    assertEquals(List.of(), new TracedCommands(scene).run(traced));
  }

  private List<String> refused(Set<String> all) throws IOException, InterruptedException {
    List<String> rest = List.copyOf(all);
    while (!rest.isEmpty()) {
      List<String> some = rest.subList(0, Math.min(AT_ONCE, rest.size()));
      String functions =
          some.stream().map(line -> "f() {\n" + line + "\n}\n").collect(Collectors.joining());
      if (!bashTakes(functions)) {
        List<String> refused = new ArrayList<>();
        for (String line : some) {
          if (!bashTakes(line)) {
            refused.add(line);
          }
        }
        return refused.isEmpty() ? List.of("only together: " + some) : refused;
      }
      rest = rest.subList(some.size(), rest.size());
    }
    return List.of();
  }

  private boolean bashTakes(String script) throws IOException, InterruptedException {
    Path file = folder.resolve("script");
    Files.writeString(file, script);
    return new ProcessBuilder("bash", "-n", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
