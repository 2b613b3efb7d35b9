package dev.vibe.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Folder of stack traces that repeat themselves: of a stack that begins or ends like one above it
 * the same lines are left out, and of a recursion all rounds but the first. Everything else stays
 * as it is. Pure; time grows with the length of the text.
 */
public final class RepeatedStacks {

  /** Fewer lines are not worth the words that stand for them. */
  private static final int FEWEST = 5;

  /** Lines of the longest round of a recursion that is looked for. */
  private static final int LONGEST_ROUND = 12;

  /** A line of code and the marks below it, as Python has them below a frame. */
  private static final int MOST_BELOW_A_FRAME = 3;

  /** Java, JavaScript, .NET; Python; Ruby; PHP, debuggers; Rust. */
  private static final Pattern FRAME =
      Pattern.compile(
          "\\s++(?:at\\s|File \"|from \\S++:\\d|\\d++: )|\\s*+\\.\\.\\. \\d++ |\\s*+#\\d++\\s");

  private static final Pattern PYTHON = Pattern.compile("\\s++File \"");
  private static final Pattern BELOW = Pattern.compile("\\s{4,}+\\S");
  private static final Pattern GO_PLACE = Pattern.compile("\\t\\S+?\\.(?:go|s):\\d");

  /** What differs from one run of a program to the next. */
  private static final Pattern CHANGING =
      Pattern.compile("^\\s*+#?\\d++:?\\s|0x[0-9a-f]++|@[0-9a-f]{4,}+");

  private final List<String> lines;
  private final List<String> out = new ArrayList<>();
  private final Trie beginnings = new Trie();
  private final Trie ends = new Trie();

  private RepeatedStacks(List<String> lines) {
    this.lines = lines;
  }

  /** Lines of the stacks so far, each below the one that it follows. */
  private static final class Trie {
    private final Map<String, Trie> next = new HashMap<>();

    /** Adds these, and gives how many of them were there already. */
    int add(List<String> added) {
      int same = 0;
      Trie at = this;
      for (int i = 0; i < added.size(); i++) {
        same = at.next.containsKey(added.get(i)) ? i + 1 : same;
        at = at.next.computeIfAbsent(added.get(i), line -> new Trie());
      }
      return same;
    }
  }

  /** The text with them folded; each fold is told in a line of its own. */
  public static String fold(String text) {
    return text.indexOf('\n') < 0
        ? text
        : new RepeatedStacks(List.of(text.split("\n", -1))).folded();
  }

  private String folded() {
    for (int at = 0; at < lines.size(); ) {
      int end = stackEnd(at);
      if (end > at) {
        stack(withoutRounds(lines.subList(at, end)));
        at = end;
      } else {
        out.add(lines.get(at++));
      }
    }
    return String.join("\n", out);
  }

  /** Behind the last line of the stack that begins at a line; the line itself where none does. */
  private int stackEnd(int from) {
    int end = from;
    int below = MOST_BELOW_A_FRAME;
    while (end < lines.size()) {
      String line = lines.get(end);
      if (FRAME.matcher(line).lookingAt()) {
        below = PYTHON.matcher(line).lookingAt() ? 0 : MOST_BELOW_A_FRAME;
      } else if (end + 1 < lines.size() && GO_PLACE.matcher(lines.get(end + 1)).lookingAt()) {
        end++;
      } else if (below++ >= MOST_BELOW_A_FRAME || !BELOW.matcher(line).lookingAt()) {
        break;
      }
      end++;
    }
    return end;
  }

  private void stack(List<String> stack) {
    List<String> keys = stack.stream().map(RepeatedStacks::key).toList();
    int first = beginnings.add(keys);
    int last = ends.add(keys.reversed());
    int same = Math.max(first, last);
    if (same < FEWEST) {
      out.addAll(stack);
    } else if (first >= last) {
      out.add("    [… " + same + " lines as of a stack above]");
      out.addAll(stack.subList(same, stack.size()));
    } else {
      out.addAll(stack.subList(0, stack.size() - same));
      out.add("    [… " + same + " lines as of a stack above]");
    }
  }

  private static List<String> withoutRounds(List<String> stack) {
    List<String> kept = new ArrayList<>();
    for (int at = 0; at < stack.size(); ) {
      int round = 0;
      int more = 0;
      for (int length = 1; length <= LONGEST_ROUND && more == 0; length++) {
        int rounds = roundsAfter(stack, at, length);
        if (rounds > 1 && rounds * length >= FEWEST) {
          round = length;
          more = rounds;
        }
      }
      if (more == 0) {
        kept.add(stack.get(at++));
      } else {
        kept.addAll(stack.subList(at, at + round));
        kept.add(
            "    [… the %s above %,d times more]".formatted(Figures.count(round, "line"), more));
        at += round * (more + 1);
      }
    }
    return kept;
  }

  /** How often the lines of a length from a place on follow themselves. */
  private static int roundsAfter(List<String> stack, int at, int length) {
    int same = at + length;
    while (same < stack.size() && stack.get(same).equals(stack.get(same - length))) {
      same++;
    }
    return (same - at) / length - 1;
  }

  private static String key(String line) {
    return CHANGING.matcher(line).replaceAll("");
  }
}
