package dev.vibe.git.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose repositories are trusted, whoever runs the tests. */
class RepositoryOwnerTest {

  private static final int ROOT = 0;
  private static final int ANN = 1000;
  private static final int BOB = 1001;

  @TempDir Path temporary;

  private Sandbox box;
  private GitFolders own;
  private GitFolders foreign;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    own = ((GitFolders.Search.Found) GitFolders.find(box.folder())).folders();
    foreign = new GitFolders(Path.of("/"), own.gitDir(), own.commonDir());
  }

  /** A machine on which the root folder belongs to one user and all else to another. */
  private record Machine(int user, int ofRoot, int ofAllElse) implements FileOwners {

    @Override
    public boolean areKnown() {
      return true;
    }

    @Override
    public int of(Path path) {
      return path.equals(Path.of("/")) ? ofRoot : ofAllElse;
    }
  }

  private boolean isTrusted(GitFolders folders, int user, int owner) {
    return RepositoryOwner.isTrusted(folders, box.settings().on(new Machine(user, owner, user)));
  }

  @Test
  void a_repository_that_this_process_made_is_trusted_on_this_machine() {
    assertTrue(RepositoryOwner.isTrusted(own, box.settings()));
  }

  @Test
  void a_repository_of_another_user_is_left_alone_unless_declared_safe() {
    assertTrue(isTrusted(own, ANN, BOB));
    assertFalse(isTrusted(foreign, ANN, BOB));
    assertFalse(isTrusted(foreign, ANN, ROOT));

    box.git("config", "--global", "--add", "safe.directory", "/");
    assertTrue(isTrusted(foreign, ANN, BOB));
  }

  @Test
  void each_of_its_folders_has_to_be_ones_own() {
    Path root = Path.of("/");
    assertFalse(isTrusted(new GitFolders(own.worktree(), root, own.commonDir()), ANN, BOB));
    assertFalse(isTrusted(new GitFolders(own.worktree(), own.gitDir(), root), ANN, BOB));
  }

  @Test
  void to_root_only_its_own_repositories_are_trusted() {
    assertTrue(isTrusted(foreign, ROOT, ROOT));
    assertFalse(isTrusted(foreign, ROOT, ANN));
  }

  @Test
  void root_by_sudo_trusts_those_of_the_user_it_works_for() {
    box.variable("SUDO_UID", Integer.toString(ANN));

    assertTrue(isTrusted(foreign, ROOT, ANN));
    assertFalse(isTrusted(foreign, ROOT, BOB));
    assertFalse(isTrusted(foreign, BOB, ANN));
  }

  @Test
  void where_users_have_no_numbers_the_owner_of_the_home_is_the_user() {
    FileOwners unknown =
        new FileOwners() {
          @Override
          public boolean areKnown() {
            return false;
          }

          @Override
          public int user() {
            throw new AssertionError("asked for a number");
          }

          @Override
          public int of(Path path) {
            throw new AssertionError("asked for a number");
          }
        };

    assertTrue(RepositoryOwner.isTrusted(own, box.settings().on(unknown)));
  }
}
