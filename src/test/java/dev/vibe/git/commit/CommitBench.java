package dev.vibe.git.commit;

import static dev.vibe.git.Sandbox.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.git.Sandbox;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitIgnoreRules;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.store.GitStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository, a run and one way of committing. */
public abstract class CommitBench {

  public static final String TEN = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

  @TempDir Path temporary;
  Sandbox box;
  RunChanges changes = new RunChanges();

  abstract GitStore store(GitFolders folders, GitSettings settings, GitConfig config)
      throws IOException;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    changes = box.ledger();
  }

  @AfterEach
  void leavesNoLitter() throws IOException {
    try (var left = Files.walk(temporary)) {
      List<Path> litter =
          left.filter(
                  path -> {
                    String name = path.getFileName().toString();
                    return name.endsWith(".lock")
                        || name.startsWith("index.")
                        || name.startsWith(".probe");
                  })
              .toList();
      assertEquals(List.of(), litter);
    }
    try (var inHome = Files.list(box.home())) {
      assertEquals(List.of(".gitconfig"), inHome.map(p -> p.getFileName().toString()).toList());
    }
  }

  CommitOutcome commit(CommitRequest request) {
    return commit(changes, request);
  }

  CommitOutcome commit(RunChanges run, CommitRequest request) {
    GitFolders folders = folders();
    return new Committer(
            folders,
            box.settings(),
            () -> GitIgnoreRules.of(folders, folders.worktree(), box.settings()),
            (config, paths) -> store(folders, box.settings(), config),
            (from, commit) -> {})
        .commit(run, request);
  }

  GitFolders folders() {
    return ((GitFolders.Search.Found) GitFolders.find(box.folder())).folders();
  }

  String shown(String path) {
    return box.git("show", "HEAD:" + path);
  }

  String inIndex(String path) {
    return box.git("show", ":" + path);
  }

  static String changedLines(String diff) {
    return diff.lines()
        .filter(line -> line.matches("[-+][^-+].*"))
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }

  Path mkdir(String name) {
    try {
      return Files.createDirectories(temporary.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
