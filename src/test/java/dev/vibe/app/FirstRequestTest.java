package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.assembly.BuiltinTools;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StateFolder;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.config.FlagValue;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Detail;
import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.OwnProcess;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.StarterRepository;
import dev.vibe.git.commit.CommitNote;
import dev.vibe.git.commit.CommitTerms;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.config.GitSettings;
import dev.vibe.json.Json;
import dev.vibe.terminal.TtyState;
import dev.vibe.testkit.Golden;
import dev.vibe.testkit.RequestCost;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import dev.vibe.workspace.Workspace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model is told before its first word; a local one pays for every byte of it. */
class FirstRequestTest {

  /** The promise to users is 10,000; what is not needed is not spent. */
  private static final int MOST_BYTES = 7_000;

  /**
   * By a measure that is 1.18 times the truth for prompts and schemas: 1,450 by the tokenizer, of
   * which 260 are the names of the files.
   */
  private static final int MOST_TOKENS = 1_720;

  /** The promise; the measure counts the first request 300 too high. */
  private static final int MOST_FOR_A_FIND = 6_000;

  @TempDir Path scratch;
  private Path folder;

  @BeforeEach
  void repository() throws IOException {
    folder = Files.createDirectories(scratch.resolve("shop"));
    for (int i = 0; i < 20; i++) {
      Path file = folder.resolve("src/main/java/com/example/shop/Order" + i + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "class Order" + i + " {}\n");
    }
    StarterRepository.create(folder, "Add the orders", git());
  }

  private GitSettings git() {
    return GitSettings.of(environment(), scratch, scratch.resolve("state"), Clock.systemUTC());
  }

  private Map<String, String> environment() {
    return Map.of(
        "PATH",
        System.getenv("PATH"),
        "VIBE_HOME",
        scratch.resolve("home").toString(),
        "GIT_AUTHOR_NAME",
        "Ada",
        "GIT_AUTHOR_EMAIL",
        "ada@example.org",
        "GIT_COMMITTER_NAME",
        "Ada",
        "GIT_COMMITTER_EMAIL",
        "ada@example.org");
  }

  @Test
  void first_request_of_a_small_repository_is_small() {
    try (var server =
        ScriptedServer.start(StreamScript.of(StreamShape.VLLM).text("Done.").reply())) {
      assertEquals(0, run(server.baseUrl()));

      String body = server.requests().getFirst().body();
      int bytes = body.getBytes(StandardCharsets.UTF_8).length;
      System.out.println("first request of a repository of 20 files: " + bytes + " bytes");
      assertTrue(body.contains("Order19.java") && body.contains("branch "), body);
      assertTrue(bytes < MOST_BYTES, bytes + " bytes: " + body);
      int tokens = RequestCost.of(body);
      System.out.println("the same: " + tokens + " tokens");
      assertTrue(tokens < MOST_TOKENS, tokens + " tokens: " + body);
    }
  }

  /**
   * A question about these very sources, with the calls that a model makes for it: what it has read
   * by its answer is counted.
   */
  @Test
  void the_deciding_place_of_an_exit_code_is_found_in_two_rounds() throws IOException {
    Path sources = Path.of("src/main/java").toAbsolutePath();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path copy = folder.resolve("src/main/java").resolve(sources.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    String place = "src/main/java/dev/vibe/agent/RunOutcomePolicy.java";
    try (var server =
        ScriptedServer.start(
            StreamScript.of(StreamShape.VLLM, "a")
                .call(ToolNames.GREP, "{\"pattern\":\"ExitCode\",\"path\":\"src/main/java\"}")
                .reply(),
            StreamScript.of(StreamShape.VLLM, "b")
                .call(ToolNames.READ_FILE, Json.write(Map.of("file", place)))
                .reply(),
            StreamScript.of(StreamShape.VLLM, "c").text("RunOutcomePolicy.of.").reply())) {
      assertEquals(0, run(server.baseUrl()));

      String found = server.requests().get(1).body();
      assertTrue(found.contains(place), found);
      String last = server.requests().getLast().body();
      assertTrue(last.contains("static Ending of("), last);
      int tokens = RequestCost.of(last);
      System.out.println("an exit code in two rounds: " + tokens + " tokens");
      assertTrue(tokens < MOST_FOR_A_FIND, tokens + " tokens: " + last);
    }
  }

  private int run(String url, FlagValue... more) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream silent = new PrintStream(err, true, StandardCharsets.UTF_8);
    HostEnvironment host =
        new HostEnvironment(
            environment(),
            scratch,
            folder,
            new HostEnvironment.Streams(new ByteArrayInputStream(new byte[0]), silent, silent),
            new TtyState(false, false, false),
            Clock.systemUTC(),
            new SplittableRandom(1),
            "1.0.0",
            new HostEnvironment.Platform("Linux amd64", scratch, StandardCharsets.UTF_8, List.of()),
            new StopSwitch(),
            OwnProcess.unguarded(),
            StateFolder.of(environment(), scratch, scratch));
    return new App(host).run(options(url, more));
  }

