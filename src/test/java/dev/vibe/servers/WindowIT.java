package dev.vibe.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Launcher;
import dev.vibe.e2e.RunningVibe;
import dev.vibe.e2e.Script;
import dev.vibe.e2e.Script.Call;
import dev.vibe.e2e.TempRepo;
import dev.vibe.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Windows that hardly hold the first request. */
@Tag("servers")
@Timeout(300)
class WindowIT {

  private static final int NARROW = 2048;

  /** Holds two results of some length, too. */
  private static final int TIGHT = 2816;

  /** Less than what one result may take of that window, and with two others too much. */
  private static final int LINES = 36;

  @TempDir Path scratch;
  private RealServers servers;

  /** The product, and what it talks to. */
  private record Tried(Gateway gateway, Launcher launcher) {

    /** Runs it and gives its record. */
    Map<String, Object> record(String prompt) {
      RunningVibe.Ended ended = launcher.run("-p", prompt, "--mode", "auto", "--output", "json");
      gateway.close();
      return Json.object(ended.stdoutLines().getLast());
    }
  }

  private Tried serve(int window) {
    RealServer server = servers.serve(RealServers.template("Qwen-Qwen2.5-7B-Instruct"), window);
    Gateway gateway = new Gateway(server, Gateway.Work.EVALUATED);
    TempRepo repo = TempRepo.init(scratch.resolve("repo"));
    String filling = "# a line of a file that fills a small window\n".repeat(110);
    repo.write("b.py", filling).write("c.py", filling).write("d.py", filling).commitAll("Begin");
    Launcher launcher =
        Launcher.in(scratch)
            .directory(repo.root())
            .with("VIBE_BASE_URL", gateway.baseUrl())
            .with("VIBE_MODEL", "tried");
    return new Tried(gateway, launcher);
  }

  @BeforeEach
  void start() {
    servers = RealServers.start();
  }

  @AfterEach
  void end() {
    servers.close();
  }

  @Test
  void prompt_beyond_the_window_is_a_limit_and_the_window_is_kept() throws IOException {
    Tried tried = serve(NARROW);
    Map<String, Object> record = tried.record("Sum this up: " + "one more word ".repeat(900));

    assertEquals("limit", record.get("status"), record::toString);
    assertEquals(4, record.get("exit_code"), record::toString);
    assertTrue(
        String.valueOf(record.get("problem")).contains("context-overflow"), record::toString);
    assertEquals(0, tried.gateway().taken().size());
    assertTrue(remembered().contains("2048"), remembered());
  }

  @Test
  void old_results_are_cut_so_that_the_work_goes_on() {
    Tried tried = serve(TIGHT);
    tried
        .gateway()
        .thenOnceTried(
            Script.vllm()
                .calls(read("b.py"))
                .calls(read("c.py"))
                .calls(read("d.py"))
                .calls(Call.run("echo one"))
                .calls(Call.run("echo two"))
                .calls(Call.run("echo three"))
                .says("It is done.")
                .replies());
    Map<String, Object> record = tried.record("Look at all three.");

    assertEquals("done", record.get("status"), record + " " + tried.gateway().refusals());
    assertEquals("It is done.", record.get("answer"));
    assertTrue(
        Json.write(tried.gateway().taken().getLast().body()).contains("(cut to save context)"),
        () -> "nothing was cut: " + tried.gateway().taken().getLast().body().get("messages"));
  }

  private static Call read(String file) {
    return Call.of("read_file", Map.of("file", file, "limit", LINES));
  }

  /** What the product keeps of the endpoint. */
  private String remembered() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(scratch.resolve("home/vibe/endpoints"))) {
      for (Path file : files.toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
