package dev.vibe.lsp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.OwnProcess;
import dev.vibe.exec.ServerRunner;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.verify.EditedFile;
import dev.vibe.verify.FindingLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that are programs of their own, on real streams. */
class LanguageServersTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path temporary;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private ServerRunner runner() {
    ServerRunner runner =
        new ServerRunner(
            new ChildEnvironment.Source(System.getenv(), List.of(), Set.of(), Set.of()),
            temporary.resolve("servers"),
            Launcher.unconfined(),
            OwnProcess.unguarded());
    open.addFirst(runner);
    return runner;
  }

  private LanguageServers servers(LanguageServerSpec... configured) throws IOException {
    Files.createDirectories(folder());
    ServerRunner runner = runner();
    LanguageServers servers =
        new LanguageServers(
            List.of(configured),
            new ClientMeans(
                () -> runner,
                folder(),
                "1",
                new ClientMeans.Patience(
                    LONG,
                    Duration.ofMillis(2_000),
                    Duration.ofMillis(1_000),
                    Duration.ofMillis(50))));
    open.addFirst(servers);
    return servers;
  }

  private Path folder() {
    return temporary.resolve("work");
  }

  private LanguageServerSpec spec(TestLanguageServer.Manner manner) {
    return new LanguageServerSpec(
        "test",
        TestLanguageServer.argv(manner.name(), log()),
        List.of("*.t"),
        Map.of(),
        Map.of("depth", 3),
        true);
  }

  private Path log() {
    return temporary.resolve("log");
  }

  private List<String> logged() throws IOException {
    return Files.readAllLines(log());
  }

  private EditedFile file(String name, String text) throws IOException {
    Path path = folder().resolve(name);
    Optional<String> before =
        Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
    Files.writeString(path, text);
    return new EditedFile(path, name, before, Optional.of(text));
  }

  private List<String> edit(LanguageServers servers, String name, String text)
      throws IOException, InterruptedException {
    servers.edited(List.of(file(name, text)));
    servers.await(LONG);
    return FindingLines.of("broke:", servers.take());
  }

  @ParameterizedTest
  @EnumSource(
      value = TestLanguageServer.Manner.class,
      names = "SLOW",
      mode = EnumSource.Mode.EXCLUDE)
  void only_what_the_edit_broke_is_told(TestLanguageServer.Manner manner) throws Exception {
    LanguageServers servers = servers(spec(manner));
    file("a.t", "one\nold BAD\nthree\n");

    assertEquals(
        List.of("broke:", "a.t:4:3: error: not good: é BAD now (test T1)"),
        edit(servers, "a.t", "zero\none\nold BAD\né BAD now\nthree\nHINT\n"));
    assertEquals(List.of(), edit(servers, "a.t", "one\nold BAD\né BAD now\nthree\n"));
    assertEquals(
        List.of("broke:", "a.t:4:1: warning: not good: ODD (test T1)"),
        edit(servers, "a.t", "one\nold BAD\né BAD now\nODD\n"));
    assertEquals(List.of(), servers.takeProblems());
    assertTrue(logged().contains("options {depth=3}"), () -> Files.exists(log()) + "");
  }

  @ParameterizedTest
  @EnumSource(
      value = TestLanguageServer.Manner.class,
      names = "SLOW",
      mode = EnumSource.Mode.EXCLUDE)
  void what_breaks_in_a_file_that_was_edited_before_is_told(TestLanguageServer.Manner manner)
      throws Exception {
    LanguageServers servers = servers(spec(manner));
    file("a.t", "DEFINES x\n");
    file("b.t", "one\n");

    servers.edited(List.of(file("a.t", "DEFINES x\nmore\n"), file("b.t", "USES x\n")));
    servers.await(LONG);
    assertEquals(List.of(), servers.take());

    assertEquals(
        List.of("broke:", "b.t:1:1: error: not good: USES x (test T1)"),
        edit(servers, "a.t", "more\n"));
  }

  @Test
  void all_of_a_new_file_is_new_and_a_deleted_one_is_closed() throws Exception {
    LanguageServers servers = servers(spec(TestLanguageServer.Manner.PUSH));

    assertEquals(2, edit(servers, "new.t", "BAD\n").size());
    servers.edited(
        List.of(
            new EditedFile(
                folder().resolve("new.t"), "new.t", Optional.of("BAD\n"), Optional.empty())));
    servers.await(LONG);

    assertEquals(List.of(), servers.take());
    assertTrue(logged().contains("textDocument/didClose"));
  }

  @Test
  void change_that_somebody_else_made_is_not_the_edits() throws Exception {
    LanguageServers servers = servers(spec(TestLanguageServer.Manner.PULL));
    assertEquals(List.of(), edit(servers, "a.t", "one\n"));

    Files.writeString(folder().resolve("a.t"), "one\nBAD of another\n");

    assertEquals(List.of(), edit(servers, "b.t", "one\n"));
    assertEquals(List.of(), edit(servers, "a.t", "two\nBAD of another\n"));
  }

  @Test
  void findings_of_a_slow_server_come_with_the_next_edit_and_only_those_in_written_lines()
      throws Exception {
    LanguageServers servers = servers(spec(TestLanguageServer.Manner.SLOW));
    file("a.t", "old BAD\n");

    assertEquals(List.of(), edit(servers, "a.t", "old BAD\nnew BAD\n"));

    assertEquals(
        List.of("broke:", "a.t:2:5: error: not good: new BAD (test T1)"),
        edit(servers, "b.t", "one\n"));
  }

  @Test
  void one_who_was_too_slow_is_not_waited_for_again() throws Exception {
    LanguageServers servers = servers(spec(TestLanguageServer.Manner.PULL));
    servers.edited(List.of(file("a.t", "BAD\n")));

    servers.await(Duration.ofNanos(1));
    servers.await(LONG); // would be 30 s, or what the server takes to begin

    assertEquals(List.of(), servers.take());
  }

  @Test
  void server_that_ends_is_begun_once_more_and_is_off_then() throws Exception {
    LanguageServers servers = servers(spec(TestLanguageServer.Manner.PUSH));
    file("a.t", "one\n");

    assertEquals(List.of(), edit(servers, "a.t", "DIE\n"));

    List<Problem> problems = servers.takeProblems();
    assertEquals(
        List.of(ProblemCode.LANGUAGE_SERVER), problems.stream().map(Problem::code).toList());
    assertTrue(problems.getFirst().what().contains("test is off"), problems::toString);
    assertEquals(2, logged().stream().filter("begun"::equals).count());
    assertEquals(List.of(), edit(servers, "a.t", "BAD\n"));
    assertEquals(List.of(), servers.takeProblems());
    assertEquals(2, logged().stream().filter("begun"::equals).count());
  }

  @Test
  void missing_program_is_told_once() throws Exception {
    LanguageServers servers =
        servers(
            new LanguageServerSpec(
                "none",
                List.of("no-such-program-at-all"),
                List.of("*.t"),
                Map.of(),
                Map.of(),
                true));

    assertEquals(List.of(), edit(servers, "a.t", "BAD\n"));
    assertEquals(List.of(), edit(servers, "b.t", "BAD\n"));

    List<Problem> problems = servers.takeProblems();
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().cause().contains("no-such-program-at-all"));
  }

  @Test
  void file_without_a_server_begins_none() throws Exception {
    LanguageServers servers = servers(spec(TestLanguageServer.Manner.PUSH));

    assertFalse(servers.isFor(file("a.unknown", "BAD\n")));
    assertTrue(servers.isFor(file("a.t", "BAD\n")));
    assertFalse(Files.exists(log()));
  }

  @Test
  void server_is_told_to_end_with_the_session() throws Exception {
    LanguageServers servers = servers(spec(TestLanguageServer.Manner.PULL));
    assertEquals(2, edit(servers, "a.t", "BAD\n").size());

    servers.close();

    assertTrue(logged().containsAll(List.of("shutdown", "exit")), logged()::toString);
    servers.edited(List.of(file("a.t", "BAD BAD\n")));
    assertEquals(List.of(), servers.take());
  }

  @Test
  void table_of_known_servers_has_a_source_each_and_no_name_twice() {
    List<KnownServers.Row> rows = KnownServers.rows();

    assertEquals(rows.size(), rows.stream().map(KnownServers.Row::name).distinct().count());
    for (KnownServers.Row row : rows) {
      assertTrue(row.source().matches("https://\\S+\\.\\S+"), row::toString);
      assertTrue(
          Stream.of(row.files().split(" ", -1)).allMatch(glob -> glob.matches("\\*\\.[a-z]+")),
          row::toString);
    }
    assertEquals("basedpyright", KnownServers.of("deep/in/a.py").getFirst().name());
    assertEquals(List.of(), KnownServers.of("README"));
  }
}
