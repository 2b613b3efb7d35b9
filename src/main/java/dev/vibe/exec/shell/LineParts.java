package dev.vibe.exec.shell;

import dev.vibe.exec.shell.ShellToken.Operator;
import dev.vibe.exec.shell.ShellToken.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Splitter of a line in which commands of git stand beside others, such as {@code make && git
 * commit -m x}, into parts that can run one after another, each in a shell of its own, with the
 * same result. Every place of a split is one of which the lexer says that the two sides and the
 * operator are the whole. A line of which anything else could depend on its parts being in one
 * shell stays as it is. Pure.
 */
public final class LineParts {

  private static final int LONGEST = 20_000;
  private static final int MOST_PLACES = 300;
  private static final int MOST_PARTS = 8;

  /** At the end of a part; those of two characters first. */
  private static final List<String> ENDS = List.of("&&", ";", "\n");

  private static final ShellToken BREAK = new Operator("\n");

  private static final Set<String> JOINTS = Set.of("&&", "||", "|", ";", "\n");

  /** Begin what goes on behind the next operator. */
  private static final Set<String> OPENING =
      Set.of(
          ("if then else elif fi do done case esac while until for select function time coproc { }"
                  + " [[ ]]")
              .split(" "));

  /** What they change in their shell may matter to what comes behind them. */
  private static final Set<String> LASTING =
      Set.of(
          ("cd pushd popd dirs export declare typeset local readonly let unset eval . source alias"
                  + " unalias trap exec exit return logout break continue set shopt enable hash"
                  + " umask ulimit read mapfile readarray getopts shift wait jobs fg bg disown"
                  + " builtin bind complete history")
              .split(" "));

  /** State of a shell that a part would look for in vain, or set for another. */
  private static final Pattern SHARED =
      Pattern.compile("\\$\\{?[?!_$-]|PIPESTATUS|BASH_|\\$\\{\\w+:?=|\\(\\(|printf\\s+-v");

  private LineParts() {}

  /** What has to be so that a part runs. */
  public enum Joint {
    ALWAYS,
    /** The one before it ended well, or was left out for the same reason. */
    IF_DONE
  }

  /** Part of a line, as it is given to a shell. */
  public record Part(Joint joint, String text) {}

  /** Who runs in a part. */
  private enum Kind {
    GIT,
    ANYTHING
  }

  /** Stretch of the line that is one part. */
  private record Run(Joint joint, int from, int to, Kind kind) {}

  /** The parts; one with all of the line where it cannot be split, or need not. */
  public static List<Part> of(String line) {
    List<Part> whole = List.of(new Part(Joint.ALWAYS, line));
    if (line.length() > LONGEST
        || !line.contains("git")
        || SHARED.matcher(line).find()
        || PlainGit.is(line)) {
      return whole;
    }
    return stretches(line).flatMap(all -> parts(line, all)).orElse(whole);
  }

  /** Stretch between two operators, and the one in front of it. */
  private record Stretch(Joint joint, int from, int to) {}

  private static Optional<List<Stretch>> stretches(String line) {
    Optional<List<ShellToken>> tokens = tokens(line);
    if (tokens.isEmpty() || !isFlat(tokens.get())) {
      return Optional.empty();
    }
    List<Stretch> all = new ArrayList<>();
    List<ShellToken> rest = tokens.get();
    Joint joint = Joint.ALWAYS;
    int from = 0;
    int places = 0;
    for (int at = 0; at < line.length(); at++) {
      String end = end(line, at);
      if (end.isEmpty()) {
        continue;
      }
      if (++places > MOST_PLACES) {
        return Optional.empty();
      }
      Optional<List<ShellToken>> left = tokens(line.substring(from, at));
      int taken = left.isEmpty() ? 0 : taken(left.get(), end, rest);
      if (taken == 0) {
        continue;
      }
      Optional<List<ShellToken>> right = tokens(line.substring(at + end.length()));
      if (right.isPresent() && rest.subList(taken, rest.size()).equals(right.get())) {
        if (!left.get().isEmpty()) {
          all.add(new Stretch(joint, from, at));
          joint = end.equals("&&") ? Joint.IF_DONE : Joint.ALWAYS;
        }
        from = at + end.length();
        at = from - 1;
        rest = right.get();
      }
    }
    if (!rest.isEmpty()) {
      all.add(new Stretch(joint, from, line.length()));
    }
    return Optional.of(all);
  }

  private static String end(String line, int at) {
    for (String end : ENDS) {
      if (line.startsWith(end, at)) {
        return end;
      }
    }
    return "";
  }

  private static Optional<List<ShellToken>> tokens(String text) {
    ShellLexer lexer = new ShellLexer(text);
    List<ShellToken> tokens = lexer.tokens();
    return lexer.isCut() ? Optional.empty() : Optional.of(tokens);
  }

  /** How many tokens the left side and its end are, where the whole begins with them; else 0. */
  private static int taken(List<ShellToken> left, String end, List<ShellToken> whole) {
    int size = left.size();
    if (size >= whole.size() || !whole.subList(0, size).equals(left)) {
      return 0;
    }
    // A here-document begins behind the line break, and ends with another.
    boolean isBroken = size > 1 && end.equals("\n") && left.getLast().equals(BREAK);
    return isBroken ? size : whole.get(size).equals(new Operator(end)) ? size + 1 : 0;
  }

