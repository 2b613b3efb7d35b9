package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.OwnProcess;
import dev.vibe.git.Sandbox;
import dev.vibe.git.commit.CommitTerms;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.net.HostRules;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.net.NetReach;
import dev.vibe.skill.Skill.Origin;
import dev.vibe.skill.SkillFile;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContract;
import dev.vibe.web.WebFetcher;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.patch.PatchReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each tool that comes with the product keeps the contract of a tool. */
class BuiltinToolsTest {

  private static final IgnoreRules RULES = IgnoreRules.repositoriesOnly();

  @Test
  void no_tool_is_left_out() throws IOException {
    Set<String> tried =
        Arrays.stream(BuiltinToolsTest.class.getDeclaredClasses())
            .filter(type -> !Modifier.isAbstract(type.getModifiers()))
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/vibe/tool/builtin"))) {
      Set<String> existing =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("Tool.java"))
              .map(name -> name.replace("Tool.java", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(existing, tried);
    }
  }

  @Nested
  class ReadFile extends ToolContract {

    @Override
    protected Tool<?> tool(Path base, Path root) {
      return new ReadFileTool(RULES);
    }

    @Override
    protected Map<String, Object> fitting() {
      return Map.of("file", "a.txt", "offset", 1, "limit", 1);
    }

    @Override
    protected Optional<String> path() {
      return Optional.of("file");
    }
  }

  @Nested
  class Insert extends ToolContract {

    @Override
    protected Tool<?> tool(Path base, Path root) {
      return new InsertTool(RULES);
    }

    @Override
    protected Map<String, Object> fitting() {
      return Map.of("file", "a.txt", "line", 0, "text", "t");
    }

    @Override
    protected Optional<String> path() {
      return Optional.of("file");
    }
  }

  @Nested
  class Glob extends ToolContract {

    @Override
    protected Tool<?> tool(Path base, Path root) {
      return new GlobTool(RULES);
    }

    @Override
    protected Map<String, Object> fitting() {
      return Map.of("pattern", "*.txt", "path", ".");
    }

    @Override
    protected Optional<String> path() {
      return Optional.of("path");
    }
  }

  @Nested
  class Grep extends ToolContract {

    @Override
    protected Tool<?> tool(Path base, Path root) {
      return new GrepTool(RULES);
    }

    @Override
    protected Map<String, Object> fitting() {
      return Map.of("pattern", "t.o", "path", "a.txt", "context", 1);
    }

    @Override
    protected Optional<String> path() {
      return Optional.of("path");
    }
  }

  @Nested
  class AskUser extends ToolContract {

    @Override
    protected Tool<?> tool(Path base, Path root) {
      return new AskUserTool(inquiry -> Optional.of(inquiry.options().getFirst()));
    }

    @Override
    protected Map<String, Object> fitting() {
      return Map.of("question", "Which?", "options", List.of("one", "two"));
    }

    @Override
    protected Optional<String> path() {
      return Optional.empty();
    }
  }

  @Nested
  class StrReplace extends ToolContract {

    @Override
    protected Tool<?> tool(Path base, Path root) {
      return new StrReplaceTool(RULES);
    }

    @Override
    protected Map<String, Object> fitting() {
      return Map.of("file", "a.txt", "old", "one", "new", "1");
    }

    @Override
    protected Optional<String> path() {
      return Optional.of("file");
    }
  }

  @Nested
  class WriteFile extends ToolContract {

    @Override
    protected Tool<?> tool(Path base, Path root) {
      return new WriteFileTool(RULES);
    }

    @Override
    protected Map<String, Object> fitting() {
      return Map.of("file", "b.txt", "content", "new\n");
    }

    @Override
    protected Optional<String> path() {
      return Optional.of("file");
    }
  }

  @Nested
  class Bash extends ToolContract {

    private Optional<CommandRunner> runner = Optional.empty();

    @Override
    protected boolean takesOneOfSeveral() {
      return true;
    }

