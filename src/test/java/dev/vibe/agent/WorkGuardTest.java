package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.effect.Effect;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.commit.SecretCheck;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.SecretScan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkGuardTest {

  /** Put together here, so that the repository holds nothing that looks like a key. */
  private static final String TOKEN = "ghp_" + "Zk3Vq8RtYw1LmNc7XsBd" + "5HgPe2JfUa9QoTi4";

  private final RunChanges changes = new RunChanges();
  private Sandbox box;
  private GitWorkspace git;
  private WorkGuard guard;

  @BeforeEach
  void make(@TempDir Path temporary) {
    box = new Sandbox(temporary).init();
    box.write("clean.txt", "c\n");
    box.write("mine.txt", "m\n");
    box.write("runs.txt", "r\n");
    box.write("staged.txt", "s\n");
    box.write(".gitignore", "*.log\n");
    box.commitAll("start");
    git = box.open();
    guard = guard(SecretCheck.STRICT);
  }

  private WorkGuard guard(SecretCheck check) {
    return new WorkGuard(git, changes, "s1", check, () -> new SecretScan(Set.of()));
  }

  @AfterEach
  void close() {
    git.close();
  }

  private Optional<Problem> look(String command) {
    return guard.look(List.of(new Effect.Run(command, box.folder().toString())));
  }

  private String loss(String command) {
    return look(command).map(Problem::cause).orElse("");
  }

  private void bothWork() {
    box.write("mine.txt", "mine\n");
    box.write("notes.txt", "notes\n");
    box.write("staged.txt", "staged\n");
    box.git("add", "staged.txt");
    box.edit(changes, "runs.txt", "run\n");
    box.edit(changes, "made.txt", "made\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "git reset --hard | mine.txt, staged.txt",
        "git checkout -- . | mine.txt",
        "git checkout mine.txt runs.txt | mine.txt",
        "git restore . | mine.txt",
        "git switch -f main | mine.txt, staged.txt",
        "git clean -fd | notes.txt",
        "rm -rf * | mine.txt, notes.txt, staged.txt",
        "rm notes.txt made.txt | notes.txt",
        "npm test; git reset --hard; git clean -fdq | mine.txt, notes.txt, staged.txt",
      })
  void work_that_would_go_is_named(String command, String files) {
    bothWork();
    assertTrue(loss(command).endsWith(": " + files), loss(command));
    assertEquals(ProblemCode.TAKES_WORK, look(command).orElseThrow().code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git checkout -- runs.txt",
        "rm made.txt",
        "rm clean.txt",
        "git restore runs.txt",
        "git stash",
        "git status",
        "git checkout main",
      })
  void what_is_the_runs_or_committed_may_go(String command) {
    bothWork();
    assertEquals("", loss(command));
  }

  @Test
  void a_tree_with_nothing_but_the_runs_may_be_reset() {
    box.edit(changes, "runs.txt", "run\n");
    box.edit(changes, "made.txt", "made\n");
    for (String command :
        List.of("git reset --hard", "git clean -fd", "git checkout -- .", "git stash clear")) {
      assertEquals("", loss(command), command);
    }
  }

  @Test
  void lines_of_the_user_in_a_file_of_the_run_are_the_users() {
    box.write("runs.txt", "user\nr\n");
    box.edit(changes, "runs.txt", "user\nrun\n");
    assertTrue(loss("git checkout -- runs.txt").endsWith("runs.txt"));
  }

  @Test
  void what_would_keep_the_work_is_fit_for_what_it_is() {
    box.write("mine.txt", "mine\n");
    box.git("stash", "push", "-q");
    box.git("branch", "feature");
    box.git("checkout", "-q", "feature");
    box.write("feature.txt", "f\n");
    box.git("add", "feature.txt");
    box.git("commit", "-qm", "Feature");
    box.git("checkout", "-q", "-");
    box.write("mine.txt", "mine again\n");

    assertEquals(
        "git stash branch, which keeps the stash as a branch, or --allow 'bash(git stash drop)' for"
            + " one run (for good: allow under [permissions] in config.toml)",
        remedy("git stash drop"));
    assertTrue(remedy("git branch -D feature").startsWith("another branch that keeps the commits"));
    assertTrue(remedy("git push --force").startsWith("git fetch first and --force-with-lease"));
    assertTrue(remedy("git checkout .").startsWith("committing or stashing the work first, or --"));
  }

  private String remedy(String command) {
    return guard.look(List.of(new Effect.Run(command, ""))).orElseThrow().remedy();
  }

  @Test
  void stashes_count_unless_there_is_only_the_runs_in_them() {
    box.write("mine.txt", "mine\n");
    box.git("stash", "push", "-q");
    assertEquals("1 stash", loss("git stash drop"));
    String id = box.git("rev-parse", "refs/stash").strip();

    box.edit(changes, "runs.txt", "run\n");
    assertEquals("", loss("git stash"));
    box.git("stash", "push", "-q");
    guard.takeNews();
    assertEquals("1 stash", loss("git stash clear"));
    box.git("stash", "drop", "-q");
    box.git("stash", "drop", "-q");
    List<Problem> news = guard.takeNews();
    assertEquals(ProblemCode.WORK_TAKEN, news.getFirst().code());
    assertTrue(news.getFirst().remedy().contains("git stash store " + id));

    box.write("mine.txt", "mine\n");
    assertEquals("", loss("git stash"));
    box.git("stash", "push", "-q");
    guard.takeNews();
    assertEquals("1 stash", loss("git stash drop"));
  }

  @Test
  void commits_that_nothing_else_has_count() {
    box.git("switch", "-q", "-c", "side");
    box.write("clean.txt", "2\n");
    box.git("commit", "-q", "-am", "side");
    box.git("switch", "-q", "main");
    assertEquals("1 commit that only side has", loss("git branch -D side"));
    box.git("merge", "-q", "side");
    assertEquals("", loss("git branch -D side"));
    assertEquals("", loss("git reset --hard HEAD~"));
    box.git("branch", "-D", "side");
    assertEquals("1 commit that no other branch has", loss("git reset --hard HEAD~"));
    assertTrue(loss("git rebase --root").contains("made anew"));
    assertTrue(loss("git push --force").contains("others have pushed"));
    assertTrue(loss("git gc --prune=now").contains("reflog"));
    assertTrue(loss("rm -rf .git").contains("the repository with all its commits"));
  }

  @Test
  void what_went_is_told_afterwards_and_only_that() {
    bothWork();
    loss("git reset --hard");
    box.git("checkout", "-q", "--", "mine.txt");
    List<Problem> news = guard.takeNews();
    assertEquals(1, news.size());
    assertTrue(news.getFirst().cause().endsWith(": mine.txt"), news.getFirst().cause());
    assertTrue(news.getFirst().remedy().startsWith("vibe undo"), news.getFirst().remedy());
    loss("git clean -fd");
    assertEquals(List.of(), guard.takeNews());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rm .env", "echo A=b > .env", "rm -rf .ssh", "sed -i s/a/b/ sub/id_rsa"})
  void files_that_may_hold_login_data_are_guarded(String command) {
    assertEquals(ProblemCode.GUARDS_LOGIN, look(command).orElseThrow().code());
    assertEquals("", loss("rm .env.example"));
    assertEquals("", loss("cat .env"));
  }

  private String secrets(String command) {
    return guard
        .secrets(List.of(new Effect.Run(command, box.folder().toString())))
        .map(Problem::cause)
        .orElse("");
  }

  @Test
  void secret_that_a_command_would_commit_is_named_with_file_and_line() {
    box.write("clean.txt", "c\nkey = " + TOKEN + "\n");
    box.write("new.txt", TOKEN + "\n");
    box.write("mine.txt", "nothing of the kind\n");

    assertEquals("", secrets("git commit -m x"));
    assertEquals("", secrets("git commit -m x mine.txt"));
    assertEquals("clean.txt, line 2: GitHub token", secrets("git commit -qam x"));
    assertEquals("new.txt, line 1: GitHub token", secrets("git add new.txt && git commit -m x"));
    assertEquals(
        "clean.txt, line 2: GitHub token; new.txt, line 1: GitHub token",
        secrets("git add -A && git commit -m x"));
    box.git("add", "clean.txt");
    box.write("clean.txt", "c\n");
    assertEquals("clean.txt, line 2: GitHub token", secrets("git commit -m x"));
    box.git("reset", "-q");
    assertEquals(
        "the commit message, line 1: GitHub token", secrets("git commit -m '" + TOKEN + "'"));
  }

  @Test
  void secret_is_no_matter_where_commits_may_hold_some() {
    box.write("clean.txt", TOKEN + "\n");
    guard = guard(SecretCheck.STRICT.allowing());

    assertEquals("", secrets("git commit -qam x"));
  }
}
