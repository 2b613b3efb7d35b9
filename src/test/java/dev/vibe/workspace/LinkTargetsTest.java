package dev.vibe.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where links lead that a command may name. */
class LinkTargetsTest {

  @TempDir Path scratch;

  @BeforeEach
  void makes_a_folder_with_links() throws IOException {
    scratch = scratch.toRealPath();
    Files.createDirectories(scratch.resolve("w/docs"));
    Files.createDirectories(scratch.resolve("w/src"));
    Files.writeString(scratch.resolve("w/docs/x"), "x");
    Files.writeString(scratch.resolve("w/src/y"), "y");
    Files.writeString(scratch.resolve("out"), "z");
    Files.createSymbolicLink(scratch.resolve("w/l[1]"), Path.of("docs/x"));
    Files.createSymbolicLink(scratch.resolve("w/src/d"), Path.of("../docs"));
    Files.createSymbolicLink(scratch.resolve("w/o"), Path.of("../out"));
  }

  private List<String> targets(String paths) {
    return LinkTargets.of(scratch.resolve("w").toString(), paths);
  }

  @Test
  void a_link_leads_to_its_file() {
    assertEquals(List.of("docs/x"), targets("l\\[1\\]"));
    assertEquals(List.of(scratch.resolve("out").toString()), targets("o"));
    assertEquals(List.of("docs/x"), targets("../w/src/d/x"));
    assertEquals(List.of("docs/x"), targets(scratch.resolve("w/src/d/x").toString()));
  }

  @Test
  void a_pattern_names_links_too() {
    assertEquals(List.of("docs/x"), targets("l*"));
    assertEquals(List.of("docs/x"), targets("s?c/d/*"));
    assertEquals(List.of("docs/**"), targets("src/d/**"));
  }

  @Test
  void a_new_file_is_made_where_its_folder_leads() {
    assertEquals(List.of("docs/new"), targets("src/d/new"));
  }

  @Test
  void what_is_where_it_says_has_no_other_place() {
    assertEquals(List.of(), targets("docs/x"));
    assertEquals(List.of(), targets("src/y"));
    assertEquals(List.of(), targets("none/x"));
    assertEquals(List.of(), targets("**"));
    assertEquals(List.of(), LinkTargets.of("/no/such/folder", "x"));
  }
}
