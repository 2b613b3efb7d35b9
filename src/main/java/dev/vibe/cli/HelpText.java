package dev.vibe.cli;

import dev.vibe.cli.Option.Group;
import java.util.List;

/** Help in 80 columns, from the table of options; needs no parser. */
final class HelpText {

  private static final int WIDTH = 80;
  private static final int COLUMN = 27;

  private static final String HEAD =
      """
      Usage: vibe [OPTIONS] [PROMPT...]
             vibe -p TEXT [OPTIONS]
             vibe COMMAND [OPTIONS]

      A terminal coding agent for people who run open models.
      """;

  private static final String TAIL =
      """

      Commands
        demo                     a tour that needs no key and no network
        config show              the configuration in effect (--origin, --json)
        config path              the configuration files that count

      Examples
        vibe -p "replace every print with logger.debug" --auto-commit
        mvn test 2>&1 | vibe -p "fix the failure" --mode accept-edits

      Exit codes
        0 done                  1 failed                2 usage or configuration
        3 timeout               4 a limit               5 a permission was missing
        6 endpoint failing      7 authentication        9 nothing changed
        130 interrupted         143 terminated
      """;

  private static final String DEMO =
      """
      Usage: vibe demo [OPTIONS]

      Makes a throw-away repository and lets a recorded model work in it, with diffs
      and a commit. Needs no key and no network.

      Takes --output, --no-color, --quiet, --verbose and --log-file.
      """;

  private static final String CONFIG =
      """
      Usage: vibe config show [--origin | --json]
             vibe config path

      show     the configuration in effect; secrets are masked
                 --origin   say behind each value where it was set
                 --json     as one JSON object, with origins
      path     the configuration files that count, weakest first

      Takes -C and --trust too; show also every option that sets a value, so that
      its effect can be seen.
      """;

  private HelpText() {}

  static String root() {
    StringBuilder out = new StringBuilder(HEAD);
    for (Group group : Group.values()) {
      out.append('\n').append(group.heading()).append('\n');
      Options.ALL.stream()
          .filter(option -> option.group() == group)
          .forEach(option -> append(out, option));
    }
    return out.append(TAIL).toString();
  }

  static String demo() {
    return DEMO;
  }

  static String config() {
    return CONFIG;
  }

  private static void append(StringBuilder out, Option option) {
    String indent = option.names().size() > 1 ? "  " : "      ";
    String label = option.takesValue() ? " " + option.label() : "";
    StringBuilder line =
        new StringBuilder(indent).append(String.join(", ", option.names())).append(label);
    line.append(" ".repeat(Math.max(2, COLUMN - line.length())));
    for (String word : List.of(option.doc().split(" ", -1))) {
      if (line.length() + word.length() > WIDTH) {
        out.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(" ".repeat(COLUMN));
      }
      line.append(word).append(' ');
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }
}
