package dev.vibe.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.workspace.Access;
import dev.vibe.workspace.FileTree;
import dev.vibe.workspace.ReadRules;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.Resolution.Guard;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What file tools may use of the repository beside the folder that a session works in. */
class ReadingAroundFolderTest {

  @TempDir Path temporary;

  private Sandbox box;
  private Path top;
  private Workspace workspace;

  @BeforeEach
  void two_packages() {
    box = new Sandbox(temporary).init();
    top = box.folder();
    box.write(".gitignore", "made/\n");
    box.write("packages/a/one.txt", "1\n");
    box.write("packages/a/private/key.txt", "1\n");
    box.write("packages/a/made/x", "1\n");
    box.write("packages/b/two.txt", "2\n");
    box.write("packages/b/.env", "2\n");
    box.write("packages/b/.gitignore", "*.log\n");
    box.write("packages/b/x.log", "2\n");
    box.write("packages/b/made/x", "2\n");
    box.in(top.resolve("packages/a"));
    workspace = new Workspace(box.folder(), List.of()).within(around().orElseThrow());
  }

  private Optional<Path> around() {
    return GitWorkspace.topAround(box.folder(), box.settings());
  }

  private Guard guard(String named, Access access) {
    return assertInstanceOf(Resolution.Guarded.class, workspace.resolve(named, access)).guard();
  }

  private List<String> walk(Workspace from, String named) {
    WorkspacePath start =
        assertInstanceOf(Resolution.Inside.class, from.resolve(named, Access.READ)).path();
    List<String> found = new ArrayList<>();
    new FileTree(from, box.open().ignoreRules())
        .walk(start)
        .forEachRemaining(entry -> found.add(entry.path().relative()));
    return found;
  }

  @Test
  void files_beside_the_folder_are_read_and_changed_only_with_a_yes() throws IOException {
    WorkspacePath two =
        assertInstanceOf(Resolution.Inside.class, workspace.resolve("../b/two.txt", Access.READ))
            .path();
    assertEquals("2\n", new String(workspace.read(two, 10), StandardCharsets.UTF_8));
    assertEquals(top, two.base());
    assertEquals(Guard.OUTSIDE, guard("../b/two.txt", Access.WRITE));
    assertEquals(Guard.OUTSIDE, guard("../b/new.txt", Access.WRITE));
  }

  @Test
  void what_is_guarded_in_the_folder_is_guarded_beside_it() throws IOException {
    assertEquals(Guard.SECRET, guard("../b/.env", Access.READ));
    assertEquals(Guard.PROTECTED, guard("../../.git/config", Access.READ));
    assertEquals(Guard.OUTSIDE, guard("../../../home/.gitconfig", Access.READ));
    Files.createSymbolicLink(top.resolve("packages/b/way-out"), box.home());
    assertInstanceOf(
        Resolution.Guarded.class, workspace.resolve("../b/way-out/.gitconfig", Access.READ));
  }

  @Test
  void a_search_beside_the_folder_knows_the_rules_of_the_repository_and_of_the_user() {
    String b = top.resolve("packages/b").toString();
    assertEquals(List.of(b + "/.env", b + "/.gitignore", b + "/two.txt"), walk(workspace, "../b"));
    ReadRules rules =
        path -> path.startsWith("private/") ? ReadRules.Standing.DENIED : ReadRules.Standing.FREE;
    assertEquals(
        List.of("one.txt", b + "/.env", b + "/.gitignore", b + "/two.txt"),
        walk(workspace.under(rules), ".."));
  }

  @Test
  void a_home_folder_in_a_repository_is_not_open_as_a_whole() throws IOException {
    box.in(box.home());
    box.init();
    box.in(Files.createDirectories(box.home().resolve("project")));
    assertEquals(Optional.empty(), around());
    try (GitWorkspace git = box.open()) {
      assertEquals(box.folder(), git.snapshot().root());
    }
  }

  @Test
  void at_the_top_nothing_is_around() {
    box.in(top);
    assertEquals(Optional.empty(), around());
  }
}
