package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing a newcomer runs. */
class DemoIT {

  @TempDir Path scratch;

  @Test
  void demo_does_the_job_in_a_repository_of_its_own_and_looks_as_the_readme_shows()
      throws IOException {
    Path place = Files.createDirectory(scratch.resolve("tmp"));
    RunningVibe.Ended ended = Launcher.in(scratch).with("TMPDIR", place.toString()).run("demo");

    assertEquals(0, ended.exitCode(), ended::toString);
    TempRepo repo;
    try (Stream<Path> folders = Files.list(place)) {
      repo = new TempRepo(folders.findFirst().orElseThrow());
    }
    assertEquals(List.of("Log instead of printing", "Add the shop report"), repo.log());
    assertEquals(List.of(), repo.status());
    assertTrue(repo.read("report.py").contains("use print(summary(orders))"));
    assertFalse(repo.read("app.py").contains("print("));

    String shown =
        masked(ended.stderr(), repo.root())
            + "--- the answer, on standard output:\n"
            + ended.stdout();
    Golden.assertMatches("src/test/resources/golden/demo.txt", shown);
    assertInOrder(
        readme(),
        shown.lines().map(String::stripTrailing).filter(line -> !line.isEmpty()).toList());
  }

  private static String masked(String text, Path folder) {
    return text.replace(folder.toString(), "/tmp/vibe-demo-1")
        .replaceAll("(?m)^commit [0-9a-f]{7} ", "commit 1a2b3c4 ")
        .replaceAll("(?m)out · [0-9.]+ m?s$", "out · 1.2 s");
  }

  /** The lines of the session in the README. */
  private static List<String> readme() throws IOException {
    String text = Files.readString(Path.of("README.md"));
    int from = text.indexOf("\n## How it looks\n");
    String section = text.substring(from, text.indexOf("\n## ", from + 1));
    return section
        .lines()
        .filter(line -> line.startsWith("    ") && !line.strip().startsWith("$ "))
        .map(line -> line.substring(4).stripTrailing())
        .toList();
  }

  /** A line with dots alone stands for lines that are left out. */
  private static void assertInOrder(List<String> expected, List<String> actual) {
    assertTrue(expected.size() > 20, "the README shows too little");
    Iterator<String> rest = actual.iterator();
    boolean skips = true;
    for (String line : expected) {
      if (line.strip().equals("…")) {
        skips = true;
        continue;
      }
      boolean found = false;
      while (!found && rest.hasNext()) {
        found = rest.next().equals(line);
        assertTrue(found || skips, () -> "not what follows in the demo: " + line);
      }
      assertTrue(found, () -> "not in the demo: " + line);
      skips = false;
    }
  }
}
