package dev.vibe.skill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.skill.SkillFolders.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkillFoldersTest {

  @TempDir Path temporary;

  private Path write(String file, String text) throws IOException {
    Path path = temporary.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private void skill(String folder, String fields) throws IOException {
    write(folder + "/SKILL.md", "---\n" + fields + "\n---\nDo it.\n");
  }

  private Found find(boolean isTrusted) {
    return SkillFolders.of(
            temporary.resolve("config"),
            temporary.resolve("home"),
            temporary.resolve("p"),
            isTrusted)
        .find();
  }

  private static List<String> names(Found found) {
    return found.skills().stream().map(Skill::name).toList();
  }

  @Test
  void those_of_the_project_count_where_it_is_trusted() throws IOException {
    skill("config/skills/own", "name: own\ndescription: mine");
    skill("home/.agents/skills/shared", "name: shared\ndescription: mine, too");
    skill("p/.vibe/skills/a", "name: a\ndescription: x");
    skill("p/.agents/skills/b", "name: b\ndescription: x");
    skill("p/.claude/skills/c", "name: c\ndescription: x");
    Files.createDirectories(temporary.resolve("p/.claude/skills/no-skill"));

    assertEquals(List.of("own", "shared"), names(find(false)));
    assertEquals(List.of("a", "b", "c", "own", "shared"), names(find(true)));
    assertEquals(Map.of(), find(true).faults());
  }

  @Test
  void of_two_of_one_name_the_users_counts() throws IOException {
    skill("config/skills/one", "name: one\ndescription: mine");
    skill("p/.vibe/skills/one", "name: one\ndescription: theirs");

    Found found = find(true);

    assertEquals("mine", found.skills().getFirst().description());
    assertTrue(
        found
            .faults()
            .getOrDefault(temporary.resolve("p/.vibe/skills/one"), List.of(""))
            .getFirst()
            .startsWith("the name"),
        found.faults()::toString);
  }

  @Test
  void link_out_of_the_project_does_not_count() throws IOException {
    skill("elsewhere/out", "name: out\ndescription: x");
    Files.createDirectories(temporary.resolve("p/.vibe/skills"));
    Files.createSymbolicLink(
        temporary.resolve("p/.vibe/skills/out"), temporary.resolve("elsewhere/out"));

    assertEquals(List.of(), names(find(true)));
  }

  @Test
  void what_the_specification_has_otherwise_is_told() throws IOException {
    skill("config/skills/Bad_Name", "name: Bad_Name\ndescription: x");
    skill("config/skills/other", "name: another\ndescription: x");
    skill("config/skills/silent", "name: silent");
    write("config/skills/empty/SKILL.md", "---\nname: empty\ndescription: x\n---\n\n");
    write("config/skills/broken/SKILL.md", "---\nname: broken\n");
    skill("config/skills/long", "name: long\ndescription: " + "x".repeat(1025));
    write(
        "config/skills/bom/SKILL.md", "\uFEFF---\r\nname: bom\r\ndescription: x\r\n---\r\nDo.\r\n");

    Found found = find(false);

    assertEquals(List.of("another", "bom", "long"), names(found));
    assertEquals(
        List.of(
            "name may have small letters, digits and single hyphens between them, at most 64, and"
                + " is Bad_Name"),
        faults(found, "Bad_Name"));
    assertEquals(List.of("name is another, and its folder is other"), faults(found, "other"));
    assertEquals(List.of("description is missing"), faults(found, "silent"));
    assertEquals(
        List.of("there are no instructions behind the frontmatter"), faults(found, "empty"));
    assertEquals(
        List.of(
            "the frontmatter of SKILL.md cannot be read: no line of three dashes ends what begins"
                + " with one"),
        faults(found, "broken"));
    assertEquals(List.of("description has 1025 characters, at most 1024"), faults(found, "long"));
  }

  private List<String> faults(Found found, String name) {
    return found.faults().getOrDefault(temporary.resolve("config/skills").resolve(name), List.of());
  }

  @Test
  void field_says_who_may_use_a_skill() throws IOException {
    skill("config/skills/person", "name: person\ndescription: x\ndisable-model-invocation: true");
    skill("config/skills/model", "name: model\ndescription: x\nuser-invocable: false");

    Found found = find(false);

    assertFalse(found.named("person").orElseThrow().isForModel());
    assertTrue(found.named("person").orElseThrow().isForPerson());
    assertTrue(found.named("model").orElseThrow().isForModel());
    assertFalse(found.named("model").orElseThrow().isForPerson());
  }

  @Test
  void list_has_the_most_used_ones_that_fit_into_two_hundredths_of_the_window() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      skill("config/skills/" + name, "name: " + name + "\ndescription: " + "x".repeat(96));
    }
    List<Skill> skills = find(false).skills();

    SkillListing listing = SkillListing.of(skills, 2_600, Map.of("c", 3L, "b", 1L));

    assertEquals(List.of("b: " + "x".repeat(96), "c: " + "x".repeat(96)), listing.lines());
    assertEquals(List.of("a"), listing.leftOut());
    assertEquals(3, SkillListing.of(skills, 32_768, Map.of()).lines().size());
  }

  @Test
  void uses_are_counted_over_sessions() {
    SkillUses uses = new SkillUses(temporary.resolve("state/skills.json"));

    uses.used("a");
    uses.used("a");
    uses.used("b");

    assertEquals(Map.of("a", 2L, "b", 1L), uses.counts());
  }
}
