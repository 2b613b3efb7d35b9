package dev.vibe.skill;

import java.nio.file.Path;
import java.util.Set;

/**
 * Skill, as agentskills.io defines it: instructions for one kind of work, and the files that they
 * speak of.
 *
 * @param name by which it is called
 * @param description what it does and when it is of use, in one line
 * @param file its {@code SKILL.md}
 * @param origin whose it is
 * @param users who may use it
 */
public record Skill(String name, String description, Path file, Origin origin, Set<User> users) {

  /** Origin of a skill. */
  public enum Origin {
    USER("yours"),
    PROJECT("of the project");

    private final String words;

    Origin(String words) {
      this.words = words;
    }

    /** For a list. */
    public String words() {
      return words;
    }
  }

  /** User of a skill. */
  public enum User {
    MODEL,
    PERSON
  }

  public Skill {
    users = Set.copyOf(users);
  }

  /** Whether the model is told of it. */
  public boolean isForModel() {
    return users.contains(User.MODEL);
  }

  /** Whether a person may call it by its name. */
  public boolean isForPerson() {
    return users.contains(User.PERSON);
  }
}
