package dev.vibe.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.HostileRepository.Place;
import dev.vibe.git.HostileRepository.Spelling;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.Committer;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitIgnoreRules;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.store.NativeStore;
import dev.vibe.git.undo.Undo;
import dev.vibe.git.undo.UndoScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing that a repository names is started by what vibe does with it, in whatever spelling and
 * place. That it would be by a plain {@code git} is the control of each case.
 */
class HostileRepositoryTest {

  @TempDir Path temporary;

  /** Each spelling and each place at least once, in pairs that differ. */
  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    List<Spelling> spellings = List.of(Spelling.values());
    for (Place place : Place.values()) {
      cases.add(Arguments.of(spellings.get(cases.size() % spellings.size()), place));
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothing_is_started_by_any_operation(Spelling spelling, Place place) throws Exception {
    Sandbox box = new Sandbox(temporary);
    HostileRepository hostile =
        new HostileRepository(box).withKeysOfTheDataFile().arm(spelling, place);

    operate(box);

    assertEquals(Set.of(), started(hostile));
    hostile.touchAll();
    box.triedGit("add", "a.x");
    assertTrue(hostile.started().contains("filter.x.clean"), hostile.started().toString());
  }

  @Test
  void no_key_that_the_installed_git_knows_starts_anything() throws Exception {
    Sandbox box = new Sandbox(temporary);
    HostileRepository hostile =
        new HostileRepository(box).withKeysOfTheInstalledGit().arm(Spelling.PLAIN, Place.INCLUDE);

    operate(box);

    assertEquals(Set.of(), started(hostile));
  }

  /** Everything that vibe does with a repository, through both of its ways. */
  private static void operate(Sandbox box) throws Exception {
    for (GitSettings settings : new GitSettings[] {box.settings(), box.settings("")}) {
      try (GitWorkspace workspace = GitWorkspace.open(box.folder(), settings)) {
        GitRepository repository = (GitRepository) workspace;
        assertEquals("main", branch(repository.facts(new RepoFacts.Limits(10, 3))));
        repository.obstacles();
        assertTrue(repository.diff().contains("a.x"));
        commit(box, settings, repository);
      }
    }
    undo(box);
  }

  private static String branch(RepoFacts facts) {
    return ((RepoFacts.Position.OnBranch) facts.position()).branch();
  }

  /** By the way that the repository chooses, and by an installed git. */
  private static void commit(Sandbox box, GitSettings settings, GitRepository repository)
      throws IOException {
    GitFolders folders = ((GitFolders.Search.Found) GitFolders.find(box.folder())).folders();
    Committer byGit =
        new Committer(
            folders,
            box.settings(),
            () -> GitIgnoreRules.of(folders, box.folder(), settings),
            (config, paths) -> new NativeStore(folders, box.settings(), config),
            (from, commit) -> {});
    RunChanges changes = new RunChanges();
    box.edit(changes, "plain.txt", "first " + System.nanoTime() + "\n");
    box.edit(changes, "a.x", "by run " + System.nanoTime() + "\n");
    CommitOutcome.Committed made =
        Sandbox.committed(repository.commit(changes, Sandbox.request("One")));
    assertEquals("plain.txt", made.files().getFirst().path());
    assertTrue(made.skipped().toString().contains("filter \"x\""), made.skipped().toString());
    box.edit(changes, "plain.txt", "second " + System.nanoTime() + "\n");
    Sandbox.committed(byGit.commit(changes, Sandbox.request("Two")));
  }

  private static void undo(Sandbox box) {
    try (UndoScene scene = new UndoScene(box, "s-1")) {
      scene.command(
          () -> {
            box.write("plain.txt", "by command\n");
            box.write("a.x", "x by command\n");
          });
      scene.undo(new Undo.Scope.LastRun());
    }
  }

  /** The control of the submodule stands in it and not in the repository. */
  private static Set<String> started(HostileRepository hostile) throws IOException {
    return new TreeSet<>(hostile.started());
  }

  @Test
  void embedded_repositories_and_links_out_start_nothing() throws Exception {
    Sandbox box = new Sandbox(temporary);
    HostileRepository hostile =
        new HostileRepository(box).withKeysOfTheDataFile().arm(Spelling.PLAIN, Place.CONFIG);
    Path real = Files.move(box.folder().resolve(".git"), box.base().resolve("elsewhere"));
    for (String kind : new String[] {"file", "link", "commondir"}) {
      Path dotGit = box.folder().resolve(".git");
      switch (kind) {
        case "file" -> Files.writeString(dotGit, "gitdir: " + real + "\n");
        case "link" -> Files.createSymbolicLink(dotGit, real);
        default -> {
          Files.createDirectories(dotGit);
          Files.copy(real.resolve("HEAD"), dotGit.resolve("HEAD"));
          Files.copy(real.resolve("index"), dotGit.resolve("index"));
          Files.writeString(dotGit.resolve("commondir"), real + "\n");
        }
      }
      Files.writeString(real.resolve("info/grafts"), "");
      operate(box);
      assertEquals(Set.of(), started(hostile), kind);
      if (kind.equals("commondir")) {
        continue;
      }
      Files.delete(dotGit);
    }
  }
}
