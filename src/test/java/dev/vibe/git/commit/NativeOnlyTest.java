package dev.vibe.git.commit;

import static dev.vibe.git.Sandbox.committed;
import static dev.vibe.git.Sandbox.refusal;
import static dev.vibe.git.Sandbox.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import dev.vibe.git.file.FileState;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JGit does not do right is noticed first, goes through git, and is refused without one. */
class NativeOnlyTest {

  @TempDir Path temporary;
  private Sandbox box;
  private RunChanges changes = new RunChanges();

  @BeforeEach
  void make() {
    box = new Sandbox(temporary);
    changes = box.ledger();
  }

  private CommitOutcome.Committed commitOnlyWithGit() {
    try (GitWorkspace without = GitWorkspace.open(box.folder(), box.settings(""))) {
      assertEquals("needs-git", refusal(without.commit(changes, request("Change"))));
    }
    try (GitWorkspace with = box.open()) {
      return committed(with.commit(changes, request("Change")));
    }
  }

  @Test
  void split_index() {
    box.init();
    box.write("a.txt", "a\n");
    box.write("b.txt", "b\n");
    box.commitAll("start");
    box.git("update-index", "--split-index");
    box.write("b.txt", "staged\n");
    box.git("add", "b.txt");
    box.edit(changes, "a.txt", "by run\n");

    commitOnlyWithGit();

    assertEquals("M  b.txt\n", box.git("status", "--porcelain"));
    assertEquals("by run\n", box.git("show", "HEAD:a.txt"));
    assertEquals("b\n", box.git("show", "HEAD:b.txt"));
  }

  @Test
  void sparse_index() {
    box.init();
    box.write("in/a.txt", "a\n");
    box.write("out/b.txt", "b\n");
    box.commitAll("start");
    box.git("sparse-checkout", "init", "--cone", "--sparse-index");
    box.git("sparse-checkout", "set", "in");
    box.edit(changes, "in/a.txt", "by run\n");

    commitOnlyWithGit();

    assertEquals("in/a.txt\nout/b.txt\n", box.git("ls-tree", "-r", "--name-only", "HEAD"));
    assertEquals("", box.git("status", "--porcelain"));
    assertFalse(Files.exists(box.folder().resolve("out/b.txt")));
  }

  @Test
  void sha256_repository() {
    box.git("init", "-q", "--object-format=sha256");
    box.write("a.txt", "a\n");
    box.commitAll("start");
    var workspace = box.repository();
    Sandbox.command(workspace, changes, () -> box.write("a.txt", "by command\n"));
    assertEquals("a\n", text(changes.files().getFirst().before()));

    assertEquals(64, commitOnlyWithGit().id().length());

    assertEquals("by command\n", box.git("show", "HEAD:a.txt"));
    assertEquals("", box.git("status", "--porcelain"));
    assertTrue(box.git("notes", "--ref=vibe", "show", "HEAD").contains("devstral"));
  }

  private static String text(FileState state) {
    return new String(((FileState.Held) state).bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void signed_commits_use_the_users_program_and_never_the_repositorys() throws IOException {
    box.init();
    Path gpg =
        script(
            "gpg",
            "cat >/dev/null\n"
                + "printf '[GNUPG:] SIG_CREATED D\\n"
                + "' >&2\n"
                + "printf -- '-----BEGIN PGP SIGNATURE-----\\n"
                + "\\n"
                + "made\\n"
                + "-----END PGP SIGNATURE-----\\n"
                + "'\n");
    Path evil = script("evil", "touch " + box.base() + "/PWNED\nexit 1\n");
    box.git("config", "--global", "gpg.program", gpg.toString());
    box.git("config", "gpg.program", evil.toString());
    box.git("config", "commit.gpgSign", "true");
    box.edit(changes, "a.txt", "a\n");

    commitOnlyWithGit();

    assertTrue(box.git("cat-file", "commit", "HEAD").contains("gpgsig"));
    assertFalse(Files.exists(box.base().resolve("PWNED")));
  }

  @Test
  void signing_that_fails_changes_nothing() throws IOException {
    box.init();
    Path gpg = script("gpg", "echo no key >&2\nexit 1\n");
    box.git("config", "--global", "gpg.program", gpg.toString());
    box.git("config", "commit.gpgSign", "true");
    box.edit(changes, "a.txt", "a\n");

    var refused = (CommitOutcome.Refused) box.repository().commit(changes, request("Change"));

    assertEquals(ProblemCode.GIT_FAILED, refused.problem().code());
    assertTrue(refused.problem().remedy().contains("git commit -S"), refused::toString);
    assertEquals("?? a.txt\n", box.git("status", "--porcelain"));
  }

  @Test
  void lfs_files_are_stored_as_pointers() throws IOException {
    box.init();
    box.variable("PATH", box.base() + "/bin:/usr/local/bin:/usr/bin:/bin");
    script("git-lfs", "cat >/dev/null\necho pointer\n");
    box.git("config", "--global", "filter.lfs.clean", "git-lfs clean -- %f");
    box.git("config", "--global", "filter.lfs.required", "true");
    box.write(".gitattributes", "*.big filter=lfs -text\n");
    box.commitAll("start");
    box.git("config", "filter.lfs.clean", "touch " + box.base() + "/PWNED; cat");
    box.edit(changes, "x.big", "huge\n");

    commitOnlyWithGit();

    assertEquals("pointer\n", box.git("show", "HEAD:x.big"));
    assertEquals("huge\n", box.read("x.big"));
    assertFalse(Files.exists(box.base().resolve("PWNED")));
  }

  @Test
  void lfs_that_is_not_set_up_leaves_the_file_out() {
    box.init();
    box.write(".gitattributes", "*.big filter=lfs -text\n");
    box.commitAll("start");
    box.edit(changes, "x.big", "huge\n");

    var outcome = Sandbox.nothing(box.repository().commit(changes, request("Change")));

    assertTrue(outcome.skipped().getFirst().reason().contains("LFS"));
  }

  @Test
  void keywords_are_collapsed_as_git_does() {
    box.init();
    box.write(".gitattributes", "*.c ident\n");
    box.write("a.c", "/* $Id$ */\nint x;\n");
    box.commitAll("start");
    box.delete("a.c");
    box.git("checkout", "-q", "a.c");
    box.edit(changes, "a.c", box.read("a.c").replace("int x", "int y"));

    commitOnlyWithGit();

    assertEquals("/* $Id$ */\nint y;\n", box.git("show", "HEAD:a.c"));
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void plain_repository_needs_no_git() {
    box.init();
    box.edit(changes, "a.txt", "a\n");
    try (GitWorkspace without = GitWorkspace.open(box.folder(), box.settings(""))) {
      assertEquals(
          List.of("a.txt"),
          committed(without.commit(changes, request("Change"))).files().stream()
              .map(CommitOutcome.File::path)
              .toList());
    }
    assertEquals("", box.git("status", "--porcelain"));
  }

  private Path script(String name, String body) throws IOException {
    Path file = box.base().resolve("bin").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body);
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }
}
