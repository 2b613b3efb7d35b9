package dev.vibe.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrainingTest {

  /** Asks the model as often as its argument says, each time to the end of the reply. */
  private static final String ASK =
      """
      #!/bin/bash
      host=${VIBE_BASE_URL#http://}
      host=${host%/v1}
      for i in $(seq @TIMES@); do
        exec 3<>"/dev/tcp/${host%:*}/${host#*:}"
        printf 'POST /v1/chat/completions HTTP/1.1\\r\\nContent-Length: 2\\r\\n\\r\\n{}' >&3
        while read -r line <&3 && [ "$line" != $'0\\r' ]; do
          printf '%s\\n' "$line" >>"$HOME/replies"
        done
      done
      """;

  @TempDir Path scratch;

  private Path product(String script) throws IOException {
    Path bin = Files.createDirectories(scratch.resolve("product/bin"));
    Path launcher = Files.writeString(bin.resolve("vibe"), script);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    return scratch.resolve("product");
  }

  private String run(String script) throws Exception {
    try (Training training = new Training(scratch)) {
      return training.run(product(script), "-Xint", Map.of("JAVA_HOME", "/java"));
    }
  }

  @Test
  void a_run_that_asks_for_every_reply_has_done_its_work() throws Exception {
    assertEquals("", run(ASK.replace("@TIMES@", "4")));
    String replies = Files.readString(scratch.resolve("replies"));
    for (String part : List.of("read_file", "str_replace", "bash", "checked", "[DONE]")) {
      assertTrue(replies.contains(part), part + " in " + replies);
    }
  }

  @Test
  void a_run_that_stops_early_is_told() throws Exception {
    assertEquals("it stopped after 3 replies", run(ASK.replace("@TIMES@", "3")));
  }

  @Test
  void a_run_that_fails_is_told_with_what_it_said() throws Exception {
    assertEquals("failed. no Java\n", run("#!/bin/sh\necho no Java >&2\nexit 3\n"));
  }

  @Test
  void the_next_work_begins_with_the_first_reply() throws Exception {
    Path home = product(ASK.replace("@TIMES@", "4"));
    try (Training training = new Training(scratch)) {
      assertEquals("", training.run(home, "", Map.of()));
      assertEquals("", training.run(home, "", Map.of()));
    }
  }

  @Test
  void nothing_of_whoever_builds_reaches_the_run() throws Exception {
    run(
        """
        #!/bin/sh
        env >"$HOME/env"
        git log --format=%s >"$HOME/log"
        git ls-files | wc -l >>"$HOME/log"
        """);
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(scratch.resolve("env"))) {
      names.add(line.substring(0, line.indexOf('=')));
    }
    // What a shell sets by itself.
    names.removeAll(Set.of("_", "PWD", "OLDPWD", "SHLVL", "TMPDIR"));
    assertEquals(
        new TreeSet<>(
            Set.of(
                "GIT_CONFIG_NOSYSTEM",
                "HOME",
                "JAVA_HOME",
                "PATH",
                "VIBE_API_KEY",
                "VIBE_BASE_URL",
                "VIBE_HOME",
                "VIBE_JAVA_OPTS",
                "VIBE_MODEL")),
        names);
    assertTrue(Files.readAllLines(scratch.resolve("env")).contains("VIBE_JAVA_OPTS=-Xint"));
    assertEquals(
        List.of("Begin", "22"),
        Files.readAllLines(scratch.resolve("log")).stream().map(String::strip).toList());
  }
}
