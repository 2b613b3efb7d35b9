package dev.vibe.approval;

import dev.vibe.conversation.ToolNames;
import dev.vibe.effect.Effect;
import dev.vibe.exec.shell.BuildTable;
import dev.vibe.exec.shell.CommandPattern;
import dev.vibe.exec.shell.CommandReadings;
import dev.vibe.exec.shell.FileOperands;
import dev.vibe.exec.shell.FileOperands.Use;
import dev.vibe.exec.shell.WildcardCover;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.Glob;
import dev.vibe.workspace.LinkTargets;
import java.net.IDN;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rule of permission, such as {@code bash(mvn test*)} or {@code edit(docs/**)}.
 *
 * <p>In a {@code bash} pattern {@code *} stands for any text and nothing else is special. Paths are
 * matched as {@link PathPattern} says. A rule without a pattern ({@code edit}) matches everything
 * of its kind.
 *
 * <p>What it says of a command depends on the disk only by the links that the command names.
 *
 * @param text as it was written, for messages
 * @param scope the commands or paths that it is about
 */
public record Rule(String text, Kind kind, Scope scope) {

  /** The value by which a call that fetches is allowed. */
  private static final String HOST = "host";

  /** The one with the whole address. */
  private static final String URL = "url";

  private static final String OF_URL = URL + ":";

  /** Nobody copies a longer one. */
  private static final int LONGEST_OFFER = 60;

  private static final String FORMS =
      "a rule is read(PATH), edit(PATH), bash(COMMAND), commit, web_fetch(HOST) or"
          + " mcp__SERVER__TOOL(PARAMETER:VALUE), with * in PATH, COMMAND, HOST, TOOL and VALUE";
  private static final Pattern FORM =
      Pattern.compile("([a-z_]+|mcp__[A-Za-z0-9_*.-]+)(?:\\((.*)\\))?", Pattern.DOTALL);

  /** A parameter and its value; an address has no name before its colon. */
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_-]*):(?!//)(.*)", Pattern.DOTALL);

  /**
   * One plain command: words, plain quotes, and nothing that a shell would expand, redirect or
   * chain. A pattern with {@code *} allows nothing else, because {@code mvn test; rm -rf .} begins
   * with {@code mvn test} too.
   */
  private static final Pattern PLAIN_COMMAND = Pattern.compile("[A-Za-z0-9_./:=@%+,\\- '\"]+");

  /** Kind of effect that a rule is about. */
  public enum Kind {
    READ("read"),
    EDIT("edit"),
    BASH(ToolNames.BASH),
    COMMIT("commit"),
    /** A tool of a server, or one that fetches; its word is the name of the tool. */
    CALL("");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** A rule of this kind as it is written. */
    String rule(String pattern) {
      return word + "(" + pattern + ")";
    }

    private static Optional<Kind> named(String word) {
      if (word.equals(ToolNames.GIT_COMMIT)) {
        return Optional.of(COMMIT);
      }
      return ToolNames.isCalledOutside(word)
          ? Optional.of(CALL)
          : Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
  }

  /** Scope of a rule. */
  sealed interface Scope {

    record Commands(CommandPattern pattern) implements Scope {}

    record Paths(PathPattern pattern) implements Scope {}

    record All() implements Scope {}

    /**
     * Calls of tools.
     *
     * @param tool that are called
     * @param value of an argument; all calls where it is {@code *}
     * @param parameter that has the value; empty for any
     */
    record Calls(CommandPattern tool, CommandPattern value, String parameter) implements Scope {

      /** Whether it is about a call; a host, whatever the port is. */
      boolean mayMean(Effect.Call call) {
        return has(call)
            || (parameter.equals(HOST)
                && tool.matches(call.tool())
                && value.matches(
                    call.values().getOrDefault(HOST, "").replaceFirst(":[0-9]+$", "")));
      }

      boolean has(Effect.Call call) {
        return tool.matches(call.tool())
            && (value.isAny()
                || call.values().entrySet().stream()
                    .filter(each -> parameter.isEmpty() || each.getKey().equals(parameter))
                    .anyMatch(each -> value.matches(each.getValue())));
      }
    }
  }

  /**
   * Reads a rule.
   *
   * @throws VibeException (usage) when the text is not a rule
   */
  public static Rule parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw malformed(text, FORMS);
    }
    Kind kind = Kind.named(form.group(1)).orElseThrow(() -> malformed(text, FORMS));
    String glob = form.group(2) == null ? "**" : form.group(2);
    try {
      Scope scope =
          switch (kind) {
            case BASH -> new Scope.Commands(new CommandPattern(glob));
            case READ, EDIT -> new Scope.Paths(PathPattern.of(glob));
            case COMMIT -> new Scope.All();
            case CALL -> calls(form.group(1), form.group(2) == null ? "*" : form.group(2));
          };
      return new Rule(text.strip(), kind, scope);
    } catch (IllegalArgumentException e) {
      throw malformed(text, String.valueOf(e.getMessage()));
    }
  }

  private static Scope calls(String tool, String argument) {
    return tool.equals(ToolNames.WEB_FETCH) ? fetches(argument) : callsOf(tool, argument);
  }

  /** What has a colon is a host with its port, unless an address is meant as a whole. */
  private static Scope fetches(String argument) {
    CommandPattern tool = new CommandPattern(ToolNames.WEB_FETCH);
    if (argument.startsWith(OF_URL)) {
      return new Scope.Calls(tool, new CommandPattern(argument.substring(OF_URL.length())), URL);
    }
    String host = argument.strip().toLowerCase(Locale.ROOT).replaceFirst("^(domain|host):", "");
    String ascii = host.chars().anyMatch(c -> c >= 0x80) ? IDN.toASCII(host) : host;
    return new Scope.Calls(tool, new CommandPattern(ascii), HOST);
  }

  private static Scope callsOf(String tool, String argument) {
    Matcher named = PARAMETER.matcher(argument);
    return named.matches()
        ? new Scope.Calls(
            new CommandPattern(tool), new CommandPattern(named.group(2)), named.group(1))
        : new Scope.Calls(new CommandPattern(tool), new CommandPattern(argument), "");
  }

  /** The narrowest rule that allows these effects; empty when none can. */
  public static Optional<Rule> exactly(List<Effect> effects) {
    if (effects.size() != 1) {
      return Optional.empty();
    }
    String text =
        switch (effects.getFirst()) {
          case Effect.Run(String command, String directory) ->
              isPlain(command) ? Kind.BASH.rule(command.strip()) : "";
          case Effect.Read(String path) -> Kind.READ.rule(Glob.quoted(path));
          case Effect.Write w -> Kind.EDIT.rule(Glob.quoted(w.path()));
          case Effect.Delete d -> Kind.EDIT.rule(Glob.quoted(d.path()));
          case Effect.Commit c -> Kind.COMMIT.word;
          case Effect.Call(String tool, Map<String, String> values) ->
              values.containsKey(HOST) ? tool + "(" + values.get(HOST) + ")" : tool;
        };
    try {
      return Optional.of(parse(text)).filter(rule -> rule.allows(effects.getFirst()));
    } catch (VibeException e) {
      return Optional.empty(); // such as for a path that is too long for a pattern
    }
  }

  /**
   * The rule to propose to somebody who wants not to be asked again: of a build its program and
   * subcommand, of all else these effects exactly; empty when none can be.
   */
  static Optional<Rule> narrowest(List<Effect> effects) {
    return exactly(effects).map(exact -> ofBuild(effects.getFirst()).orElse(exact));
  }

  private static Optional<Rule> ofBuild(Effect effect) {
    return effect instanceof Effect.Run run
        ? BuildTable.pattern(run.command())
            .map(pattern -> parse(Kind.BASH.rule(pattern)))
            .filter(rule -> rule.allows(effect))
        : Optional.empty();
  }

  /** Whether this rule, meant to let something through, covers the effect as a whole. */
  public boolean allows(Effect effect) {
    return switch (effect) {
      case Effect.Run(String command, String directory) ->
          scope instanceof Scope.Commands(CommandPattern pattern)
              && pattern.matches(command.strip())
              && (text.indexOf('*') < 0
                  || (isPlain(command) && WildcardCover.covers(pattern.text(), command.strip())));
      case Effect.Read(String path) -> kind == Kind.READ && covers(path);
      case Effect.Write w -> kind == Kind.EDIT && covers(w.path());
      case Effect.Delete(String path) -> kind == Kind.EDIT && covers(path);
      case Effect.Commit c -> kind == Kind.COMMIT;
      case Effect.Call call -> scope instanceof Scope.Calls calls && calls.has(call);
    };
  }

  private static boolean isPlain(String command) {
    return PLAIN_COMMAND.matcher(command).matches();
  }

  private boolean covers(String path) {
    return scope instanceof Scope.Paths(PathPattern pattern) && pattern.covers(path);
  }

  /** Whether this rule, meant to hold something back, may touch any part of the effect. */
  boolean catches(Effect effect) {
    return switch (effect) {
      case Effect.Run(String command, String directory) ->
          switch (scope) {
            case Scope.Commands(CommandPattern pattern) ->
                CommandReadings.of(command).stream().anyMatch(pattern::mayMatch);
            case Scope.Paths(PathPattern pattern) ->
                FileOperands.of(command).stream()
                    .filter(
                        operand -> operand.use() == (kind == Kind.READ ? Use.NAMED : Use.WRITTEN))
                    .flatMap(operand -> places(directory, operand.paths()))
                    .anyMatch(pattern::mayMeet);
            case Scope.All a -> false;
            case Scope.Calls c -> false;
          };
      case Effect.Read(String path) -> kind == Kind.READ && mayMean(path);
      case Effect.Write w -> kind == Kind.EDIT && mayMean(w.path());
      case Effect.Delete(String path) -> kind == Kind.EDIT && mayMean(path);
      case Effect.Commit c -> kind == Kind.COMMIT;
      case Effect.Call call -> scope instanceof Scope.Calls calls && calls.mayMean(call);
    };
  }

  /** The paths of a command, as it says and where its links lead. */
  private static Stream<String> places(String directory, String paths) {
    return Stream.concat(
        Stream.of(below(directory, paths)), LinkTargets.of(directory, paths).stream());
  }

  /** A path of a command as rules have it: relative in the folder that is worked in. */
  private static String below(String directory, String paths) {
    String folder = directory;
    String rest = paths;
    while (rest.startsWith("../")) {
      folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
      rest = rest.substring(3);
    }
    String whole = rest.equals(paths) ? paths : Glob.quoted(folder) + "/" + rest;
    String top = Glob.quoted(directory) + "/";
    return whole.startsWith(top) ? whole.substring(top.length()) : whole;
  }

  private boolean mayMean(String path) {
    return scope instanceof Scope.Paths(PathPattern pattern) && pattern.mayMean(path);
  }

  private static VibeException malformed(String text, String cause) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.BAD_RULE,
            "cannot read the permission rule \"" + text + "\"",
            cause,
            "write e.g. bash(mvn test*) or edit(docs/**)"));
  }

  /**
   * The words that propose a rule which would allow a command, for a run or for good; empty when
   * there is none of a good length.
   */
  public static Optional<String> offer(Effect.Run run) {
    String command = run.command().strip();
    String shown =
        command.length() <= LONGEST_OFFER ? command : command.substring(0, LONGEST_OFFER) + "*";
    String rule = Kind.BASH.rule(shown);
    return shown.lines().count() == 1 && parse(rule).allows(run)
        ? Optional.of(
            "--allow '%s' for one run (for good: allow under [permissions] in config.toml)"
                .formatted(rule.replace("'", "'\\''")))
        : Optional.empty();
  }
}
