package dev.vibe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesFileTest {

  private static final String HEAD =
      "# Kept by vibe: what \"always\" allowed. Without its line a rule is asked about again.\n";

  private static final Path PROJECT = Path.of("/w");

  @TempDir Path folder;
  private ConfigFixture files;
  private Path rules;

  @BeforeEach
  void setUp() {
    files = new ConfigFixture(folder);
    files.project = new Project.Untrusted(PROJECT);
    rules = files.paths.rules();
  }

  private List<String> allowed() {
    return files.config().permissions().allow();
  }

  @Test
  void each_rule_is_a_line_of_a_file_that_only_its_owner_may_read() throws IOException {
    RulesFile.add(rules, PROJECT, "bash(echo \"a\\b\")");
    RulesFile.add(rules, PROJECT, "edit(docs/**)");

    assertEquals(
        HEAD
            + """
            [projects."/w".permissions]
            allow = [
              "bash(echo \\"a\\\\b\\")",
              "edit(docs/**)",
            ]
            """,
        Files.readString(rules));
    assertEquals(List.of("bash(echo \"a\\b\")", "edit(docs/**)"), allowed());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(rules)));
  }

  @Test
  void a_rule_that_is_there_changes_nothing() throws IOException {
    files.learned("permissions.allow = [ 'bash(ls)' ] # mine\n");
    RulesFile.add(rules, PROJECT, "bash(ls)");

    assertEquals("permissions.allow = [ 'bash(ls)' ] # mine\n", Files.readString(rules));
  }

  @Test
  void examples_stay_with_their_rule() throws IOException {
    files.learned(
        """
        [projects."/w".permissions]
        allow = [{ rule = "bash(npm test *)", matches = ["npm test"], differs = ["npm start"] }]
        """);
    RulesFile.add(rules, Path.of("/w"), "bash(make)");
    RulesFile.add(rules, Path.of("/w"), "bash(npm test *)");

    assertEquals(
        """
        # Kept by vibe: what "always" allowed. Without its line a rule is asked about again.
        [projects."/w".permissions]
        allow = [
          {rule = "bash(npm test *)", matches = ["npm test"], differs = ["npm start"]},
          "bash(make)",
        ]
        """,
        Files.readString(rules));
  }

  @Test
  void what_is_neither_a_text_nor_a_rule_with_examples_is_a_problem() {
    files.learned("permissions.allow = ['bash(ls)', { rule = 'bash(x)', match = ['x'] }]\n");

    assertEquals(
        "the configuration key permissions.allow needs a list of rules such as"
            + " [\"bash(mvn test*)\", \"edit(docs/**)\"], each a text or a table with rule, matches"
            + " and differs",
        files.problem().what());
  }

  @Test
  void a_rule_holds_in_its_project_alone_and_those_outside_of_one_everywhere() {
    files.learned("permissions.allow = ['edit(docs/**)']\n");
    RulesFile.add(rules, PROJECT, "bash(make)");
    RulesFile.add(rules, Path.of("/other"), "bash(ls)");
    assertEquals(List.of("edit(docs/**)", "bash(make)"), allowed());

    files.project = new Project.Untrusted(Path.of("/other/sub"));
    assertEquals(List.of("edit(docs/**)"), allowed());
    files.project = new Project.None();
    assertEquals(List.of("edit(docs/**)"), allowed());
  }

  @Test
  void a_project_in_a_repository_is_all_of_it() throws IOException {
    Path top = Files.createDirectories(folder.resolve("top"));
    Path inside = Files.createDirectories(top.resolve("sub/deep"));
    Files.createDirectory(top.resolve(".git"));

    assertEquals(top, Project.top(inside));
    RulesFile.add(rules, top, "bash(make)");
    files.project = new Project.Untrusted(inside);
    assertEquals(List.of("bash(make)"), allowed());
  }

  @Test
  void the_table_of_a_project_is_checked_like_the_rest() {
    files.learned("[projects]\n\"/w\" = 3\n[projects.\"/v\"]\nmode = 'auto'\n");

    assertEquals(
        List.of(
            "the configuration key projects.\"/w\" needs a table",
            "the file of learned rules may not set mode"),
        files.problems().stream().map(Problem::what).toList());
    assertTrue(files.problems().get(1).cause().startsWith(rules + ", line 4"));
  }

  @Test
  void the_file_behind_a_link_is_changed() throws IOException {
    Path real = Files.writeString(folder.resolve("dotfile"), "permissions.allow = ['bash(ls)']\n");
    Files.createDirectories(rules.getParent());
    Files.createSymbolicLink(rules, real);
    RulesFile.add(rules, PROJECT, "bash(make)");

    assertTrue(Files.isSymbolicLink(rules));
    assertEquals(List.of("bash(ls)", "bash(make)"), allowed());
  }

  @Test
  void a_damaged_file_is_a_problem_and_stays_as_it_is() throws IOException {
    files.learned("[permissions]\nallow = [\n  \"bash(ls)\",\n  \"ba");
    String before = Files.readString(rules);
    Problem problem =
        assertThrows(VibeException.class, () -> RulesFile.add(rules, PROJECT, "bash(make)"))
            .problem();

    assertEquals("cannot add the rule bash(make) to " + rules, problem.what());
    assertTrue(
        problem.cause().startsWith("the configuration file " + rules + " is not valid TOML"),
        problem.cause());
    assertEquals("correct that line, or move the file away", problem.remedy());
    assertEquals(before, Files.readString(rules));
    assertEquals("the configuration file " + rules + " is not valid TOML", files.problem().what());
  }

  @Test
  void nothing_but_rules_that_allow_is_kept_there() throws IOException {
    files.learned("mode = 'auto'\npermissions.deny = ['bash']\n");

    assertEquals(
        List.of(
            "the file of learned rules may not set mode",
            "the file of learned rules may not set permissions.deny"),
        files.problems().stream().map(Problem::what).toList());
    assertThrows(VibeException.class, () -> RulesFile.add(rules, PROJECT, "bash(make)"));
    assertTrue(Files.readString(rules).startsWith("mode"));
  }

  @Test
  void a_folder_that_cannot_be_written_to_is_a_problem() throws IOException {
    Path notFolder = Files.writeString(folder.resolve("file"), "");
    Problem problem =
        assertThrows(
                VibeException.class,
                () -> RulesFile.add(notFolder.resolve("rules.toml"), PROJECT, "edit"))
            .problem();

    assertEquals("allow writing there", problem.remedy());
  }

  @Test
  void those_who_add_at_once_lose_nothing() throws InterruptedException {
    List<Thread> adding = new ArrayList<>();
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 16; i++) {
      String rule = "bash(make " + i + ")";
      expected.add(rule);
      adding.add(Thread.ofVirtual().start(() -> RulesFile.add(rules, PROJECT, rule)));
    }
    for (Thread thread : adding) {
      thread.join();
    }

    assertEquals(expected, Set.copyOf(allowed()));
  }

  @Test
  void processes_that_add_at_once_lose_nothing() throws IOException, InterruptedException {
    int processes = 3;
    List<Process> adding = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      adding.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Adding.class.getName(),
                  rules.toString(),
                  String.valueOf(i))
              .inheritIO()
              .start());
    }
    for (Process process : adding) {
      assertEquals(0, process.waitFor());
    }

    assertEquals(processes * Adding.RULES, Set.copyOf(allowed()).size());
  }

  /** Program that adds rules, beside others that do. */
  static final class Adding {

    static final int RULES = 20;

    private Adding() {}

    public static void main(String[] arguments) {
      for (int i = 0; i < RULES; i++) {
        RulesFile.add(Path.of(arguments[0]), PROJECT, "bash(make " + arguments[1] + " " + i + ")");
      }
    }
  }

  @Test
  void learned_rules_add_to_the_strongest_list_below_the_administrators() {
    files.system("permissions.allow = ['read']\n");
    RulesFile.add(rules, PROJECT, "bash(make)");
    assertEquals(List.of("read", "bash(make)"), allowed());

    files.user("permissions.allow = ['bash(ls)']\n");
    assertEquals(List.of("bash(ls)", "bash(make)"), allowed());

    files.managed("permissions.allow = ['commit']\n");
    assertEquals(List.of("commit"), allowed());
  }
}
