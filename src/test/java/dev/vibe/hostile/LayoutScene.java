package dev.vibe.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.App;
import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.TrustForm;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StateFolder;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.config.FlagValue;
import dev.vibe.event.Detail;
import dev.vibe.exec.OwnProcess;
import dev.vibe.file.FolderDeletion;
import dev.vibe.git.Sandbox;
import dev.vibe.terminal.TtyState;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import dev.vibe.text.ControlChars;
import dev.vibe.workspace.CaseWorkspace;
import dev.vibe.workspace.Workspace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A folder of {@code layouts.json} on the disk, and what vibe does in it, within this process. */
final class LayoutScene implements AutoCloseable {

  /** In every text that a model or a person should not be told. */
  static final String ORDER = "OBEY-7f3a";

  private static final String HOME_SECRET = "HOME-SECRET-55d1";
  private static final String KEY = "sk-KEY-OF-THE-USER";

  /** Whether the folder is trusted. */
  enum Trust {
    NONE,
    GIVEN
  }

  /** A repository with one commit, to be copied. */
  record Repository(Path folder) {

    static Repository make(Path temporary) throws IOException {
      Sandbox box = new Sandbox(temporary);
      box.git("init", "-q");
      Files.writeString(box.folder().resolve("a.txt"), "a\n");
      box.git("add", "-A");
      box.git("commit", "-qm", "Begin");
      return new Repository(box.folder());
    }

