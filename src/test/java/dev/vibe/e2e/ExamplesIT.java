package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every folder of {@code examples} with a recorded model runs, and does what its README says. */
class ExamplesIT {

  private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();

  @TempDir Path scratch;

  static List<String> examples() throws IOException {
    List<String> recorded =
        all().stream()
            .filter(name -> Files.exists(EXAMPLES.resolve(name).resolve("cassette.json")))
            .toList();
    assertTrue(recorded.size() >= 3, recorded::toString);
    return recorded;
  }

  private static List<String> all() throws IOException {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> String.valueOf(folder.getFileName()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_prints_what_its_readme_shows(String name) throws IOException {
    Launcher launcher = Launcher.in(scratch);
    RunningVibe.Ended ended =
        launcher
            .with("VIBE", launcher.command().toString())
            .with("TMPDIR", scratch.toString())
            .command(EXAMPLES.resolve(name).resolve("run.sh"))
            .run();

    assertEquals(0, ended.exitCode(), ended::toString);
    String shown = ended.stdout().indent(4).replace("    \n", "\n");
    String readme = Files.readString(EXAMPLES.resolve(name).resolve("README.md"));
    assertTrue(readme.contains("\n\n" + shown), () -> "not in the README:\n" + shown);
  }

  @Test
  void each_example_is_in_the_list() throws IOException {
    String list = Files.readString(EXAMPLES.resolve("README.md"));
    for (String name : all()) {
      assertTrue(list.contains("[" + name + "](" + name + "/README.md)"), name);
    }
  }
}
