package dev.vibe.context.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.text.UnifiedDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

  private static final Instant NOW = Instant.parse("2026-11-30T20:15:00Z");

  @TempDir Path temporary;
  private RepositoryMemory memory;
  private RunRecorder recorder;

  @BeforeEach
  void make() {
    memory = new RepositoryMemory(temporary.resolve("memory/one"));
    recorder =
        new RunRecorder(
            () -> Optional.of(memory),
            Clock.fixed(NOW, ZoneOffset.UTC),
            text -> text.replace("hunter2", "****"));
  }

  private void hear(Event... events) {
    for (Event event : events) {
      recorder.accept(new Envelope(1, NOW, "s-1", 1, event));
    }
  }

  private static Event ran(String id, ToolFact... facts) {
    return new Event.ToolFinished(
        new ToolResult(
            new CallId(id), "bash", ToolResult.Outcome.OK, "exit code 0", List.of(facts)),
        Duration.ZERO);
  }

  private static Event called(String id, String command) {
    return new Event.ToolCalled(
        new ToolCall(new CallId(id), "bash", new RawJson("{\"command\":\"" + command + "\"}")),
        "bash");
  }

  private static Event changed(String file, String before, String after) {
    return new Event.FileChanged(List.of(), UnifiedDiff.between(file, before, after), false);
  }

  private static Event ended() {
    return new Event.RunEnded(
        new RunResult(
            new RunResult.Ending.Well(),
            "",
            "s-1",
            "m",
            "e",
            1,
            Usage.NONE,
            0,
            Duration.ZERO,
            List.of(),
            List.of(),
            List.of()));
  }

  @Test
  void a_run_is_kept_with_its_prompt_files_commits_and_the_commands_that_passed()
      throws IOException {
    recorder.prompt("fix the\n  counter, the password is hunter2");
    hear(
        changed("a.txt", "1\n", "1\n2\n"),
        called("1", "npm test"),
        ran("1", new ToolFact.EndedBadly(1)),
        changed("a.txt", "1\n2\n", "2\n"),
        called("2", "npm run build && npm test"),
        ran("2"),
        called("3", "ls"),
        ran("3"),
        new Event.Committed("0123456789abcdef", "Fix it\n\nbody", List.of("a.txt")),
        ended());

    assertEquals(
        """
        ## 2026-11-30 20:15 s-1
        > fix the counter, the password is ****
        files: a.txt
        commit: 01234567 Fix it (a.txt +1 -1)

        """,
        Files.readString(memory.folder().resolve("sessions.md")));
    assertEquals(
        List.of(new RememberedCommand("2026-11-30", 1, "npm run build && npm test")),
        memory.commands());
    for (String file : List.of("sessions.md", "commands.txt", "lock")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(memory.folder().resolve(file))));
    }
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(memory.folder())));
  }

  @Test
  void a_run_that_did_nothing_leaves_nothing_and_the_next_one_begins_anew() throws IOException {
    recorder.prompt("look around");
    hear(called("1", "ls"), ran("1"), ended());
    assertFalse(Files.exists(memory.folder()));

    recorder.prompt("write");
    hear(changed("b.txt", "", "b\n"), ended());
    recorder.prompt("write more");
    hear(changed("c.txt", "", "c\n"), ended());
    assertEquals(
        List.of(
            "2026-11-30 \"write more\"; not committed: c.txt",
            "2026-11-30 \"write\"; not committed: b.txt"),
        memory.runs().stream().map(RememberedRun::line).toList());
  }

  @Test
  void what_fits_the_prompt_is_told_notes_first_within_the_bound() throws IOException {
    memory.addNote("use tabs");
    memory.addNote("tests need\n\ta database");
    for (String topic : List.of("parser", "lexer", "printer", "server", "client")) {
      recorder.prompt("repair the " + topic);
      hear(changed(topic + ".c", "", "x\n"), called("1", "make check"), ran("1"), ended());
    }

    assertEquals(
        """
        Earlier sessions in this repository; what is here now counts, where it differs.
        The user noted:
        - tests need a database
        - use tabs
        Passed here before:
        - make check
        Done before:
        - 2026-11-30 "repair the lexer"; not committed: lexer.c
        - 2026-11-30 "repair the client"; not committed: client.c
        - 2026-11-30 "repair the server"; not committed: server.c\
        """,
        Recall.of(memory, "why does the lexer hang?", 2_000));
    for (int bound : new int[] {0, 100, 150, 250, 400}) {
      assertTrue(Recall.of(memory, "the lexer", bound).length() <= bound, "" + bound);
    }
    assertEquals("", Recall.of(new RepositoryMemory(temporary.resolve("none")), "x", 2_000));
  }

  @Test
  void runs_survive_what_a_person_writes_between_them() throws IOException {
    Files.createDirectories(memory.folder());
    Files.writeString(
        memory.folder().resolve("sessions.md"),
        "# mine\n\n## 2026-01-01 10:00 s-0\nwhatever\n> old\nfiles: a, b\n");

    assertEquals(
        List.of(new RememberedRun("2026-01-01 10:00", "s-0", "old", List.of("a", "b"), List.of())),
        memory.runs());
  }

  @Test
  void clones_share_a_memory_and_another_repository_in_the_same_place_has_its_own()
      throws IOException {
    Path all = temporary.resolve("memory");
    Path first = temporary.resolve("first");
    Files.createDirectories(first.resolve(".git"));
    Path second = temporary.resolve("second");
    Files.createDirectories(second.resolve(".git"));

    assertEquals(Optional.empty(), new MemoryPlace(all, first).known());
    RepositoryMemory found = new MemoryPlace(all, first).found(() -> "abc example.org/a");
    assertFalse(Files.exists(all), "nothing is kept yet");
    found.addNote("x");
    RepositoryMemory ofClone = new MemoryPlace(all, second).found(() -> "abc example.org/a");
    assertEquals(found.folder(), ofClone.folder());
    assertEquals(
        found.folder(),
        new MemoryPlace(all, first)
            .found(
                () -> {
                  throw new AssertionError("it is known");
                })
            .folder());

    Files.move(first, temporary.resolve("moved"));
    Files.createDirectories(first.resolve(".git"));
    assertNotEquals(found.folder(), new MemoryPlace(all, first).found(() -> "def").folder());
    assertNotEquals(
        new MemoryPlace(all, temporary).found(() -> "").folder(),
        new MemoryPlace(all, temporary.resolve("moved")).found(() -> "").folder());
  }

  @Test
  void commands_that_build_or_test_are_known_by_their_first_words() {
    for (String command :
        List.of(
            "mvn -q test",
            "./gradlew build",
            "CI=1 npm test",
            "npm run test:unit",
            "cd a && make",
            "python3 -m pytest -q",
            "go vet ./...",
            "npx vitest run",
            "uv run pytest",
            "scripts/check",
            "./run_tests.sh --fast",
            "timeout 60 cargo test | tail -5")) {
      assertTrue(BuildCommand.is(command), command);
    }
    for (String command :
        List.of(
            "ls",
            "npm install",
            "cat Makefile",
            "git commit -m test",
            "go mod tidy",
            "python3 test.py.txt",
            "echo mvn",
            "make\nmake install",
            "cat scripts/check")) {
      assertFalse(BuildCommand.is(command), command);
    }
  }
}
