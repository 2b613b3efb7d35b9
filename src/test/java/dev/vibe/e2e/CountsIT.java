package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds what a start and a round cost in counts that are the same on every machine to {@code
 * scripts/bench-baseline.properties}. Milliseconds are for {@code scripts/bench}.
 */
class CountsIT {

  private static final double ALLOWED = 1.25;

  private static final int FEW_ROUNDS = 9;
  private static final int MANY_ROUNDS = 60;

  /**
   * A young generation that is never collected, so that what is used of it at the end is what was
   * allocated, and thread buffers so small that their empty rest does not count. What a collection
   * throws away of such buffers differs with the load of the machine by a tenth.
   */
  private static final String NEVER_COLLECTED =
      "-Xmx700m -Xms600m -Xmn400m -XX:TLABSize=32k -XX:-ResizeTLAB";

  private static final Pattern EDEN =
      Pattern.compile("eden space .*\\[0x([0-9a-f]+), 0x([0-9a-f]+), ");

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
        ScriptedServer.start(StreamScript.of(StreamShape.VLLM).text("Hello").reply())) {
      run(Launcher.in(scratch).directory(repo.root()), server, "-Xlog:class+load:file=" + log);

      int bytes =
          server.requests().stream()
              .filter(request -> request.method().equals("POST"))
              .findFirst()
              .orElseThrow()
              .body()
              .getBytes(StandardCharsets.UTF_8)
              .length;
      List<String> classes = Files.readAllLines(log);
      assertNoMoreThan("classes", classes.size());
      assertNoMoreThan("generated_classes", notFromTheCache(classes));
      assertNoMoreThan("first_request_bytes", bytes);
    }
  }

  @Test
  void first_read_edit_and_command_find_their_classes_in_the_cache() throws IOException {
    TempRepo repo = TempRepo.init(scratch.resolve("repo"));
    repo.write("a.py", "COUNTER = 0\n");
    repo.commitAll("Begin");
    Script script =
        Script.vllm()
            .calls(Script.Call.read("a.py"))
            .calls(Script.edit("a.py", "COUNTER = 0", "COUNTER = 1"))
            .calls(Script.Call.run("echo done >> log.txt"));
    Path log = scratch.resolve("classes.log");
    try (var server = ScriptedServer.start(script.says("Done.").replies())) {
      run(Launcher.in(scratch).directory(repo.root()), server, "-Xlog:class+load:file=" + log);
    }
    assertNoMoreThan("generated_classes_with_tools", notFromTheCache(Files.readAllLines(log)));
  }

  /** Classes that the JVM reads from jars, or makes, because the AOT cache does not have them. */
  private static long notFromTheCache(List<String> classes) {
    return classes.stream().filter(line -> !line.contains("shared objects file")).count();
  }

  @Test
  void a_round_allocates_no_more_than_it_did() throws IOException {
    long more = allocated(MANY_ROUNDS) - allocated(FEW_ROUNDS);
    assertNoMoreThan("allocated_kilobytes_per_round", more / 1024 / (MANY_ROUNDS - FEW_ROUNDS));
  }

  /** Bytes that a run allocates that reads, edits and runs in turn. */
  private long allocated(int rounds) throws IOException {
    Path place = Files.createDirectory(scratch.resolve("rounds-" + rounds));
    TempRepo repo = TempRepo.init(place.resolve("repo"));
    repo.write("a.py", "COUNTER = 0\n" + "# one of many lines\n".repeat(100));
    repo.commitAll("Begin");
    Script script = Script.vllm();
    for (int round = 0; round < rounds; round++) {
      int edits = round / 3;
      script.calls(
          switch (round % 3) {
            case 0 -> Script.Call.read("a.py");
            case 1 -> Script.edit("a.py", "COUNTER = " + edits, "COUNTER = " + (edits + 1));
            default -> Script.Call.run("echo " + round + " >> log.txt");
          });
    }
    Path log = place.resolve("gc.log");
    try (var server = ScriptedServer.start(script.says("Done.").replies())) {
      run(
          Launcher.in(place).directory(repo.root()),
          server,
          NEVER_COLLECTED + " -Xlog:gc,gc+exit:file=" + log);
    }
    assertEquals(
        "COUNTER = " + rounds / 3, Files.readAllLines(repo.root().resolve("a.py")).getFirst());
    String heap = Files.readString(log);
    assertFalse(heap.contains("Pause"), heap);
    Matcher eden = EDEN.matcher(heap);
    assertTrue(eden.find(), heap);
    return Long.parseUnsignedLong(eden.group(2), 16) - Long.parseUnsignedLong(eden.group(1), 16);
  }

  private static void run(Launcher launcher, ScriptedServer server, String javaOptions)
      throws IOException {
    RunningVibe.Ended ended =
        launcher
            .with("VIBE_BASE_URL", server.baseUrl())
            .with("VIBE_API_KEY", "k")
            .with("VIBE_MODEL", "devstral")
            .with("VIBE_JAVA_OPTS", javaOptions)
            .run("-p", "Do it.", "--mode", "auto");
    assertEquals(0, ended.exitCode(), ended::stderr);
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
