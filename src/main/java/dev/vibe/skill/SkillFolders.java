package dev.vibe.skill;

import dev.vibe.file.PlainFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finder of skills: one folder each, below {@code skills}. Of two of one name the first counts, and
 * those of the user come before those of the project.
 *
 * @param user folders of the user's own that hold skills
 * @param project the same of a project; none where it is not trusted
 * @param top folder that what a project brings along has to be in
 */
public record SkillFolders(List<Path> user, List<Path> project, Path top) {

  /** Beyond, somebody has put something else there. */
  private static final int MOST = 500;

  /** Where a project has them, relative to its top; those of other agents, too. */
  public static final List<String> OF_PROJECT =
      List.of(".vibe/skills", ".agents/skills", ".claude/skills");

  public SkillFolders {
    user = List.copyOf(user);
    project = List.copyOf(project);
  }

  /**
   * The usual ones.
   *
   * @param config folder of the user's configuration
   * @param isTrusted whether what the project brings along counts
   */
  public static SkillFolders of(Path config, Path home, Path top, boolean isTrusted) {
    return new SkillFolders(
        List.of(config.resolve("skills"), home.resolve(".agents/skills")),
        isTrusted ? OF_PROJECT.stream().map(top::resolve).toList() : List.of(),
        top);
  }

  /**
   * What was found.
   *
   * @param skills those that can be used, by name
   * @param faults by folder, what is wrong with a skill
   */
  public record Found(List<Skill> skills, Map<Path, List<String>> faults) {

    public Found {
      skills = List.copyOf(skills);
    }

    public Optional<Skill> named(String name) {
      return skills.stream().filter(skill -> skill.name().equals(name)).findFirst();
    }
  }

  /** Looks. Blocks on disk, for at most 500 folders each. */
  public Found find() {
    Map<String, Skill> skills = new LinkedHashMap<>();
    Map<Path, List<String>> faults = new LinkedHashMap<>();
    user.forEach(folder -> look(folder, Skill.Origin.USER, skills, faults));
    project.forEach(folder -> look(folder, Skill.Origin.PROJECT, skills, faults));
    List<Skill> sorted = new ArrayList<>();
    new TreeSet<>(skills.keySet()).forEach(name -> sorted.add(skills.get(name)));
    return new Found(sorted, faults);
  }

  private void look(
      Path folder, Skill.Origin origin, Map<String, Skill> skills, Map<Path, List<String>> faults) {
    for (Path each : below(folder)) {
      boolean counts =
          origin == Skill.Origin.USER || PlainFile.isIn(top, each.resolve(SkillFile.NAME));
      if (!counts) {
        continue;
      }
      SkillFile.Checked read = SkillFile.read(each, origin);
      List<String> wrong = new ArrayList<>(read.faults());
      if (read.skill().isPresent()) {
        Skill skill = read.skill().get();
        Skill other = skills.putIfAbsent(skill.name(), skill);
        if (other != null) {
          wrong.add("the name is taken by " + other.file());
        }
      }
      if (!wrong.isEmpty()) {
        faults.put(each, wrong);
      }
    }
  }

  private static List<Path> below(Path folder) {
    TreeSet<Path> found = new TreeSet<>();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, entry -> Files.exists(entry.resolve(SkillFile.NAME)))) {
      for (Path entry : entries) {
        found.add(entry);
        if (found.size() == MOST) {
          break;
        }
      }
    } catch (IOException e) {
      return List.copyOf(found); // what cannot be listed cannot be used either
    }
    return List.copyOf(found);
  }
}
