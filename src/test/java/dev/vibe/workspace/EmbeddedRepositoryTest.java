package dev.vibe.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.workspace.Resolution.Guard;
import dev.vibe.workspace.Resolution.Guarded;
import dev.vibe.workspace.Resolution.Inside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that make a repository of a folder together, in one reply or in several. */
class EmbeddedRepositoryTest {

  @TempDir Path temporary;
  private Path root;
  private Workspace workspace;

  @BeforeEach
  void folder() throws IOException {
    root = temporary.toRealPath();
    workspace = new Workspace(root, List.of());
  }

  private void put(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x\n");
  }

  private Set<Path> paths(String... names) {
    Set<Path> paths = new HashSet<>();
    Arrays.stream(names).map(root::resolve).forEach(paths::add);
    return paths;
  }

  /** How many of the names, written one after the other in one batch, are guarded. */
  private long guarded(String... names) {
    Set<Path> coming = new HashSet<>();
    long guarded = 0;
    for (String name : names) {
      switch (workspace.resolve(name, Access.WRITE, coming)) {
        case Guarded(WorkspacePath path, Guard guard, String message) -> {
          assertEquals(Guard.PROTECTED, guard, message);
          guarded++;
        }
        case Inside(WorkspacePath path) -> coming.add(path.absolute());
        case Resolution.Refused refused -> throw new AssertionError(refused);
      }
    }
    return guarded;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d/config d/objects/x d/refs/x d/HEAD",
        "d/HEAD d/objects/x d/config d/refs/x",
        "d/objects d/refs d/HEAD",
        "deep/er/d/refs/x deep/er/d/objects/info/x deep/er/d/HEAD",
        "d/Head d/OBJECTS/x d/refs/x",
        "d/HEAD. d/objects\u200b/x d/refs/x",
        "./d/HEAD d/../d/objects/x d//refs/x",
        "d/commondir d/HEAD",
        "d/HEAD d/commondir",
        "x.git/HEAD",
        "x.git/config",
        "x.GIT/hooks/post-checkout",
        "HEAD objects/x refs/x",
        "sub/.git",
        "d/HEAD d/objects/x d/config",
        "d/objects/x d/refs/x d/hooks/post-checkout",
        "d/objects/x d/refs/x d/info/attributes",
      })
  void whichever_completes_it_is_guarded(String names) {
    assertTrue(guarded(names.split(" ")) > 0, names);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/objects/a.c src/refs/a.c src/hooks/useThing.ts src/hooks.ts src/config.ts",
        "src/hooks/useThing.ts src/refs/index.ts src/config/index.ts",
        "HEAD config/app.yml",
        "docs/HEAD docs/config",
        "a/HEAD b/objects/x c/refs/x",
        "d/heads/x d/object/x d/ref/x d/HEAD.md",
        "widget.github/config",
      })
  void what_only_resembles_one_is_free(String names) {
    assertEquals(0, guarded(names.split(" ")), names);
  }

  @Test
  void what_is_there_already_counts() throws IOException {
    put("d/config");
    put("d/objects/x");
    Files.createDirectories(root.resolve("d/refs"));
    Guarded head =
        assertInstanceOf(Guarded.class, workspace.resolve("d/HEAD", Access.WRITE), "last of four");
    assertTrue(
        head.message().startsWith("d/HEAD would make its folder a repository"), head::message);
    assertInstanceOf(Guarded.class, workspace.resolve("d/config", Access.WRITE), "half of one");
    assertInstanceOf(Inside.class, workspace.resolve("d/notes.md", Access.WRITE));
    assertInstanceOf(Inside.class, workspace.resolve("d/config", Access.READ));
  }

  @Test
  void through_a_link_it_counts_where_it_is() throws IOException {
    put("real/objects/x");
    Files.createSymbolicLink(root.resolve("link"), Path.of("real"));
    assertEquals(1, guarded("link/refs/x", "real/HEAD"));
  }

  @Test
  void files_of_one_that_is_there_are_guarded_also_for_reading() throws IOException {
    put("d/HEAD");
    put("d/objects/x");
    put("d/refs/x");
    put("d/description");
    assertInstanceOf(Guarded.class, workspace.resolve("d/description", Access.READ));
    Guarded other =
        assertInstanceOf(Guarded.class, workspace.resolve("d/other", Access.WRITE, Set.of()));
    assertTrue(other.message().contains("belongs to a repository's own files"), other::message);
  }

  @Test
  void key_of_a_repository_is_what_makes_it_one() throws IOException {
    put("half/objects/x");
    Files.createDirectories(root.resolve("half/refs"));
    put("whole/HEAD");
    put("whole/objects/x");
    put("whole/refs/x");
    Set<Path> coming =
        paths("new/HEAD", "new/objects/x", "new/refs/x", "half/HEAD", "whole/config", "f");
    List<String> keys =
        coming.stream()
            .filter(path -> workspace.makesRepository(workspace.pathOf(path), coming))
            .map(path -> root.relativize(path).toString())
            .sorted()
            .toList();
    assertEquals(List.of("half/HEAD", "new/HEAD"), keys);
  }
}
