package dev.vibe.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Launcher;
import dev.vibe.e2e.RunningVibe;
import dev.vibe.e2e.TempRepo;
import dev.vibe.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The product with a server whose model writes, however little sense it makes. */
@Tag("servers")
@Timeout(300)
class StreamsIT {

  private static final int WINDOW = 8192;

  /** How long a server may work on for somebody who has gone, in time of the processor. */
  private static final Duration MOST_WORK = Duration.ofSeconds(1);

  /** Above the two minutes within which the doctor ends. */
  private static final Duration DOCTOR = Duration.ofSeconds(150);

  @TempDir Path scratch;
  private RealServers servers;
  private RealServer server;
  private Launcher launcher;

  @BeforeEach
  void start() {
    servers = RealServers.start();
    server = servers.serve(RealServers.template("Qwen-Qwen2.5-7B-Instruct"), WINDOW);
    TempRepo repo = TempRepo.init(scratch.resolve("repo"));
    repo.write("a.py", "x = 1\n").commitAll("Begin");
    launcher =
        Launcher.in(scratch)
            .directory(repo.root())
            .with("VIBE_BASE_URL", server.baseUrl())
            .with("VIBE_MODEL", "tried");
  }

  @AfterEach
  void end() {
    servers.close();
  }

  private void config(String toml) throws IOException {
    Path file = scratch.resolve("home/vibe/config.toml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "[models.tried]\n" + toml);
  }

  @Test
  void text_of_a_real_stream_is_the_text_that_the_server_says_it_wrote() throws IOException {
    config(
        """
        max_output_tokens = 40
        request.seed = 7
        request.ignore_eos = true
        request.temperature = 8
        request.top_k = 0
        request.top_p = 1
        request.min_p = 0
        """);
    try (Gateway gateway = new Gateway(server, Gateway.Work.STREAMED)) {
      RunningVibe.Ended ended =
          launcher
              .with("VIBE_BASE_URL", gateway.baseUrl())
              .run("-p", "Say hi.", "--output", "stream-json");
      Gateway.Exchange exchange = gateway.taken().getFirst();
      String whole = server.written(exchange.body());

      assertFalse(whole.isBlank(), "the model wrote nothing");
      String streamed =
          ended.stdoutLines().stream()
              .map(Json::object)
              .filter(event -> "message".equals(event.get("type")))
              .filter(event -> "assistant".equals(event.get("role")))
              .map(event -> String.valueOf(event.get("text")))
              .findFirst()
              .orElseThrow(() -> new AssertionError(ended));
      assertEquals(whole.strip(), streamed.strip());
    }
  }

  @Test
  void stopped_run_stops_the_server() throws IOException {
    config("request.ignore_eos = true\n");
    RunningVibe vibe = launcher.start("-p", "Say hi.");
    assertTrue(vibe.awaitUnlessEnded(server::isBusy), "it ended before it was stopped");
    vibe.signal("INT");
    RunningVibe.Ended ended = vibe.await();

    Duration before = servers.worked();
    while (server.isBusy()) {
      Thread.onSpinWait();
    }
    Duration workedOn = servers.worked().minus(before);
    assertTrue(workedOn.compareTo(MOST_WORK) < 0, "it worked on for " + workedOn);
    assertEquals(130, ended.exitCode(), ended::toString);
  }

  @Test
  void doctor_tells_what_the_server_is_and_ends() {
    RunningVibe.Ended ended = launcher.start("doctor", "--endpoint").await(DOCTOR);

    assertTrue(ended.stdout().contains("llama.cpp"), ended::toString);
    assertTrue(ended.stdout().contains("8192"), ended::toString);
    assertTrue(ended.stdout().contains("template"), ended::toString);
  }
}
