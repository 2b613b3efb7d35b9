package dev.vibe.agent.subagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.agent.subagent.SubagentKind.Ability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kinds of subagents on file: what a file says, and which files count. */
class KindFoldersTest {

  @TempDir Path temporary;
  private Path config;
  private Path top;

  @BeforeEach
  void make() throws IOException {
    config = Files.createDirectories(temporary.resolve("config"));
    top = Files.createDirectories(temporary.resolve("project"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private KindFolders.Found find(boolean isTrusted) {
    return KindFolders.of(config, top, isTrusted).find();
  }

  @Test
  void a_file_tells_tools_model_and_prompt() {
    SubagentKind kind =
        KindFile.of(
            "x",
            "---\nname: reviewer\ndescription: reviews\ntools: Read, Grep\nmodel: big\n---\nGo.");

    assertEquals("reviewer", kind.name());
    assertEquals(List.of("read_file", "grep"), kind.tools());
    assertEquals(Ability.READS, kind.ability());
    assertEquals(Optional.of("big"), kind.model());
    assertEquals("Go.", kind.prompt());
    assertEquals(SubagentPlace.IN_PLACE, kind.place());
    assertTrue(kind.allows("grep"));
    assertFalse(kind.allows("bash"));
  }

  @Test
  void without_fields_it_has_the_name_of_its_file_and_all_tools() {
    SubagentKind kind = KindFile.of("helper", "Help.");

    assertEquals("helper", kind.name());
    assertEquals(Ability.WORKS, kind.ability());
    assertTrue(kind.allows("write_file"));
  }

  @Test
  void the_words_of_other_agents_for_a_model_mean_the_same_one() {
    for (String word : List.of("inherit", "sonnet", "Opus")) {
      assertEquals(
          Optional.empty(), KindFile.of("x", "---\nmodel: " + word + "\n---\nGo.").model());
    }
  }

  @Test
  void a_worktree_is_asked_for_by_isolation() {
    SubagentKind kind = KindFile.of("x", "---\nisolation: worktree\n---\nGo.");
    assertEquals(SubagentPlace.OWN_WORKTREE, kind.place());
  }

  @Test
  void what_cannot_be_meant_is_an_error_that_says_why() {
    assertThrows(IllegalArgumentException.class, () -> KindFile.of("x", "---\nname: x\n---\n"));
    assertThrows(IllegalArgumentException.class, () -> KindFile.of("a b", "Go."));
    assertThrows(
        IllegalArgumentException.class, () -> KindFile.of("x", "---\ntools: Nothing\n---\nGo."));
    assertThrows(
        IllegalArgumentException.class, () -> KindFile.of("x", "---\ntools: task\n---\nGo."));
  }

  @Test
  void the_users_come_first_and_a_projects_count_where_it_is_trusted() throws IOException {
    write(config.resolve("agents/a.md"), "Mine.");
    write(top.resolve(".vibe/agents/a.md"), "Theirs.");
    write(top.resolve(".claude/agents/b.md"), "Theirs, too.");

    assertEquals("Mine.", Objects.requireNonNull(find(true).kinds().get("a")).prompt());
    assertTrue(find(true).kinds().containsKey("b"));
    assertEquals(1, find(true).faults().size());
    assertEquals(List.of("a"), List.copyOf(find(false).kinds().keySet()));
  }

  @Test
  void a_link_of_a_project_leads_nowhere() throws IOException {
    Path outside = Files.writeString(temporary.resolve("secret.md"), "Not yours.");
    Path folder = Files.createDirectories(top.resolve(".vibe/agents"));
    Files.createSymbolicLink(folder.resolve("a.md"), outside);

    assertTrue(find(true).kinds().isEmpty());
  }

  @Test
  void a_file_that_is_too_large_is_told_and_left_out() throws IOException {
    write(config.resolve("agents/a.md"), "x".repeat(70_000));

    assertTrue(find(false).kinds().isEmpty());
    assertTrue(find(false).faults().containsValue("it is larger than 64 KB"));
  }
}