    private void copyTo(Path place) throws IOException {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(each -> !each.equals(folder)).toList()) {
          if (!file.getFileName().toString().endsWith(".sample")) {
            Files.copy(file, place.resolve(folder.relativize(file).toString()));
          }
        }
      }
    }
  }

  private final CaseWorkspace disk;
  private final Path marker;
  private final ScriptedServer model = ScriptedServer.start();
  private final ServerSocket elsewhere;
  private final AtomicInteger calls = new AtomicInteger();
  private final List<String> said = new ArrayList<>();

  private LayoutScene(Path base) throws IOException {
    this.disk = new CaseWorkspace(base);
    this.marker = base.resolve("marker");
    this.elsewhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::count);
  }

  static LayoutScene of(Path base, Map<String, Object> layout, Repository repository)
      throws Exception {
    LayoutScene scene = new LayoutScene(base.toRealPath());
    if (Boolean.TRUE.equals(layout.get("git"))) {
      repository.copyTo(scene.disk.root());
    }
    scene.disk.set(scene.filledIn((List<?>) Objects.requireNonNull(layout.get("setup"))));
    return scene;
  }

  private List<Map<String, Object>> filledIn(List<?> steps) {
    List<Map<String, Object>> filled = new ArrayList<>();
    for (Object step : steps) {
      Map<String, Object> one = new LinkedHashMap<>();
      ((Map<?, ?>) step)
          .forEach(
              (key, value) ->
                  one.put(
                      String.valueOf(key), value instanceof String text ? filledIn(text) : value));
      filled.add(one);
    }
    return filled;
  }

  private String filledIn(String text) {
    return text.replace("{MARK}", marker.toString())
        .replace("{EVIL}", "http://127.0.0.1:" + elsewhere.getLocalPort() + "/v1")
        .replace("{WS}", disk.root().toString())
        .replace("{HOME}", disk.home().toString());
  }

  private void count() {
    while (!elsewhere.isClosed()) {
      try (Socket _ = elsewhere.accept()) {
        calls.incrementAndGet();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  /** Whether a person is asked about the folder; what is there at that moment is looked at. */
  boolean isAsked() {
    List<String> asked = new ArrayList<>();
    TrustForm person =
        new TrustForm() {
          @Override
          public void say(String line) {
            said.add(line);
          }

          @Override
          public Optional<String> line(String prompt) {
            expectQuiet("at the question");
            assertEquals(List.of(), requests());
            asked.add(prompt);
            return Optional.of(asked.size() == 1 ? "v" : "n");
          }

          @Override
          public void close() {}
        };
    Preparation preparation = new Preparation(host(new Outputs()), () -> person);
    RunOptions options = options(Trust.NONE);
    Workspace workspace = preparation.workspace(options.where());
    preparation.asking(options, workspace);
    for (String line : said) {
      assertEquals(ControlChars.neutralise(line), line);
    }
    return !asked.isEmpty();
  }

  /** What the model was told in a run. */
  String run(Trust trust) {
    int before = model.requests().size();
    model.then(StreamScript.of(StreamShape.VLLM).text("Done.").reply());
    Outputs outputs = new Outputs();
    new App(host(outputs)).run(options(trust));
    String err = outputs.err.toString(StandardCharsets.UTF_8);
    assertEquals(ControlChars.neutralise(err), err);
    StringBuilder told = new StringBuilder();
    model.requests().stream().skip(before).forEach(request -> told.append(request.body()));
    if (trust == Trust.NONE) {
      assertFalse(told.toString().contains("\\u001b"), told::toString);
      assertFalse(told.toString().contains("\u202e"), told::toString);
    }
    return told.toString();
  }

  /** The requests to the model of the user. */
  List<ScriptedServer.Received> requests() {
    return model.allRequests();
  }

  /** Nothing was started, nothing was sent elsewhere, and nothing of the home was told. */
  void expectQuiet(String when) {
    assertFalse(Files.exists(marker), () -> "started " + when);
    assertEquals(0, calls.get(), () -> "sent elsewhere " + when);
    for (ScriptedServer.Received request : requests()) {
      assertFalse(request.body().contains(HOME_SECRET), () -> "told " + when);
      assertFalse(request.body().contains("root:"), () -> "told " + when);
      assertFalse(request.body().contains(KEY), () -> "told " + when);
    }
    assertFalse(String.join("\n", said).contains(HOME_SECRET), () -> "shown " + when);
    assertFalse(String.join("\n", said).contains("root:"), () -> "shown " + when);
  }

  /** What was sent elsewhere was meant, and tells nothing. */
  void expectAsked(String when) {
    assertTrue(calls.getAndSet(0) > 0, () -> "not asked " + when);
    expectQuiet(when);
  }

  private record Outputs(ByteArrayOutputStream out, ByteArrayOutputStream err) {
    Outputs() {
      this(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    }
  }

  private RunOptions options(Trust trust) {
    return new RunOptions(
        new RunOptions.Prompt.TextOnly("go"),
        new RunOptions.Where(Path.of(""), List.of(), trust == Trust.GIVEN),
        new RunOptions.Model.Configured(),
        new RunOptions.Changes(false, false, false, false),
        new RunOptions.Output(
            RunOptions.Format.TEXT,
            Detail.NORMAL,
            new RunOptions.Target.Nowhere(),
            new RunOptions.Target.Nowhere(),
            new RunOptions.Target.Nowhere()),
        List.of(
            new FlagValue("base_url", "--base-url", model.baseUrl()),
            new FlagValue("model", "--model", "devstral")),
        new RunOptions.Beginning.Fresh());
  }

  /** With a path that begins in the folder, as some people have it. */
  private HostEnvironment host(Outputs outputs) {
    Map<String, String> environment =
        Map.of(
            "HOME",
            disk.home().toString(),
            "PATH",
            ".:" + disk.root() + ":/usr/local/bin:/usr/bin:/bin",
            "VIBE_API_KEY",
            KEY);
    return new HostEnvironment(
        environment,
        disk.home(),
        disk.root(),
        new HostEnvironment.Streams(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(outputs.out, true, StandardCharsets.UTF_8),
            new PrintStream(outputs.err, true, StandardCharsets.UTF_8)),
        new TtyState(false, false, false),
        Clock.systemUTC(),
        RandomGenerator.getDefault(),
        "test",
        new HostEnvironment.Platform("test", disk.home(), StandardCharsets.UTF_8, List.of()),
        new StopSwitch(),
        OwnProcess.unguarded(),
        StateFolder.of(environment, disk.home(), disk.home()));
  }

  /** JUnit would warn of links that lead out, in the log of the run. */
  @Override
  public void close() throws IOException {
    model.close();
    elsewhere.close();
    FolderDeletion.of(disk.root());
  }
}
