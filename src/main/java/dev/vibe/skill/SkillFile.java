package dev.vibe.skill;

import dev.vibe.file.BoundedFile;
import dev.vibe.skill.Skill.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reader of {@code SKILL.md}, by the specification of agentskills.io of August 2026. A field of
 * another agent's says who may use a skill: {@code disable-model-invocation} that only a person
 * may, {@code user-invocable: false} that only the model may.
 */
public final class SkillFile {

  /** The name of the file in its folder. */
  public static final String NAME = "SKILL.md";

  /** Five times what the specification advises for a body. */
  private static final int MOST_BYTES = 128 << 10;

  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_DESCRIPTION = 1024;
  private static final int LONGEST_COMPATIBILITY = 500;
  private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private SkillFile() {}

  /**
   * What was read.
   *
   * @param skill empty when it is none that can be used
   * @param faults what the specification has otherwise, a sentence each
   */
  public record Checked(Optional<Skill> skill, List<String> faults) {

    public Checked {
      faults = List.copyOf(faults);
    }
  }

  /** Reads one. Blocks on disk. */
  public static Checked read(Path folder, Skill.Origin origin) {
    Path file = folder.resolve(NAME);
    Frontmatter front;
    try {
      Optional<String> text = BoundedFile.text(file, MOST_BYTES);
      if (text.isEmpty()) {
        return broken("there is no " + NAME);
      }
      front = Frontmatter.of(text.get());
    } catch (IOException e) {
      return broken(NAME + " cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return broken("the frontmatter of " + NAME + " cannot be read: " + e.getMessage());
    }
    return checked(folder, front, origin);
  }

  /** The instructions of a skill, as they are now. Blocks on disk. */
  public static String body(Skill skill) throws IOException {
    String text =
        BoundedFile.text(skill.file(), MOST_BYTES)
            .orElseThrow(() -> new IOException("there is no " + NAME + " any more"));
    try {
      return Frontmatter.of(text).body();
    } catch (IllegalArgumentException e) {
      throw new IOException("its frontmatter cannot be read: " + e.getMessage(), e);
    }
  }

  private static Checked broken(String fault) {
    return new Checked(Optional.empty(), List.of(fault));
  }

  private static Checked checked(Path folder, Frontmatter front, Skill.Origin origin) {
    List<String> faults = new ArrayList<>();
    String ofFolder = folder.getFileName() == null ? "" : folder.getFileName().toString();
    String name = front.text("name").orElse("");
    if (name.isEmpty()) {
      faults.add("name is missing");
    } else if (!FORM.matcher(name).matches() || name.length() > LONGEST_NAME) {
      faults.add(
          "name may have small letters, digits and single hyphens between them, at most 64, and is "
              + name);
    } else if (!name.equals(ofFolder)) {
      faults.add("name is " + name + ", and its folder is " + ofFolder);
    }
    String description = front.text("description").orElse("").replaceAll("\\s+", " ").strip();
    if (description.isEmpty()) {
      faults.add("description is missing");
    } else if (description.length() > LONGEST_DESCRIPTION) {
      faults.add("description has " + description.length() + " characters, at most 1024");
    }
    if (front.text("compatibility").orElse("").length() > LONGEST_COMPATIBILITY) {
      faults.add("compatibility is longer than 500 characters");
    }
    if (front.body().isEmpty()) {
      faults.add("there are no instructions behind the frontmatter");
    }
    boolean isUsable =
        FORM.matcher(name).matches()
            && name.length() <= LONGEST_NAME
            && !description.isEmpty()
            && !front.body().isEmpty();
    Optional<Skill> skill =
        isUsable
            ? Optional.of(new Skill(name, description, folder.resolve(NAME), origin, users(front)))
            : Optional.empty();
    return new Checked(skill, faults);
  }

  private static Set<User> users(Frontmatter front) {
    Set<User> users = EnumSet.allOf(User.class);
    if (front.isSet("disable-model-invocation")) {
      users.remove(User.MODEL);
    }
    if (front.text("user-invocable").filter(text -> text.matches("(?i)false|no|off")).isPresent()) {
      users.remove(User.PERSON);
    }
    return users;
  }
}
