package dev.vibe.exec.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs obey, found again when it came, and put back where no mount holds it. */
class ObeyedFilesTest {

  @TempDir private Path temp;
  private Path folder;
  private ObeyedFiles obeyed;
  private final HeldCopies copies = new HeldCopies();

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectories(temp.toRealPath().resolve("folder"));
    write("AGENTS.md", "top");
    write("sub/.envrc", "one below");
    write("a/b/CLAUDE.md", "far");
    write("a/b/repo/.git/config", "[core]\n");
    write("a/b/repo/.git/objects/x", "data");
    write("node_modules/x/y/AGENTS.md", "not looked into");
    obeyed = new ObeyedFiles(List.of(folder));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private PlantedFiles before() {
    ObeyedFiles.Found found = obeyed.now();
    return new PlantedFiles(
        List.of(folder),
        obeyed,
        Set.copyOf(found.all()),
        copies.now(found.deep()),
        temp.resolve("aside"));
  }

  @Test
  void found_at_every_depth() {
    ObeyedFiles.Found found = obeyed.now();

    assertEquals(
        List.of(folder.resolve("AGENTS.md"), folder.resolve("sub/.envrc")),
        found.near().stream().sorted().toList());
    assertEquals(
        List.of(folder.resolve("a/b/CLAUDE.md"), folder.resolve("a/b/repo/.git")),
        found.deep().stream().sorted().toList());
  }

  @Test
  void what_comes_is_seen_at_the_next_look() throws IOException {
    obeyed.now();
    Path hook = write(".husky/pre-commit", "x").getParent();
    Path deep = write("a/b/c/.mcp.json", "{}");

    assertTrue(obeyed.now().near().contains(hook));
    assertTrue(obeyed.now().deep().contains(deep));
  }

  @Test
  void what_a_command_changes_far_down_is_put_back_and_told() throws IOException {
    PlantedFiles planted = before();
    Path agents = write("a/b/CLAUDE.md", "EVIL");
    Path config = write("a/b/repo/.git/config", "[core]\nfsmonitor = evil\n");
    Path hook = write("a/b/repo/.git/hooks/pre-commit", "evil");
    Path data = write("a/b/repo/.git/objects/x", "more");
    Path made = write("a/b/deep/er/.envrc", "evil");

    List<String> told = planted.takeAway();

    assertEquals("far", Files.readString(agents));
    assertEquals("[core]\n", Files.readString(config));
    assertTrue(Files.notExists(hook.getParent()));
    assertEquals("more", Files.readString(data));
    assertTrue(Files.notExists(made));
    assertEquals(2, told.size(), told::toString);
    assertTrue(told.getFirst().contains("a/b/deep/er/.envrc"), told::toString);
    assertTrue(told.getLast().contains("a/b/CLAUDE.md"), told::toString);
    assertEquals(List.of(), before().takeAway());
  }

  @Test
  void nothing_is_written_where_a_link_leads() throws IOException {
    PlantedFiles planted = before();
    Path other = Files.createDirectories(temp.toRealPath().resolve("other/b"));
    Files.move(folder.resolve("a"), folder.resolve("moved"));
    Files.createSymbolicLink(folder.resolve("a"), other.getParent());

    planted.takeAway();

    assertTrue(Files.notExists(other.resolve("CLAUDE.md")));
    assertTrue(Files.notExists(folder.resolve("moved/b/CLAUDE.md")), "new in its place");
  }

  @Test
  void a_folder_that_is_removed_is_no_matter() throws IOException {
    PlantedFiles planted = before();
    Files.delete(folder.resolve("a/b/CLAUDE.md"));
    Path removed = Files.move(folder.resolve("a"), temp.resolve("away"));

    assertEquals(List.of(), planted.takeAway());
    assertTrue(Files.exists(removed));
  }
}
