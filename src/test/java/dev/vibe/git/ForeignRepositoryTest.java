package dev.vibe.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.config.FileOwners;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.patch.Patch;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a repository that belongs to somebody else: what Git does, nothing. */
class ForeignRepositoryTest {

  private static final int USER = 1000;
  private static final int OTHER = 1001;

  private Sandbox box;

  @BeforeEach
  void make(@TempDir Path temporary) {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "a\n");
    box.commitAll("start");
    box.write(".git/hooks/pre-commit", "#!/bin/sh\ntouch hook-ran\n");
    box.executable(".git/hooks/pre-commit");
    box.git("config", "core.fsmonitor", "touch fsmonitor-ran; false");
  }

  /** A machine on which all files belong to another than the user. */
  private record Machine(int user) implements FileOwners {
    @Override
    public boolean areKnown() {
      return true;
    }

    @Override
    public int of(Path path) {
      return OTHER;
    }
  }

  private GitSettings as(int user) {
    return box.settings().on(new Machine(user));
  }

  private Optional<ProblemCode> refusal(int user) {
    return GitWorkspace.foreign(box.folder(), as(user)).map(Problem::code);
  }

  @Test
  void it_is_refused_with_its_folder_and_the_way_to_trust_it() {
    Problem problem = GitWorkspace.foreign(box.folder(), as(USER)).orElseThrow();

    assertEquals(ProblemCode.REPOSITORY_NOT_YOURS, problem.code());
    assertTrue(problem.cause().contains(box.folder() + " belongs to another"), problem.cause());
    assertTrue(problem.remedy().endsWith("safe.directory " + box.folder()), problem.remedy());
    assertEquals(Optional.empty(), refusal(OTHER));
  }

  @Test
  void nothing_that_it_names_runs_and_nothing_is_committed() {
    try (GitWorkspace git = GitWorkspace.open(box.folder(), as(USER))) {
      var changes = git.ledger(List.of());
      box.edit(changes, "a.txt", "b\n");

      String refusal = Sandbox.refusal(git.commit(changes, Sandbox.request("Change")));
      assertEquals("repository-not-yours", refusal);
      assertEquals(List.of(), git.hooks());
      Patch patch = git.patch(changes);
      assertTrue(patch.leftOut().isEmpty(), patch.leftOut().toString());
    }
    assertFalse(Files.exists(box.folder().resolve("hook-ran")));
    assertFalse(Files.exists(box.folder().resolve("fsmonitor-ran")));
    assertEquals("start", box.git("log", "-1", "--format=%s").strip());
  }

  @Test
  void only_the_users_own_settings_declare_it_safe() {
    box.git("config", "safe.directory", box.folder().toString());
    assertEquals(Optional.of(ProblemCode.REPOSITORY_NOT_YOURS), refusal(USER));

    box.git("config", "--global", "--add", "safe.directory", box.folder().toString());
    assertEquals(Optional.empty(), refusal(USER));

    box.git("config", "--global", "--add", "safe.directory", ""); // takes back all before it
    assertEquals(Optional.of(ProblemCode.REPOSITORY_NOT_YOURS), refusal(USER));
  }

  @Test
  void root_by_sudo_works_in_that_of_the_user_and_in_no_other() {
    assertEquals(Optional.of(ProblemCode.REPOSITORY_NOT_YOURS), refusal(0));
    box.variable("SUDO_UID", Integer.toString(OTHER));
    assertEquals(Optional.empty(), refusal(0));
    box.variable("SUDO_UID", Integer.toString(USER));
    assertEquals(Optional.of(ProblemCode.REPOSITORY_NOT_YOURS), refusal(0));
  }
}
