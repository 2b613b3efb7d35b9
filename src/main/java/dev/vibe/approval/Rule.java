package dev.vibe.approval;

import dev.vibe.conversation.ToolNames;
import dev.vibe.effect.Effect;
import dev.vibe.exec.shell.CommandReadings;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A permission rule such as {@code bash(mvn test*)} or {@code edit(docs/**)}.
 *
 * <p>In a {@code bash} pattern {@code *} stands for any text. In a path pattern {@code *} stops at
 * {@code /} and {@code **} does not. A rule without a pattern ({@code edit}) matches everything of
 * its kind.
 *
 * @param text as it was written, for messages
 */
public record Rule(String text, Kind kind, Pattern pattern) {

  private static final Pattern FORM = Pattern.compile("([a-z_]+)(?:\\((.*)\\))?", Pattern.DOTALL);

  /**
   * One plain command: words, plain quotes, and nothing that a shell would expand, redirect or
   * chain. A pattern with {@code *} allows nothing else, because {@code mvn test; rm -rf .} begins
   * with {@code mvn test} too.
   */
  private static final Pattern PLAIN_COMMAND = Pattern.compile("[A-Za-z0-9_./:=@%+,\\- '\"]+");

  /** What kind of effect a rule is about. */
  public enum Kind {
    READ("read"),
    EDIT("edit"),
    BASH(ToolNames.BASH),
    COMMIT("commit");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** A rule of this kind as it is written. */
    String rule(String pattern) {
      return word + "(" + pattern + ")";
    }

    private static Optional<Kind> named(String word) {
      return word.equals(ToolNames.GIT_COMMIT)
          ? Optional.of(COMMIT)
          : Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
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
      throw malformed(text);
    }
    Kind kind = Kind.named(form.group(1)).orElseThrow(() -> malformed(text));
    String glob = form.group(2) == null ? "**" : form.group(2);
    return new Rule(
        text.strip(), kind, kind == Kind.BASH ? commandPattern(glob) : pathPattern(glob));
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
          case Effect.Read(String path) -> Kind.READ.rule(path);
          case Effect.Write w -> Kind.EDIT.rule(w.path());
          case Effect.Delete d -> Kind.EDIT.rule(d.path());
          case Effect.Commit c -> Kind.COMMIT.word;
          case Effect.Move m -> "";
          case Effect.Fetch f -> "";
          case Effect.Remote r -> "";
        };
    boolean isPlain = !text.isEmpty() && text.indexOf('*') < 0 && text.indexOf('?') < 0;
    return isPlain
        ? Optional.of(parse(text)).filter(rule -> rule.allows(effects.getFirst()))
        : Optional.empty();
  }

  /** Whether this rule, meant to let something through, covers the effect as a whole. */
  public boolean allows(Effect effect) {
    return switch (effect) {
      case Effect.Run(String command, String directory) ->
          kind == Kind.BASH
              && (text.indexOf('*') < 0 || isPlain(command))
              && pattern.matcher(command.strip()).matches();
      case Effect.Read r -> matchesPath(Kind.READ, r.path());
      case Effect.Write w -> matchesPath(Kind.EDIT, w.path());
      case Effect.Delete d -> matchesPath(Kind.EDIT, d.path());
      case Effect.Move m -> matchesPath(Kind.EDIT, m.from()) && matchesPath(Kind.EDIT, m.to());
      case Effect.Commit c -> kind == Kind.COMMIT;
      case Effect.Fetch f -> false;
      case Effect.Remote r -> false;
    };
  }

  private static boolean isPlain(String command) {
    return PLAIN_COMMAND.matcher(command).matches();
  }

  /** Whether this rule, meant to hold something back, touches any part of the effect. */
  public boolean catches(Effect effect) {
    return switch (effect) {
      case Effect.Run(String command, String directory) ->
          kind == Kind.BASH
              && CommandReadings.of(command).stream()
                  .anyMatch(reading -> pattern.matcher(reading).matches());
      case Effect.Move m -> matchesPath(Kind.EDIT, m.from()) || matchesPath(Kind.EDIT, m.to());
      case Effect.Read r -> allows(effect);
      case Effect.Write w -> allows(effect);
      case Effect.Delete d -> allows(effect);
      case Effect.Commit c -> allows(effect);
      case Effect.Fetch f -> false;
      case Effect.Remote r -> false;
    };
  }

  private boolean matchesPath(Kind wanted, String path) {
    return kind == wanted && pattern.matcher(path).matches();
  }

  private static Pattern commandPattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (String literal : glob.split("\\*+", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static Pattern pathPattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c != '*') {
        regex.append(c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
      } else if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i += 1;
      } else {
        regex.append("[^/]*");
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static VibeException malformed(String text) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.BAD_RULE,
            "cannot read the permission rule \"" + text + "\"",
            "a rule is read(PATH), edit(PATH), bash(COMMAND) or commit, with * in PATH and COMMAND",
            "write e.g. bash(mvn test*) or edit(docs/**)"));
  }
}
