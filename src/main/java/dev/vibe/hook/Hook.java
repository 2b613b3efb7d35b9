package dev.vibe.hook;

import dev.vibe.conversation.ToolNames;
import dev.vibe.text.Glob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Hook that somebody has set up.
 *
 * @param name for messages
 * @param command a line for the shell
 * @param tools whose calls it is about; all where there are none
 * @param paths of files, one of which a call has to name; any where there are none
 * @param limit how long it may take
 */
public record Hook(
    String name,
    HookEvent event,
    String command,
    List<ToolPattern> tools,
    List<String> paths,
    Duration limit,
    Origin origin) {

  /** When nothing else is said. */
  public static final Duration USUAL = Duration.ofSeconds(60);

  /** Names that other agents have for our tools. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "Bash",
          ToolNames.BASH,
          "Read",
          ToolNames.READ_FILE,
          "Write",
          ToolNames.WRITE_FILE,
          "Edit",
          ToolNames.STR_REPLACE,
          "MultiEdit",
          ToolNames.STR_REPLACE,
          "Glob",
          ToolNames.GLOB,
          "Grep",
          ToolNames.GREP,
          "TodoWrite",
          ToolNames.TODO,
          "WebFetch",
          ToolNames.WEB_FETCH);

  /** Origin of a hook. */
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

  /** Pattern of the names of tools. */
  public sealed interface ToolPattern {

    /** A name, in which an asterisk stands for anything. */
    record Named(String glob) implements ToolPattern {}

    /** A regular expression over the names that other agents use. */
    record Matching(Pattern pattern) implements ToolPattern {}

    /**
     * As other agents write it; an expression that is none is a name.
     *
     * @param written perhaps empty, or an asterisk, for every tool
     */
    static List<ToolPattern> ofOthers(String written) {
      if (written.isBlank() || written.equals("*")) {
        return List.of();
      }
      try {
        return List.of(new Matching(Pattern.compile(written)));
      } catch (PatternSyntaxException e) {
        return List.of(new Named(written));
      }
    }
  }

  public Hook {
    tools = List.copyOf(tools);
    paths = List.copyOf(paths);
  }

  /**
   * Whether it is about a call.
   *
   * @param files that the call names, relative to the working folder where they lie in it
   */
  boolean isAbout(String tool, List<String> files) {
    boolean isTool = tools.isEmpty() || tools.stream().anyMatch(pattern -> has(pattern, tool));
    return isTool
        && (paths.isEmpty()
            || files.stream()
                .anyMatch(
                    file ->
                        paths.stream()
                            .anyMatch(
                                glob ->
                                    Glob.compile(glob.startsWith("/") ? glob : "/" + glob)
                                        .matches(file))));
  }

  private static boolean has(ToolPattern pattern, String tool) {
    return switch (pattern) {
      case ToolPattern.Named(String glob) ->
          tool.matches(Pattern.quote(glob).replace("*", "\\E.*\\Q"));
      case ToolPattern.Matching(Pattern expression) ->
          expression.matcher(tool).matches()
              || OTHERS.entrySet().stream()
                  .filter(other -> other.getValue().equals(tool))
                  .anyMatch(other -> expression.matcher(other.getKey()).matches());
    };
  }
}
