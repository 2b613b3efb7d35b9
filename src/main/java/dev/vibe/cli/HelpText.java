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
        undo [N]                 take back what the last run did (--list, --redo)
        apply FILE               apply a patch or a list of tool calls, no model
        config show              the configuration in effect (--origin, --json)
        config path              the configuration files that count
        config init              ask a few questions, write your configuration
        doctor                   check this machine; with --endpoint the server too
        models                   models, their context, price and licence
        completion SHELL         a completion script for bash, zsh or fish

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

  private static final String UNDO =
      """
      Usage: vibe undo [N] [OPTIONS]

      Takes back what the last run in this folder changed, edits and commands alike;
      with N, only what the last N replies of the model changed. Shows what it will
      restore and asks. What you changed since is kept unless you agree, file by file.

          --list             show what can be undone
          --dry-run          show what would be restored
      -y, --yes              do not ask; files changed since are left as they are
          --overwrite FILE   restore this file though you changed it (repeatable)
          --redo             take back the last undo
          --revert           make a commit that reverts those that stay
          --session ID       of this session, or one whose id begins so
          --json             one JSON object on standard output

      Commits of the run are taken back while they are HEAD and nothing is built on
      them; what you staged stays. Otherwise they stay, unless you want a revert.

      Takes -C and --add-dir too. Exit code 1 when something had to be left, 5 when
      nobody is there to ask.
      """;

  private static final String APPLY =
      """
      Usage: vibe apply FILE [OPTIONS]

      Applies a recorded change as a run would, without a model; - reads standard
      input. FILE holds a unified diff, applied as a whole or not at all, or a list
      of tool calls; its edits are one batch, and a commit needs all edits before it:

        [{"tool": "str_replace", "file": "a.txt", "old": "x", "new": "y"},
         {"tool": "write_file", "file": "b.txt", "content": "…"},
         {"tool": "git_commit", "message": "Say why"}]

      Takes --dry-run, --mode, -C, --add-dir, --output, --patch-out, --no-color,
      --quiet, --verbose, --log-file and --fail-if-no-change. Exit code 1 when not
      everything could be applied; the answer says what and why.
      """;

  private static final String CONFIG =
      """
      Usage: vibe config show [--origin | --json]
             vibe config path
             vibe config init

      show     the configuration in effect; secrets are masked
                 --origin   say behind each value where it was set
                 --json     as one JSON object, with origins
      path     the configuration files that count, weakest first
      init     asks in the terminal where the model is, and writes your own file;
               a key goes to the keychain of the system, else to a file of its own

      Takes -C and --trust too; show also every option that sets a value, so that
      its effect can be seen.
      """;

  private static final String COMPLETION =
      """
      Usage: vibe completion bash | zsh | fish

      Prints a completion script. For this shell:

        bash   source <(vibe completion bash)
        zsh    source <(vibe completion zsh)
        fish   vibe completion fish | source
      """;

  private static final String DOCTOR =
      """
      Usage: vibe doctor [--endpoint] [--json]

      Checks runtime, terminal, configuration, Git, state folder, endpoint and key.
      Nothing is sent anywhere, unless there is

        --endpoint   try the endpoint out: list its models, stream text, call tools,
                     measure speed and context; says what to change on the server
        --json       one JSON object

      Exit code 1 when anything failed. Takes -C, --trust and every option that sets
      a value, such as -m and --base-url.
      """;

  private static final String MODELS =
      """
      Usage: vibe models [--json]

      Lists the models that are configured, known, or served by the endpoint, which
      is asked for its list: context, USD per million tokens (in / out / cached in),
      licence, and what replaces a retired one. Other ids work too.

      Takes -C, --trust and every option that sets a value, such as --base-url.
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

  /** The help of a command, by its names; of vibe as a whole for an empty one. */
  static String of(String command) {
    return switch (command.split(" ", 2)[0]) {
      case ArgvParser.DEMO -> DEMO;
      case ArgvParser.UNDO -> UNDO;
      case ArgvParser.APPLY -> APPLY;
      case ArgvParser.DOCTOR -> DOCTOR;
      case ArgvParser.MODELS -> MODELS;
      case ArgvParser.COMPLETION -> COMPLETION;
      case ArgvParser.CONFIG -> CONFIG;
      case "" -> root();
      case String unknown -> throw new IllegalArgumentException(unknown);
    };
  }

  /** What follows the options in {@link #root}. */
  static String tail() {
    return TAIL;
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
