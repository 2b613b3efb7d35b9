package dev.vibe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowRulesTest {

  private static final String RULE = "bash(ls)";

  @TempDir Path folder;

  private static void becomes(String after, String before) {
    assertEquals(Optional.of(after), AllowRules.plus(before, RULE));
  }

  @Test
  void without_a_table_one_is_added() {
    becomes("[permissions]\nallow = [\"bash(ls)\"]\n", "");
    becomes(
        "mode = \"ask\" # mine\n\n[permissions]\nallow = [\"bash(ls)\"]\n",
        "mode = \"ask\" # mine");
  }

  @Test
  void a_table_without_the_list_gets_it() {
    becomes(
        """
        # a
        [permissions] # b
        allow = ["bash(ls)"]
        deny = ["bash(rm*)"]

        [ui]
        color = "never"
        """,
        "# a\n[permissions] # b\ndeny = [\"bash(rm*)\"]\n\n[ui]\ncolor = \"never\"\n");
  }

  @Test
  void a_list_in_one_line_stays_in_one_line() {
    becomes(
        "[permissions]\nallow = [\"edit(a,b]c)\", \"bash(ls)\"] # why\n",
        "[permissions]\nallow = [\"edit(a,b]c)\"] # why\n");
    becomes("permissions.allow = [\"bash(ls)\"]\n", "permissions.allow = []\n");
    becomes("permissions = { allow = ['a', \"bash(ls)\"] }\n", "permissions = { allow = ['a'] }\n");
  }

  @Test
  void a_list_over_lines_keeps_its_comments_where_they_are() {
    becomes(
        """
        [permissions]\r
        allow = [\r
          "a", # first ]\r
          "b", # second\r
          "bash(ls)"\r
        ]\r
        """,
        "[permissions]\r\nallow = [\r\n  \"a\", # first ]\r\n  \"b\" # second\r\n]\r\n");
    becomes(
        "[permissions]\nallow = [\n\t\"a\",\n\t\"bash(ls)\",\n]\n",
        "[permissions]\nallow = [\n\t\"a\",\n]\n");
  }

  @Test
  void keys_with_dots_get_another() {
    becomes(
        "mode = \"ask\"\npermissions.allow = [\"bash(ls)\"]\npermissions.deny = []\n",
        "mode = \"ask\"\npermissions.deny = []\n");
  }

  @Test
  void a_rule_that_is_there_changes_nothing() {
    becomes("permissions.allow = [ 'bash(ls)' ]", "permissions.allow = [ 'bash(ls)' ]");
  }

  @Test
  void what_cannot_be_added_to_is_left_alone() throws IOException {
    assertEquals(Optional.empty(), AllowRules.plus("permissions = { deny = [\"a\"] }\n", RULE));
    Path file = Files.writeString(folder.resolve("config.toml"), "not toml");
    assertThrows(VibeException.class, () -> AllowRules.add(file, RULE));
    assertEquals("not toml", Files.readString(file));
  }

  @Test
  void the_file_behind_a_link_is_changed_and_keeps_its_rights() throws IOException {
    Path real = Files.writeString(folder.resolve("dotfile"), "# mine\n");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("config.toml"), real);
    AllowRules.add(link, RULE);

    assertTrue(Files.isSymbolicLink(link));
    assertEquals("# mine\n\n[permissions]\nallow = [\"bash(ls)\"]\n", Files.readString(real));
    assertEquals(PosixFilePermissions.fromString("rw-r-----"), Files.getPosixFilePermissions(real));
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void a_file_that_is_missing_is_made_with_its_folder() throws IOException {
    Path file = folder.resolve("new/config.toml");
    AllowRules.add(file, RULE);

    assertFalse(Files.readString(file).isEmpty());
  }
}
