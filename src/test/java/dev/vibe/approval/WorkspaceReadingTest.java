package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.WorkspaceReading.Git;
import dev.vibe.effect.Effect;
import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.Programs;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceReadingTest {

  @TempDir static Path folder;
  private static CommandScene scene;

  @BeforeAll
  static void make() throws IOException, InterruptedException {
    scene = CommandScene.in(folder);
  }

  private static String doubt(String command) {
    return scene.reading(scene.workspace(), Set.of()).doubt(scene.run(command)).orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cat a.txt > b.txt         | a redirection to a file
          echo $HOME                | something that the shell puts another text in place of
          make                      | make is not known to only read
          sort -o x a.txt           | option -o of sort is not known to only read
          find . -delete            | -delete of find is not known to only read
          cat fifo_in               | fifo_in is a named pipe, not a regular file; it is neither read nor written.
          cat .env                  | .env may hold log-in data, so only the user may let it be used.
          uniq *.txt                | an operand that is not known of uniq
          cd dirlink_out && ls      | dirlink_out is outside the workspace
          ls & pwd                  | something that goes on in the background
          """)
  void what_is_not_certain_is_told(String command, String why) {
    assertTrue(doubt(command).startsWith(why), () -> doubt(command));
  }

  @Test
  void a_search_reads_past_secrets_that_do_not_hold_what_it_looks_for() {
    assertEquals("", doubt("grep -rn foo ."));
    assertEquals("config/id_rsa may hold log-in data", doubt("rg SECRET"));
    assertEquals("config/id_rsa may hold log-in data", doubt("rg 'S.*T'"));
    assertFalse(doubt("grep -rv foo .").isEmpty());
    assertEquals("", doubt("grep -rn --include='*.py' 'S.*T' ."));
  }

  @Test
  void what_runs_elsewhere_is_not_certain() {
    Effect.Run elsewhere = new Effect.Run("ls", scene.base().toString());

    assertFalse(scene.reading(scene.workspace(), Set.of()).doubt(elsewhere).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cat docs/guide.md", "cat docs/*", "grep -rn x docs", "ls; head < docs/guide.md"})
  void rules_on_reading_hold_for_commands(String command) {
    Rules rules = Rules.parse(List.of(), List.of(), List.of("read(docs/**)"));
    WorkspaceReading reading = scene.reading(scene.workspace().under(rules::reading), Set.of());

    assertTrue(reading.doubt(scene.run(command)).orElse("").contains("a rule keeps docs"), command);
    assertTrue(reading.doubt(scene.run("cat a.txt")).isEmpty());
  }

  @Test
  void git_is_asked_in_a_repository_alone_and_not_past_rules() {
    assertEquals("", doubt("git log --oneline | head -3"));
    assertFalse(doubt("git show HEAD:config/id_rsa").isEmpty());
    assertFalse(doubt("cd src && git status").isEmpty());
    WorkspaceReading kept = new WorkspaceReading(scene.workspace(), program -> true, Git.KEPT_AWAY);
    assertFalse(kept.doubt(scene.run("git log")).isEmpty());
    Path bare = scene.root().resolve("evilbare");
    WorkspaceReading outside =
        new WorkspaceReading(new Workspace(bare, List.of()), program -> true, Git.ASKED);
    assertFalse(outside.doubt(new Effect.Run("git log", bare.toString())).isEmpty());
  }

  @Test
  void a_program_is_the_systems_or_unknown() throws IOException {
    Path planted = Files.createDirectories(scene.base().resolve("planted"));
    Files.copy(scene.root().resolve("evil.sh"), planted.resolve("wc"));
    Files.setPosixFilePermissions(
        planted.resolve("wc"), Files.getPosixFilePermissions(scene.root().resolve("evil.sh")));
    Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rwxrwxrwx"));
    SystemPrograms programs =
        new SystemPrograms(
            scene.workspace(),
            new Programs(
                new ChildEnvironment.Source(
                    Map.of("PATH", planted + ":/usr/bin:/bin"),
                    List.of(scene.root()),
                    Set.of(),
                    Set.of())));

    assertTrue(programs.test("cat"));
    assertFalse(programs.test("wc"));
    assertTrue(programs.test("no-such-program"), "nothing would be started");
  }

  @Test
  void plan_mode_runs_what_only_reads_and_ask_rules_still_ask() {
    Rules rules = Rules.parse(List.of(), List.of("bash(cat *)"), List.of("bash(head *)"));
    Policy plan = scene.policy(Mode.PLAN, Rules.NONE);
    Policy ask = scene.policy(Mode.ASK, rules);

    assertEquals("Allow", judged(plan, "cat a.txt | wc -l"));
    assertEquals("Deny", judged(plan, "cat a.txt > b.txt"));
    assertEquals("Allow", judged(ask, "tail a.txt"));
    assertEquals("Ask", judged(ask, "cat a.txt"));
    assertEquals("Deny", judged(ask, "ls | head -3"));
  }

  private static String judged(Policy policy, String command) {
    return policy.judge(List.of(scene.run(command)), new Grants()).getClass().getSimpleName();
  }
}
