package dev.vibe.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {

  @TempDir private Path temp;
  private Path root;

  @BeforeEach
  void makeTree() throws IOException {
    root = Files.createDirectories(temp.toRealPath().resolve("ws"));
    for (String file :
        List.of("b.txt", "a/z.txt", "a/y/x.txt", "c/d.log", ".git/config", "c/.git", "build/out")) {
      write(file);
    }
  }

  @Test
  void files_come_in_the_order_of_their_names() {
    assertEquals(
        List.of("a/y/x.txt", "a/z.txt", "b.txt", "build/out", "c/d.log"),
        walk(IgnoreRules.repositoriesOnly(), "."));
    assertEquals(List.of("a/y/x.txt", "a/z.txt"), walk(IgnoreRules.repositoriesOnly(), "a"));
    assertEquals(List.of("b.txt"), walk(IgnoreRules.repositoriesOnly(), "b.txt"));
    assertEquals(List.of(), walk(IgnoreRules.repositoriesOnly(), "missing"));
  }

  @Test
  void rules_of_each_folder_are_asked_for_on_entering_it() {
    List<String> entered = new ArrayList<>();
    assertEquals(List.of("a/z.txt", "b.txt", "c/d.log"), walk(new Scripted(entered), "."));
    assertEquals(List.of("a", "c"), entered);
  }

  @Test
  void an_ignored_folder_that_was_asked_for_is_listed() {
    assertEquals(List.of("build/out"), walk(new Scripted(new ArrayList<>()), "build"));
    assertEquals(List.of("a/y/x.txt"), walk(new Scripted(new ArrayList<>()), "a/y"));
  }

  @Test
  void links_and_bare_repositories_are_passed_over() throws IOException {
    write("store/HEAD");
    write("store/objects/x");
    write("store/refs/y");
    Files.createSymbolicLink(root.resolve("a/out"), temp);
    Files.createSymbolicLink(root.resolve("a/in"), root.resolve("b.txt"));
    assertEquals(
        List.of("a/y/x.txt", "a/z.txt", "b.txt", "build/out", "c/d.log"),
        walk(IgnoreRules.repositoriesOnly(), "."));
  }

  @Test
  void folders_that_are_not_wanted_are_not_entered() {
    List<String> asked = new ArrayList<>();
    FileTree.Walk walk =
        tree(IgnoreRules.repositoriesOnly())
            .walk(
                path("."),
                folder -> {
                  asked.add(folder.relative());
                  return !folder.relative().equals("a");
                });
    List<String> files = new ArrayList<>();
    walk.forEachRemaining(entry -> files.add(entry.path().relative()));

    assertEquals(List.of("b.txt", "build/out", "c/d.log"), files);
    assertEquals(List.of("a", "build", "c"), asked);
  }

  @Test
  void what_the_kernel_makes_up_is_neither_listed_nor_opened() {
    Workspace workspace = new Workspace(Path.of("/"), List.of());
    WorkspacePath messages = workspace.pathOf(Path.of("/proc/kmsg"));
    FileTree tree = new FileTree(workspace, IgnoreRules.repositoriesOnly());

    assertFalse(tree.walk(workspace.pathOf(Path.of("/proc"))).hasNext());
    FileTree.Walk top =
        tree.walk(
            workspace.pathOf(Path.of("/")),
            folder -> List.of("proc", "sys").contains(folder.relative()));
    top.forEachRemaining(file -> assertFalse(file.path().relative().contains("/")));
    assertEquals(PathKind.SPECIAL, workspace.look(messages));
    IOException refused = assertThrows(IOException.class, () -> workspace.open(messages));
    assertEquals("/proc/kmsg: no file on a disk", refused.getMessage());
  }

  @Test
  void a_walk_ends() {
    FileTree.Walk walk = tree(IgnoreRules.repositoriesOnly()).walk(path("b.txt"));
    assertEquals("b.txt", walk.next().path().relative());
    assertFalse(walk.hasNext());
    assertFalse(walk.isCut());
    assertThrows(NoSuchElementException.class, walk::next);
  }

  /** Ignores {@code build}, and {@code a/y} by the rules of {@code a}. */
  private record Scripted(List<String> entered) implements IgnoreRules {

    @Override
    public boolean ignored(String relative, Kind kind) {
      return kind == Kind.FOLDER
          && (relative.equals("build") || (relative.equals("a/y") && entered.contains("a")));
    }

    @Override
    public IgnoreRules enter(String folder) {
      entered.add(folder);
      return this;
    }
  }

  private List<String> walk(IgnoreRules rules, String start) {
    List<String> found = new ArrayList<>();
    tree(rules).walk(path(start)).forEachRemaining(entry -> found.add(entry.path().relative()));
    return found;
  }

  private FileTree tree(IgnoreRules rules) {
    return new FileTree(new Workspace(root, List.of()), rules);
  }

  private WorkspacePath path(String relative) {
    return new WorkspacePath(relative, root.resolve(relative).normalize(), root);
  }

  private void write(String file) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), "x");
  }
}
