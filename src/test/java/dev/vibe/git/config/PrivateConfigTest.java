package dev.vibe.git.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.NativeStore;
import dev.vibe.git.store.NewCommit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateConfigTest {

  @TempDir Path temporary;
  private Sandbox box;
  private GitFolders folders;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "a\n");
    box.commitAll("start");
    folders =
        assertInstanceOf(GitFolders.Search.Found.class, GitFolders.find(box.folder())).folders();
  }

  private PrivateConfig made() throws IOException {
    return PrivateConfig.of(GitConfig.load(box.settings(), folders), folders, box.settings());
  }

  @Test
  void folder_is_the_owners_alone_and_leads_to_all_but_configuration_and_hooks()
      throws IOException {
    Path folder = made().linked();
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    assertEquals(folders.commonDir().resolve("refs"), folder.resolve("refs").toRealPath());
    assertFalse(Files.isSymbolicLink(folder.resolve("config")));
    assertFalse(Files.exists(folder.resolve("hooks")));
  }

  @Test
  void what_somebody_put_in_its_place_is_replaced() throws IOException {
    Path folder = made().linked();
    String clean = Files.readString(folder.resolve("config"));
    Path evil = Files.writeString(box.base().resolve("evil"), "[core]\nfsmonitor = evil\n");
    Files.delete(folder.resolve("config"));
    Files.createSymbolicLink(folder.resolve("config"), evil);
    Files.delete(folder.resolve("refs"));
    Files.createSymbolicLink(folder.resolve("refs"), box.base());

    made().linked();

    assertEquals(clean, Files.readString(folder.resolve("config")));
    assertFalse(Files.isSymbolicLink(folder.resolve("config")));
    assertEquals(folders.commonDir().resolve("refs"), folder.resolve("refs").toRealPath());
    assertTrue(Files.readString(evil).contains("evil"));
  }

  @Test
  void work_trees_of_one_repository_have_one_each() throws IOException {
    Path first = made().folder();
    Path linked = box.base().resolve("linked");
    box.git("worktree", "add", "-q", linked.toString());
    folders = assertInstanceOf(GitFolders.Search.Found.class, GitFolders.find(linked)).folders();
    assertFalse(first.equals(made().folder()));
  }

  @Test
  void refs_that_are_packed_and_logs_that_are_missing_stay_the_repositorys() throws Exception {
    for (String way : List.of("git", "JGit")) {
      box.git("pack-refs", "--all");
      deleteLogs();
      try (GitStore store = store(way)) {
        Head head = store.head();
        Identity person = new Identity("Ada", "ada@example.org", ZonedDateTime.now(clock()));
        Identity.Pair people = new Identity.Pair(person, person);
        String commit =
            store.insertCommit(NewCommit.on(head, Map.of(), "by " + way + "\n", people));
        assertTrue(store.advance(head, commit, "commit: by " + way, people));
        store.note(commit, "noted", people);
      }
      assertEquals("by " + way + "\n", box.git("log", "-1", "--format=%s"));
      assertEquals("noted", box.git("notes", "--ref=vibe", "show").strip());
      assertTrue(box.git("reflog", "-1").contains("by " + way));
      assertFalse(Files.isSymbolicLink(folders.commonDir().resolve("packed-refs")));
      assertTrue(Files.isSymbolicLink(made().linked().resolve("packed-refs")));
    }
    box.assertSound();
  }

  private Clock clock() {
    return box.settings().clock();
  }

  private GitStore store(String way) throws IOException {
    return way.equals("git")
        ? new NativeStore(folders, box.settings(), GitConfig.load(box.settings(), folders))
        : JGitStore.open(folders, box.settings());
  }

  private void deleteLogs() throws IOException {
    try (var files = Files.walk(folders.commonDir().resolve("logs"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void jgit_sees_no_setting_of_the_repository_the_user_or_the_machine() throws IOException {
    box.git("config", "filter.x.clean", "evil");
    box.git("config", "core.hooksPath", "evil");
    box.git("config", "--global", "gpg.program", "evil");
    try (JGitStore store = JGitStore.open(folders, box.settings())) {
      assertFalse(store.repository().getConfig().toText().contains("evil"));
      assertEquals(List.of("core"), List.copyOf(store.repository().getConfig().getSections()));
    }
  }
}
