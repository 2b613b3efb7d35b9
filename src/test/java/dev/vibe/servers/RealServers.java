package dev.vibe.servers;

import dev.vibe.json.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Process of {@code servers.py}, which runs real servers and judges requests as Mistral does. Its
 * servers end with it.
 */
final class RealServers implements AutoCloseable {

  /** Where {@code scripts/check --servers} has set up what is run. */
  private static final Path ENVIRONMENT =
      Path.of(System.getProperty("vibe.servers", "target/servers"));

  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  private RealServers(Process process) {
    this.process = process;
    this.orders = process.outputWriter();
    this.answers = process.inputReader();
  }

  static RealServers start() {
    try {
      return new RealServers(
          new ProcessBuilder(
                  python(),
                  "src/test/servers/servers.py",
                  ENVIRONMENT.resolve("model.gguf").toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The interpreter that has their packages. */
  static String python() {
    return ENVIRONMENT.resolve("python/bin/python").toString();
  }

  /** The chat templates, by the names of their models. */
  static List<Path> templates() {
    try (Stream<Path> files = Files.list(ENVIRONMENT.resolve("templates"))) {
      return files.filter(file -> file.toString().endsWith(".jinja")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path template(String model) {
    return ENVIRONMENT.resolve("templates").resolve(model + ".jinja");
  }

  /**
   * Starts a server; the caller closes it.
   *
   * @param context its window, in tokens
   */
  RealServer serve(Path template, int context) {
    Map<?, ?> answer =
        order(Map.of("do", "start", "template", template.toString(), "context", context));
    return new RealServer(this, String.valueOf(answer.get("address")));
  }

  void stop(RealServer server) {
    order(Map.of("do", "stop", "address", server.address()));
  }

  /**
   * What Mistral's software says of a request.
   *
   * @param refusals of its validators
   * @param tokens of the whole request
   * @param results the tokens of each result of a tool
   */
  record Judgement(List<String> refusals, int tokens, List<Integer> results) {}

  Judgement judge(Map<String, Object> body) {
    return Json.bind(Json.write(order(Map.of("do", "judge", "body", body))), Judgement.class);
  }

  /** The time of the processor that the servers have taken so far. */
  Duration worked() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  private synchronized Map<String, Object> order(Map<String, Object> order) {
    try {
      orders.write(Json.write(order));
      orders.newLine();
      orders.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new AssertionError("servers.py has ended at " + order.get("do"));
      }
      return Json.object(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
