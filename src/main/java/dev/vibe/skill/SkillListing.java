package dev.vibe.skill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * List of skills that the model is told of: a line each, those that are used most first where not
 * all have room. Pure.
 *
 * @param lines in the order of the names
 * @param leftOut names of those for which there was no room
 */
public record SkillListing(List<String> lines, List<String> leftOut) {

  /** Share of the window that the list may take. */
  private static final double SHARE = 0.02;

  /** As tokenizers have it of plain English, about. */
  private static final int CHARS_A_TOKEN = 4;

  public SkillListing {
    lines = List.copyOf(lines);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Those that have room.
   *
   * @param window of the model, in tokens
   * @param uses of each, by name
   */
  public static SkillListing of(List<Skill> skills, long window, Map<String, Long> uses) {
    List<Skill> byUse =
        skills.stream()
            .filter(Skill::isForModel)
            .sorted(
                Comparator.comparingLong((Skill skill) -> -uses.getOrDefault(skill.name(), 0L))
                    .thenComparing(Skill::name))
            .toList();
    long room = (long) (window * SHARE * CHARS_A_TOKEN);
    List<Skill> told = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (Skill skill : byUse) {
      room -= line(skill).length() + 1;
      if (room >= 0) {
        told.add(skill);
      } else {
        leftOut.add(skill.name());
      }
    }
    return new SkillListing(
        told.stream().sorted(Comparator.comparing(Skill::name)).map(SkillListing::line).toList(),
        leftOut.stream().sorted().toList());
  }

  private static String line(Skill skill) {
    return skill.name() + ": " + skill.description();
  }
}
