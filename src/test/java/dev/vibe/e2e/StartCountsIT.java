package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.ServerKind;
import dev.vibe.testkit.StreamScript;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds what a start costs in counts that are the same on every machine to {@code
 * scripts/bench-baseline.properties}. Milliseconds are for {@code scripts/bench}.
 */
class StartCountsIT {

  private static final double ALLOWED = 1.25;

  @TempDir Path scratch;

  @Test
  void run_loads_no_more_classes_and_sends_no_more_bytes_than_it_did() throws IOException {
    TempRepo repo = TempRepo.init(scratch.resolve("repo"));
    for (int i = 0; i < 20; i++) {
      repo.write("src/bench/f" + i + ".py", "COUNTER = " + i + "\n");
    }
    repo.commitAll("Begin");
    Path log = scratch.resolve("classes.log");
    try (var server =
        ScriptedServer.start(StreamScript.of(ServerKind.VLLM).text("Hello").reply())) {
      RunningVibe.Ended ended =
          Launcher.in(scratch)
              .directory(repo.root())
              .with("VIBE_BASE_URL", server.baseUrl())
              .with("VIBE_API_KEY", "k")
              .with("VIBE_MODEL", "devstral")
              .with("VIBE_JAVA_OPTS", "-Xlog:class+load:file=" + log)
              .run("-p", "Do it.", "--mode", "auto");
      assertEquals(0, ended.exitCode(), ended::stderr);

      int bytes =
          server.requests().stream()
              .filter(request -> request.method().equals("POST"))
              .findFirst()
              .orElseThrow()
              .body()
              .getBytes(StandardCharsets.UTF_8)
              .length;
      List<String> classes = Files.readAllLines(log);
      long generated =
          classes.stream().filter(line -> !line.contains("shared objects file")).count();
      assertNoMoreThan("classes", classes.size());
      assertNoMoreThan("generated_classes", generated);
      assertNoMoreThan("first_request_bytes", bytes);
    }
  }

  private static void assertNoMoreThan(String name, long now) throws IOException {
    Properties baseline = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of("scripts/bench-baseline.properties"))) {
      baseline.load(in);
    }
    long then = Long.parseLong(baseline.getProperty(name));
    assertTrue(now <= then * ALLOWED, name + " was " + then + " and is " + now);
  }
}
