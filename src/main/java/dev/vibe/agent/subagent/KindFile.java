package dev.vibe.agent.subagent;

import dev.vibe.agent.subagent.SubagentKind.Ability;
import dev.vibe.conversation.ToolNames;
import dev.vibe.skill.Frontmatter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** File of a kind: Markdown whose frontmatter names it and whose body is its prompt. */
public final class KindFile {

  /** Of a prompt that leaves room for work. Bytes. */
  private static final int LARGEST = 64 << 10;

  private static final int LONGEST_DESCRIPTION = 200;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");

  /** How other agents call them. */
  private static final Map<String, String> FOREIGN =
      Map.of(
          "read", ToolNames.READ_FILE,
          "edit", ToolNames.STR_REPLACE,
          "multiedit", ToolNames.STR_REPLACE,
          "write", ToolNames.WRITE_FILE,
          "todowrite", ToolNames.TODO);

  /** Words by which other agents say that a kind takes the session's model. */
  private static final Set<String> SAME_MODEL = Set.of("inherit", "sonnet", "opus", "haiku");

  private static final Set<String> CHANGING =
      Set.of(ToolNames.STR_REPLACE, ToolNames.WRITE_FILE, ToolNames.BASH, ToolNames.GIT_COMMIT);

  private KindFile() {}

  /** Reads it. Throws {@link IllegalArgumentException} with what is wrong. Blocks on disk. */
  static SubagentKind read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    if (bytes.length > LARGEST) {
      throw new IllegalArgumentException("it is larger than 64 KB");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return of(nameOf(file), text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /**
   * Of the text of a file.
   *
   * @param fileName without its ending; the name where the text gives none
   * @throws IllegalArgumentException with what is wrong
   */
  static SubagentKind of(String fileName, String text) {
    Frontmatter front = Frontmatter.of(text);
    String name = front.text("name").orElse(fileName).strip().toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "its name is to be of lower case letters, digits, - and _, at most 40");
    }
    if (front.body().isBlank()) {
      throw new IllegalArgumentException("there is no prompt below the frontmatter");
    }
    List<String> tools = tools(front);
    Ability ability =
        tools.isEmpty() || tools.stream().anyMatch(CHANGING::contains)
            ? Ability.WORKS
            : Ability.READS;
    SubagentPlace place =
        front.text("isolation").filter("worktree"::equals).isPresent()
            ? SubagentPlace.OWN_WORKTREE
            : SubagentPlace.IN_PLACE;
    return new SubagentKind(
        name,
        shortened(front.text("description").orElse("")),
        ability,
        front.text("model").filter(model -> !SAME_MODEL.contains(model.toLowerCase(Locale.ROOT))),
        tools,
        front.body(),
        place);
  }

  /** A list that names no tool of ours would leave it without any. */
  private static List<String> tools(Frontmatter front) {
    Set<String> known = new LinkedHashSet<>(ToolNames.listed());
    known.addAll(ToolNames.optional());
    known.remove(ToolNames.TASK);
    known.remove(ToolNames.ASK_USER);
    List<String> given = front.list("tools");
    List<String> taken = new ArrayList<>();
    for (String each : given) {
      String lower = each.toLowerCase(Locale.ROOT);
      String ours = FOREIGN.getOrDefault(lower, lower);
      if (known.contains(ours) && !taken.contains(ours)) {
        taken.add(ours);
      }
    }
    if (!given.isEmpty() && taken.isEmpty()) {
      throw new IllegalArgumentException(
          "it names no tool that there is; there are: " + String.join(", ", known));
    }
    return taken;
  }

  private static String shortened(String description) {
    String line =
        description.lines().map(String::strip).reduce("", (a, b) -> (a + " " + b).strip());
    return line.length() <= LONGEST_DESCRIPTION
        ? line
        : line.substring(0, LONGEST_DESCRIPTION - 1) + "…";
  }

  private static String nameOf(Path file) {
    String name = Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
    return name.endsWith(KindFolders.ENDING)
        ? name.substring(0, name.length() - KindFolders.ENDING.length())
        : name;
  }
}