  /** Whether there is nothing but commands with operators between them. */
  private static boolean isFlat(List<ShellToken> tokens) {
    boolean begins = true;
    for (ShellToken token : tokens) {
      if (token instanceof Operator(String text)) {
        if (!JOINTS.contains(text)) {
          return false;
        }
        begins = true;
      } else if (token instanceof Word word) {
        if (begins && OPENING.contains(word.plain())) {
          return false;
        }
        begins = begins && word.plain().equals("!");
      }
    }
    return true;
  }

  private static Optional<List<Part>> parts(String line, List<Stretch> all) {
    List<Stretch> stretches = withoutAlternatives(line, all);
    boolean entersFirst = !stretches.isEmpty() && entersOne(line, stretches.getFirst());
    Stretch first = stretches.getFirst();
    String folder = entersFirst ? line.substring(first.from(), first.to()).strip() : "";
    List<Stretch> working = entersFirst ? stretches.subList(1, stretches.size()) : stretches;
    List<Run> runs = new ArrayList<>();
    for (Stretch each : working) {
      String text = line.substring(each.from(), each.to());
      if (!leavesNothing(text)) {
        return Optional.empty();
      }
      Kind kind = PlainGit.is(text) ? Kind.GIT : Kind.ANYTHING;
      runs.add(new Run(each.joint(), each.from(), each.to(), kind));
    }
    List<Run> merged = merged(runs);
    boolean isMixed =
        merged.size() > 1
            && merged.size() <= MOST_PARTS
            && merged.stream().anyMatch(run -> run.kind() == Kind.GIT);
    if (!isMixed) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    // Behind "&&" only if that could be entered, elsewhere in any case, as in the one shell.
    boolean mustEnter = entersFirst && working.getFirst().joint() == Joint.IF_DONE;
    for (Run run : merged) {
      boolean isFirst = parts.isEmpty();
      boolean isOfFirstChain = mustEnter && (isFirst || run.joint() == Joint.IF_DONE);
      mustEnter = isOfFirstChain;
      String enter = folder.isEmpty() ? "" : folder + (isOfFirstChain ? " && " : "\n");
      Joint joint = isFirst ? Joint.ALWAYS : run.joint();
      parts.add(new Part(joint, enter + line.substring(run.from(), run.to()).strip()));
    }
    return Optional.of(parts);
  }

  /** With {@code ||} in a chain, what a part of it ended with decides about more than the next. */
  private static List<Stretch> withoutAlternatives(String line, List<Stretch> all) {
    List<Stretch> joined = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= all.size(); i++) {
      if (i < all.size() && all.get(i).joint() == Joint.IF_DONE) {
        continue;
      }
      List<Stretch> chain = all.subList(begin, i);
      Stretch first = chain.getFirst();
      int to = chain.getLast().to();
      boolean hasOther =
          tokens(line.substring(first.from(), to))
              .filter(tokens -> !tokens.contains(new Operator("||")))
              .isEmpty();
      joined.addAll(hasOther ? List.of(new Stretch(first.joint(), first.from(), to)) : chain);
      begin = i;
    }
    return joined;
  }

  /** Whether it is nothing but a change into a folder that is written out. */
  private static boolean entersOne(String line, Stretch stretch) {
    return PlainCommand.words(line.substring(stretch.from(), stretch.to()))
        .filter(words -> words.size() == 2 && words.getFirst().equals("cd"))
        .filter(words -> !words.getLast().startsWith("-"))
        .isPresent();
  }

  private static boolean leavesNothing(String text) {
    for (SimpleCommand command : ShellLine.commands(text)) {
      if (command.program().isEmpty() || LASTING.contains(command.program())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Neighbours of a kind as one: in a chain, and of two chains where each is of one kind, since
   * what is skipped in the first one is not in the second.
   */
  private static List<Run> merged(List<Run> runs) {
    List<Run> inChains = new ArrayList<>();
    for (Run run : runs) {
      Run last = inChains.isEmpty() ? null : inChains.getLast();
      if (last != null && run.joint() == Joint.IF_DONE && last.kind() == run.kind()) {
        inChains.set(inChains.size() - 1, new Run(last.joint(), last.from(), run.to(), run.kind()));
      } else {
        inChains.add(run);
      }
    }
    List<Run> merged = new ArrayList<>();
    for (int i = 0; i < inChains.size(); i++) {
      Run run = inChains.get(i);
      Run last = merged.isEmpty() ? null : merged.getLast();
      boolean isWholeChain =
          i + 1 == inChains.size() || inChains.get(i + 1).joint() == Joint.ALWAYS;
      if (last != null
          && last.kind() == run.kind()
          && last.joint() == Joint.ALWAYS
          && run.joint() == Joint.ALWAYS
          && isWholeChain) {
        merged.set(merged.size() - 1, new Run(last.joint(), last.from(), run.to(), run.kind()));
      } else {
        merged.add(run);
      }
    }
    return merged;
  }
}
