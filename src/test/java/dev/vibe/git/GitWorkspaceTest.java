package dev.vibe.git;

import static dev.vibe.git.Sandbox.refusal;
import static dev.vibe.git.Sandbox.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.commit.Committer;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitIgnoreRules;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.store.NativeStore;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitWorkspaceTest {

  @TempDir Path temporary;
  private Sandbox box;
  private RunChanges changes = new RunChanges();

  @BeforeEach
  void make() {
    box = new Sandbox(temporary);
    changes = box.ledger();
  }

  private String reason() {
    NoRepository none = assertInstanceOf(NoRepository.class, box.open());
    assertEquals(none.reason().code().id(), refusal(none.commit(changes, request("Change"))));
    return none.reason().code().id();
  }

  @Test
  void without_a_repository_everything_but_commit_works() {
    box.write(".gitignore", "*.log\n");
    box.write("a.txt", "a\n");
    box.write("x.log", "x\n");
    GitWorkspace workspace = box.open();

    var found =
        Sandbox.command(
            workspace,
            changes,
            () -> {
              box.write("a.txt", "b\n");
              box.write("x.log", "y\n");
              box.write("new.txt", "n\n");
            });

    assertEquals("no-repository", reason());
    assertEquals(
        List.of("a.txt", "new.txt"), found.stream().map(c -> c.path().relative()).toList());
    assertTrue(
        new String(workspace.patch(changes).content().bytes(), StandardCharsets.UTF_8)
            .contains("-a\n+b\n"));
  }

  @Test
  void bare_repository_is_said_to_be_one() {
    box.git("init", "-q", "--bare");
    assertEquals("bare-repository", reason());
  }

  @Test
  void inside_of_the_git_folder_there_is_no_work_tree() {
    box.init();
    box.in(box.folder().resolve(".git"));
    assertEquals("bare-repository", reason());
  }

  @Test
  void git_file_that_leads_nowhere_is_said_to() {
    box.write(".git", "gitdir: ../gone\n");
    assertEquals("repository-broken", reason());
    box.write(".git", "nonsense");
    assertEquals("repository-broken", reason());
  }

  @Test
  void empty_git_folder_is_not_a_repository() throws IOException {
    Files.createDirectories(box.folder().resolve(".git"));
    assertEquals("no-repository", reason());
  }

  @Test
  void working_folder_below_the_top_finds_the_repository() {
    box.init();
    box.write("a/b/c.txt", "c\n");
    Path top = box.folder();
    box.in(top.resolve("a/b"));
    assertEquals(top, box.repository().top());
  }

  @Test
  void nothing_is_written_into_the_home_folder() throws IOException {
    box.init();
    box.write("a.txt", "a\n");
    box.commitAll("start");
    box.edit(changes, "a.txt", "b\n");
    try (GitWorkspace workspace = GitWorkspace.open(box.folder(), box.settings(""))) {
      Sandbox.committed(workspace.commit(changes, request("Change")));
      ((GitRepository) workspace).facts(new RepoFacts.Limits(5, 5));
    }
    try (var entries = Files.list(box.home())) {
      assertEquals(List.of(".gitconfig"), entries.map(p -> p.getFileName().toString()).toList());
    }
  }

  @Test
  void damaged_index_or_head_gives_a_plain_message_and_is_not_repaired() throws IOException {
    box.init();
    box.write("a.txt", "a\n");
    box.commitAll("start");
    box.edit(changes, "a.txt", "b\n");
    byte[] index = box.bytes(".git/index");
    box.write(".git/index", Arrays.copyOf(index, index.length / 2));
    for (String git : List.of("", Sandbox.Git.program())) {
      assertPlainly(GitWorkspace.open(box.folder(), box.settings(git)));
    }
    assertEquals(index.length / 2, box.bytes(".git/index").length);
    box.write(".git/index", index);
    box.write(".git/HEAD", "nonsense\n");
    for (String git : List.of("", Sandbox.Git.program())) {
      assertPlainly(GitWorkspace.open(box.folder(), box.settings(git)));
    }
    assertEquals("nonsense\n", box.read(".git/HEAD"));
  }

  private void assertPlainly(GitWorkspace workspace) {
    GitRepository repository = assertInstanceOf(GitRepository.class, workspace);
    assertEquals("git-failed", refusal(repository.commit(changes, request("Change"))));
    VibeException thrown =
        Assertions.assertThrows(
            VibeException.class, () -> repository.facts(new RepoFacts.Limits(5, 5)));
    assertEquals(ProblemCode.GIT_UNREADABLE, thrown.problem().code());
    assertEquals(List.of(), repository.changesSince(repository.snapshot()));
  }

  @Test
  void hostile_configuration_starts_nothing() throws IOException {
    box.init();
    box.write("a.txt", "a\n");
    box.write("b.evil", "b\n");
    box.commitAll("start");
    String touch = "touch " + box.base() + "/PWNED";
    for (String name :
        List.of(
            "core.fsmonitor",
            "core.pager",
            "core.editor",
            "core.sshCommand",
            "core.alternateRefsCommand",
            "diff.external",
            "diff.evil.textconv",
            "diff.evil.command",
            "filter.evil.clean",
            "filter.evil.smudge",
            "filter.evil.process",
            "gpg.program",
            "credential.helper",
            "merge.evil.driver",
            "sequence.editor")) {
      box.git("config", name, touch + ";");
    }
    Path hooks = Files.createDirectories(box.folder().resolve(".git/hooks"));
    for (String hook :
        List.of(
            "pre-commit",
            "commit-msg",
            "post-commit",
            "post-index-change",
            "reference-transaction",
            "fsmonitor-watchman")) {
      Files.writeString(hooks.resolve(hook), "#!/bin/sh\n" + touch + "\n");
      assertTrue(hooks.resolve(hook).toFile().setExecutable(true));
    }
    Files.writeString(
        box.folder().resolve(".gitattributes"), "*.evil filter=evil diff=evil merge=evil\n");
    box.edit(changes, "a.txt", "by run\n");
    box.write("b.evil", "c\n");
    Files.setLastModifiedTime(box.folder().resolve(".git/index"), FileTime.fromMillis(0));
    for (String git : List.of("", Sandbox.Git.program())) {
      try (GitWorkspace workspace = GitWorkspace.open(box.folder(), box.settings(git))) {
        ((GitRepository) workspace).facts(new RepoFacts.Limits(5, 5));
        Sandbox.command(workspace, changes, () -> box.write("a.txt", "again " + git + "\n"));
        workspace.patch(changes);
        Sandbox.committed(workspace.commit(changes, request("Change")));
      }
    }
    GitFolders folders = ((GitFolders.Search.Found) GitFolders.find(box.folder())).folders();
    box.edit(changes, "a.txt", "through git\n");
    Sandbox.committed(
        new Committer(
                folders,
                box.settings(),
                () -> GitIgnoreRules.of(folders, folders.worktree(), box.settings()),
                (config, paths) -> new NativeStore(folders, box.settings(), config),
                (from, commit) -> {})
            .commit(changes, request("Through git")));
    assertFalse(Files.exists(box.base().resolve("PWNED")));
  }

  @Test
  void git_of_a_folder_of_the_workspace_is_never_run() throws IOException {
    box.init();
    Path added = Files.createDirectories(box.base().resolve("added"));
    for (String name : List.of("git", "git-lfs", "gpg")) {
      for (Path folder : List.of(box.folder().resolve("bin"), added)) {
        box.write(folder.resolve(name).toString(), "#!/bin/sh\ntouch " + box.base() + "/PWNED\n");
        assertTrue(folder.resolve(name).toFile().setExecutable(true));
      }
    }
    Path link = Files.createSymbolicLink(box.base().resolve("link"), box.folder().resolve("bin"));
    String path = box.folder().resolve("bin") + ":bin:" + link + ":" + added + ":/usr/bin:/bin";
    GitSettings settings =
        GitSettings.of(
            Map.of("PATH", path), box.home(), box.base().resolve("state"), Clock.systemUTC());
    assertEquals(box.folder().resolve("bin/git").toString(), settings.nativeGit());

    try (GitWorkspace workspace =
        GitWorkspace.open(box.folder(), settings.awayFrom(List.of(added)))) {
      ((GitRepository) workspace).facts(new RepoFacts.Limits(5, 5));
    }

    assertFalse(Files.exists(box.base().resolve("PWNED")));
  }
}