  @Test
  void tools_that_are_not_wanted_are_neither_listed_nor_taken() {
    try (var server =
        ScriptedServer.start(
            StreamScript.of(StreamShape.VLLM, "a")
                .call(ToolNames.BASH, "{\"command\":\"touch made\"}")
                .reply(),
            StreamScript.of(StreamShape.VLLM, "b").text("Done.").reply())) {
      run(
          server.baseUrl(),
          new FlagValue("tools.enabled", "--enabled-tools", "read_file,g*,bash"),
          new FlagValue("tools.disabled", "--disabled-tools", "bash"));

      List<?> listed =
          assertInstanceOf(
              List.class, Json.object(server.requests().getFirst().body()).get("tools"));
      assertEquals(
          List.of(ToolNames.READ_FILE, ToolNames.GLOB, ToolNames.GREP, ToolNames.GIT_COMMIT),
          listed.stream().map(FirstRequestTest::name).toList());
      String told = server.requests().getLast().body();
      assertTrue(told.contains("there is no tool bash"), told);
      assertFalse(Files.exists(folder.resolve("made")));
    }
  }

  private static String name(Object tool) {
    Object function = assertInstanceOf(Map.class, tool).get("function");
    return String.valueOf(assertInstanceOf(Map.class, function).get("name"));
  }

  private static RunOptions options(String url, FlagValue... more) {
    return new RunOptions(
        new RunOptions.Prompt.TextOnly("replace every print with logger.debug"),
        new RunOptions.Where(Path.of(""), List.of(), false),
        new RunOptions.Model.Configured(),
        new RunOptions.Changes(true, false, false),
        new RunOptions.Output(
            RunOptions.Format.TEXT,
            Detail.NORMAL,
            new RunOptions.Target.Nowhere(),
            new RunOptions.Target.Nowhere()),
        Stream.concat(
                Stream.of(
                    new FlagValue("base_url", "--base-url", url),
                    new FlagValue("model", "--model", "devstral")),
                Stream.of(more))
            .toList());
  }

  @Test
  void schemas_of_all_tools_are_as_agreed() {
    Workspace workspace = new Workspace(folder, List.of());
    try (GitWorkspace git = GitWorkspace.open(folder, git());
        CommandRunner commands =
            new CommandRunner(
                new ChildEnvironment.Source(environment(), List.of(folder), Set.of(), Set.of()),
                scratch.resolve("session"),
                Launcher.unconfined(),
                OwnProcess.unguarded())) {
      List<ToolSpec> specs =
          new BuiltinTools(workspace, git, commands)
              .toolbox(
                  new RunChanges(),
                  () -> new CommitNote("s", "m", Usage.NONE),
                  CommitTerms.STRICT,
                  List.of(),
                  name -> true)
              .specs();

      Golden.assertMatches(
          "src/test/resources/golden/tools.json",
          specs.stream()
              .map(FirstRequestTest::line)
              .collect(Collectors.joining(",\n", "[\n", "\n]\n")));
    }
  }

  private static String line(ToolSpec spec) {
    return "{\"name\":%s,\n \"description\":%s,\n \"parameters\":%s}"
        .formatted(
            Json.write(spec.name()), Json.write(spec.description()), spec.parameters().text());
  }
}
