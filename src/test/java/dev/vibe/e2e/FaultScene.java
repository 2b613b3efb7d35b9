package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.session.SessionReader;
import dev.vibe.session.SessionReader.Tail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A repository with work of the user's in it, and a recorded change of several files with a commit.
 *
 * @param base holds the repository, the product's home and nothing else
 */
record FaultScene(Path base) {

  private static final Map<String, String> OLD =
      Map.of("a.txt", "one\nkeep\n", "dir/b.txt", "two\n");
  private static final Map<String, String> NEW =
      Map.of("a.txt", "1\nkeep\n", "dir/b.txt", "2\n", "new/c.txt", "three\n");

  private static final String CALLS =
      """
      [{"tool": "str_replace", "file": "a.txt", "old": "one", "new": "1"},
       {"tool": "str_replace", "file": "dir/b.txt", "old": "two", "new": "2"},
       {"tool": "write_file", "file": "new/c.txt", "content": "three\\n"},
       {"tool": "git_commit", "message": "Change"}]
      """;

  /** What can be seen from outside when a change has come so far, in the order of a run. */
  enum Sign {
    LOG,
    CHECKPOINT,
    NEW_FILE,
    COMMIT
  }

  /** The first of its kind; the others are copies. */
  static FaultScene create(Path base) {
    FaultScene scene = new FaultScene(base);
    TempRepo repo = TempRepo.init(base.resolve("repo"));
    OLD.forEach(repo::write);
    repo.write("staged.txt", "committed\n").commitAll("start");
    repo.write("staged.txt", "staged\n").stage("staged.txt");
    repo.write("staged.txt", "not staged\n").write("loose.txt", "mine\n");
    write(scene.calls(), CALLS);
    return scene;
  }

  FaultScene copy(Path to) {
    try {
      Process copy = new ProcessBuilder("cp", "-a", base.toString(), to.toString()).start();
      assertEquals(0, copy.waitFor());
      return new FaultScene(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  TempRepo repo() {
    return new TempRepo(base.resolve("repo"));
  }

  Path home() {
    return base.resolve("home/vibe");
  }

  Path calls() {
    return base.resolve("calls.json");
  }

  Launcher launcher() {
    return Launcher.in(base).directory(repo().root());
  }

  RunningVibe.Ended apply() {
    return launcher().run("apply", calls().toString());
  }

  RunningVibe.Ended undo() {
    return launcher().run("undo", "--yes");
  }

  /** At any time, also right after a kill: nothing is torn, and the user's part is as it was. */
  void assertWhole() {
    Map<String, String> now = files();
    assertEquals("mine\n", now.remove("loose.txt"));
    assertEquals("not staged\n", now.remove("staged.txt"));
    now.keySet().removeIf(name -> name.matches("(.*/)?\\.vibe-[0-9a-f]{8}\\.tmp"));
    now.forEach(
        (name, text) ->
            assertTrue(
                text.equals(OLD.get(name)) || text.equals(NEW.get(name)), name + ": " + text));
    assertTrue(now.keySet().containsAll(OLD.keySet()), now.toString());
    assertEquals("", repo().git("fsck", "--strict", "--no-dangling", "--no-progress"));
    assertTrue(List.of(List.of("start"), List.of("Change", "start")).contains(repo().log()));
    assertEquals("staged\n", repo().fileAt(":", "staged.txt"));
    assertEquals("committed\n", repo().fileAt("HEAD", "staged.txt"));
    assertEquals("refs/heads/main\n", repo().git("symbolic-ref", "HEAD"));
    sessions().forEach(FaultScene::assertReadable);
  }

  /** Whole, and all files as the run found them or all as it meant them to be. */
  void assertAllOrNothing() {
    assertWhole();
    assertTrue(isOld() || isNew(), () -> files().toString());
  }

  boolean shows(Sign sign) {
    return switch (sign) {
      case LOG -> !sessions().isEmpty();
      case CHECKPOINT -> Files.exists(repo().root().resolve(".git/refs/vibe"));
      case NEW_FILE -> Files.exists(repo().root().resolve("new/c.txt"));
      case COMMIT -> repo().read(".git/logs/HEAD").contains("Change");
    };
  }

  boolean isOld() {
    return changed().equals(OLD);
  }

  boolean isNew() {
    return changed().equals(NEW);
  }

  boolean isCommitted() {
    return repo().log().contains("Change");
  }

  /** The user's work apart, tree and index are as HEAD has them, and nothing lies around. */
  void assertClean() {
    assertEquals(List.of("MM staged.txt", "?? loose.txt"), repo().status());
    assertNothingLeft();
  }

  /** Apart from what the daily sweep removes. */
  void assertNothingLeft() {
    List<String> left = new ArrayList<>(leftOver());
    left.removeIf(
        name -> name.matches("repo/.git/(objects/noz[0-9]+.tmp|refs/(vibe|notes)/.*.lock)"));
    assertEquals(List.of(), left);
  }

  /** As Git itself asks for when it was killed: {@code vibe} removes no lock that may be Git's. */
  void removeLocksOfGit() {
    for (String lock : List.of("index.lock", "HEAD.lock", "refs/heads/main.lock")) {
      try {
        Files.deleteIfExists(repo().root().resolve(".git").resolve(lock));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What a run may not leave behind. */
  List<String> leftOver() {
    try (Stream<Path> all = Files.walk(base)) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> base.relativize(file).toString())
          .filter(name -> name.matches(".*\\.(tmp|lock|journal|new)"))
          .filter(name -> !name.equals("home/vibe/journal.lock")) // stays, locked or not
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> changed() {
    Map<String, String> files = files();
    files.remove("loose.txt");
    files.remove("staged.txt");
    return files;
  }

  private Map<String, String> files() {
    Path root = repo().root();
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(name -> !name.startsWith(".git/"))
          .forEach(name -> files.put(name, repo().read(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private List<Path> sessions() {
    Path sessions = home().resolve("sessions");
    if (!Files.exists(sessions)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(sessions)) {
      return all.filter(session -> Files.exists(session.resolve("events.jsonl"))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertReadable(Path session) {
    switch (SessionReader.read(session).tail()) {
      case Tail.Whole() -> {}
      case Tail.Cut(long offset, long bytes, String reason) -> {
        try {
          byte[] all = Files.readAllBytes(session.resolve("events.jsonl"));
          String rest =
              new String(all, (int) offset, (int) bytes, java.nio.charset.StandardCharsets.UTF_8);
          assertFalse(rest.contains("\n"), "more than the last line is lost: " + rest);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  void delete() {
    try (Stream<Path> all = Files.walk(base)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
