package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.json.Json;
import dev.vibe.session.SessionReader;
import dev.vibe.testkit.ScriptedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder to work in, a model server, and the product made to use both, with a key. Closing it
 * checks what holds after every run, however it went: all that was sent was legal, and the key is
 * nowhere but in the header of requests.
 */
public final class Stage implements AutoCloseable {

  public static final String KEY = "sk-stage-7Qm2xV9cT4";

  /**
   * As it is, and in Base64 after any number of bytes, without the letters that depend on those.
   */
  private static final List<String> FORMS_OF_KEY =
      List.of(KEY, base64(KEY), base64("_" + KEY).substring(4), base64("__" + KEY).substring(4));

  private static String base64(String text) {
    String all = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return all.substring(0, text.length() * 8 / 6);
  }

  private final Path scratch;
  private final TempRepo repo;
  private final ScriptedServer server;
  private final Launcher launcher;

  private Stage(Path scratch, TempRepo repo, ScriptedServer server) {
    this.scratch = scratch;
    this.repo = repo;
    this.server = server;
    this.launcher =
        Launcher.in(scratch)
            .directory(repo.root())
            .with("VIBE_BASE_URL", server.baseUrl())
            .with("VIBE_MODEL", "devstral")
            .with("VIBE_API_KEY", KEY);
  }

  /** With an empty repository in {@code repo}. */
  public static Stage in(Path scratch, Script script) {
    return new Stage(
        scratch, TempRepo.init(scratch.resolve("repo")), ScriptedServer.start(script.replies()));
  }

  /** With an empty folder that is in no repository. */
  public static Stage withoutRepository(Path scratch, Script script) {
    TempRepo folder = new TempRepo(scratch.resolve("repo"));
    try {
      Files.createDirectories(folder.root());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Stage(scratch, folder, ScriptedServer.start(script.replies()));
  }

  public TempRepo repo() {
    return repo;
  }

  public ScriptedServer server() {
    return server;
  }

  public Launcher launcher() {
    return launcher;
  }

  /** The user's own configuration. */
  public Stage config(String toml) {
    Path file = home().resolve("config.toml");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, toml);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public RunningVibe.Ended run(String... arguments) {
    return launcher.run(arguments);
  }

  /** Runs with {@code --output json} and gives the record. */
  public Outcome record(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", "json"));
    return Outcome.of(run(all.toArray(String[]::new)));
  }

  /** What a tool answered, as the model saw it in the request with this number, from 1. */
  public String result(int request, int call) {
    List<String> results =
        messages(request).stream()
            .filter(message -> "tool".equals(message.get("role")))
            .map(message -> String.valueOf(message.get("content")))
            .toList();
    return results.get(results.size() + call);
  }

  /** The last result of a request. */
  public String lastResult(int request) {
    return result(request, -1);
  }

  /** The messages of a request. */
  public List<Map<String, Object>> messages(int request) {
    return Json.bind(server.requests().get(request - 1).body(), Sent.class).messages();
  }

  /** A request as far as tests look at it. */
  private record Sent(List<Map<String, Object>> messages) {}

  /** The one session there was, as its log has it. */
  public SessionReader.Recording session() {
    try (Stream<Path> folders = Files.list(home().resolve("sessions"))) {
      return SessionReader.read(folders.findFirst().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Configuration, sessions and logs. */
  public Path home() {
    return scratch.resolve("home/vibe");
  }

  @Override
  public void close() {
    server.close();
    assertEquals(List.of(), server.refusals(), "refused by the server");
    for (ScriptedServer.Received request : server.allRequests()) {
      assertTrue(FORMS_OF_KEY.stream().noneMatch(request.body()::contains), "the key is in a body");
      assertFalse(request.path().contains(KEY), "the key is in a path");
      assertEquals("Bearer " + KEY, request.headers().get("authorization"));
    }
    assertEquals(List.of(), filesWithKey(), "files that hold the key");
  }

  private List<Path> filesWithKey() {
    try (Stream<Path> files = Files.walk(scratch)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(Files::isReadable)
          .filter(Stage::holdsKey)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holdsKey(Path file) {
    try {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return FORMS_OF_KEY.stream().anyMatch(bytes::contains);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A result record together with how the process ended. */
  public record Outcome(RunningVibe.Ended ended, Map<String, Object> json) {

    static Outcome of(RunningVibe.Ended ended) {
      List<String> lines = ended.stdoutLines();
      assertEquals(1, lines.size(), ended::toString);
      return new Outcome(ended, Json.object(lines.getFirst()));
    }

    /** The record that ends a stream of events. */
    static Outcome ofLast(RunningVibe.Ended ended) {
      return new Outcome(ended, Json.object(ended.stdoutLines().getLast()));
    }

    /** Fails unless the process and the record agree on it. */
    Outcome endedWith(int exitCode, String status) {
      assertEquals(exitCode, ended.exitCode(), ended::toString);
      assertEquals(exitCode, json.get("exit_code"), ended::toString);
      assertEquals(status, json.get("status"), ended::toString);
      return this;
    }

    /** The stable code of what went wrong. */
    String problem() {
      return json.get("problem") instanceof Map<?, ?> problem
          ? String.valueOf(problem.get("code"))
          : "";
    }

    List<?> list(String field) {
      return assertInstanceOf(List.class, json.get(field), ended::toString);
    }

    String text(String field) {
      return String.valueOf(json.get(field));
    }
  }
}