    @Override
    protected Tool<?> tool(Path base, Path root) {
      CommandRunner commands =
          new CommandRunner(
              new ChildEnvironment.Source(
                  Map.of("PATH", "/usr/bin:/bin"), List.of(root), Set.of(), Set.of()),
              base,
              Launcher.unconfined(),
              OwnProcess.unguarded());
      runner = Optional.of(commands);
      return new BashTool(commands, root, Map::of, snapshot -> {});
    }

    @AfterEach
    void stop() {
      runner.ifPresent(CommandRunner::close);
    }

    @Override
    protected Map<String, Object> fitting() {
      return Map.of("command", "cat a.txt", "timeout_s", 50);
    }

    @Override
    protected Optional<String> path() {
      return Optional.empty();
    }
  }

  @Nested
  class GitCommit extends ToolContract {

    @Override
    protected Tool<?> tool(Path base, Path root) {
      Sandbox box = new Sandbox(base).init();
      RunChanges changes = box.ledger();
      box.write("b.txt", "old\n");
      box.commitAll("start");
      box.edit(changes, "b.txt", "new\n");
      return new GitCommitTool(box.open(), changes, () -> Sandbox.NOTE, CommitTerms.STRICT);
    }

    @Override
    protected Map<String, Object> fitting() {
      return Map.of("message", "Say why", "files", List.of("b.txt"));
    }

    @Override
    protected Optional<String> path() {
      return Optional.empty();
    }
  }

  @Nested
  class Todo extends ToolContract {

    @Override
    protected Tool<?> tool(Path base, Path root) {
      return new TodoTool();
    }

    @Override
    protected Map<String, Object> fitting() {
      return Map.of("items", List.of(Map.of("text", "write it", "status", "done")));
    }

    @Override
    protected Optional<String> path() {
      return Optional.empty();
    }
  }

  @Nested
  class ApplyPatch extends ToolContract {

    @Override
    protected Tool<?> tool(Path base, Path root) {
      return new ApplyPatchTool(RULES);
    }

    @Override
    protected Map<String, Object> fitting() {
      return Map.of("patch", "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n-one\n+1\n two\n");
    }

    @Override
    protected Optional<String> path() {
      return Optional.empty();
    }
  }

  @Nested
  class Patch extends ToolContract {

    @Override
    protected Tool<?> tool(Path base, Path root) {
      String patch =
          """
          --- a/a.txt
          +++ b/a.txt
          @@ -1,2 +1,2 @@
          -one
          +1
           two
          """;
      return new PatchTool(PatchReader.read(patch.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    protected Map<String, Object> fitting() {
      return Map.of("file", "a.txt");
    }

    @Override
    protected Optional<String> path() {
      return Optional.of("file");
    }
  }

  @Nested
  class Skill extends ToolContract {

    @Override
    protected Tool<?> tool(Path base, Path root) {
      Path file = base.resolve("greet/SKILL.md");
      try {
        Files.createDirectories(base.resolve("greet"));
        Files.writeString(file, "---\nname: greet\ndescription: greets\n---\nSay ahoy.\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new SkillTool(
          List.of(SkillFile.read(base.resolve("greet"), Origin.USER).skill().orElseThrow()),
          skill -> {});
    }

    @Override
    protected Map<String, Object> fitting() {
      return Map.of("name", "greet");
    }

    @Override
    protected Optional<String> path() {
      return Optional.empty();
    }
  }

  @Nested
  class WebFetch extends ToolContract {

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void close() {
      server.close();
    }

    @Override
    protected Tool<?> tool(Path base, Path root) {
      server.page("/a", Reply.of(200, "text/plain", "a page"));
      HostRules named = new HostRules(List.of("localhost:" + server.port()));
      return new WebFetchTool(
          Optional.of(
              new WebFetcher(
                  () -> new Http(HttpSettings.DEFAULT, new NetReach.Open(named)),
                  named,
                  "1.0",
                  Duration.ofSeconds(30))));
    }

    @Override
    protected Map<String, Object> fitting() {
      return Map.of("url", "http://localhost:" + server.port() + "/a");
    }

    @Override
    protected Optional<String> path() {
      return Optional.empty();
    }
  }
}
