package dev.vibe.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Pattern for file names, compiled: {@code *} and {@code ?} within a name, {@code **} for any
 * number of folders, {@code [a-z]}, {@code [!a-z]}, {@code {a,b}}, and {@code \} before a character
 * that stands for itself. A pattern without {@code /} is for names at any depth; one that starts
 * with {@code /} or has it elsewhere is for the whole path. What does not close is taken literally.
 * Names that start with a dot are like others. Matching takes time in proportion to pattern times
 * path. Immutable; thread-safe.
 */
public final class Glob {

  private static final int LONGEST_PATTERN = 1_000;
  private static final int MOST_ALTERNATIVES = 256;

  private static final Pattern SPECIAL = Pattern.compile("[\\\\*?\\[{]");
  private static final Pattern SET = Pattern.compile("(?<!\\\\)\\[");

  private final List<List<Name>> alternatives;

  private Glob(List<List<Name>> alternatives) {
    this.alternatives = alternatives;
  }

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException when it is blank, too long, or has too many alternatives; the
   *     message is fit for a model
   */
  public static Glob compile(String pattern) {
    if (pattern.isBlank()) {
      throw new IllegalArgumentException("The pattern is empty; try \"**/*\".");
    }
    if (pattern.length() > LONGEST_PATTERN) {
      throw new IllegalArgumentException("The pattern is too long.");
    }
    List<String> expanded = new ArrayList<>();
    expand(pattern, expanded);
    return new Glob(expanded.stream().map(Glob::names).toList());
  }

  /** The pattern that only this text matches. */
  public static String quoted(String text) {
    return SPECIAL.matcher(text).replaceAll("\\\\$0");
  }

  /** The same pattern in which {@code [} stands for itself; nothing when it has no such sets. */
  public static Optional<String> withoutSets(String pattern) {
    String without = SET.matcher(pattern).replaceAll("\\\\[");
    return without.equals(pattern) ? Optional.empty() : Optional.of(without);
  }

  /** Whether a path below a folder may match; the folder is written as the paths are. */
  public boolean mayMatchBelow(String folder) {
    String[] names = folder.split("/", -1);
    return alternatives.stream().anyMatch(pattern -> mayMatchBelow(pattern, names));
  }

  private static boolean mayMatchBelow(List<Name> pattern, String[] folder) {
    for (int i = 0; i < folder.length; i++) {
      if (i < pattern.size() && pattern.get(i).isAnyFolders()) {
        return true;
      }
      if (i >= pattern.size() - 1 || !pattern.get(i).matches(folder[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether a path with {@code /} between its names matches as a whole. */
  public boolean matches(String path) {
    String[] names = path.split("/", -1);
    return alternatives.stream().anyMatch(pattern -> matches(pattern, names));
  }

  /**
   * Whether there may be a path that both this pattern and another match.
   *
   * @param path pattern of one whole path, from {@code /} when it is absolute, without {@code
   *     {alternatives}}; the rest as here
   */
  public boolean meets(String path) {
    List<Name> names = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      names.add(name.isEmpty() ? Name.EMPTY : name.equals("**") ? Name.ANY_FOLDERS : Name.of(name));
    }
    return alternatives.stream().anyMatch(pattern -> meets(pattern, names));
  }

  /** From the ends on: whether what is left of both can be the same. */
  private static boolean meets(List<Name> one, List<Name> other) {
    boolean[] next = new boolean[other.size() + 1];
    for (int i = one.size(); i >= 0; i--) {
      boolean[] now = new boolean[other.size() + 1];
      for (int j = other.size(); j >= 0; j--) {
        if (i == one.size() && j == other.size()) {
          now[j] = true;
        } else if (i < one.size() && one.get(i).isAnyFolders()) {
          now[j] = next[j] || (j < other.size() && now[j + 1]);
        } else if (j < other.size() && other.get(j).isAnyFolders()) {
          now[j] = now[j + 1] || (i < one.size() && next[j]);
        } else {
          now[j] =
              i < one.size() && j < other.size() && next[j + 1] && one.get(i).meets(other.get(j));
        }
      }
      next = now;
    }
    return next[0];
  }

  /** Writes out the first group in braces, and those in the results, depth first. */
  private static void expand(String pattern, List<String> out) {
    int open = -1;
    int depth = 0;
    List<Integer> cuts = new ArrayList<>();
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '\\' -> i++;
        case '{' -> {
          if (depth++ == 0) {
            open = i;
            cuts.clear();
            cuts.add(i);
          }
        }
        case ',' -> {
          if (depth == 1) {
            cuts.add(i);
          }
        }
        case '}' -> {
          if (depth > 0 && --depth == 0 && cuts.size() > 1) {
            cuts.add(i);
            for (int c = 0; c + 1 < cuts.size(); c++) {
              String choice = pattern.substring(cuts.get(c) + 1, cuts.get(c + 1));
              expand(pattern.substring(0, open) + choice + pattern.substring(i + 1), out);
            }
            return;
          }
        }
        default -> {}
      }
    }
    if (out.size() == MOST_ALTERNATIVES) {
      throw new IllegalArgumentException("The pattern has too many {alternatives}.");
    }
    out.add(pattern);
  }

  private static List<Name> names(String pattern) {
    String rest = pattern.startsWith("./") ? pattern.substring(1) : pattern;
    if (rest.endsWith("/")) {
      rest += "**";
    }
    List<Name> names = new ArrayList<>();
    if (rest.indexOf('/') < 0) {
      names.add(Name.ANY_FOLDERS);
    }
    for (String name : rest.split("/", -1)) {
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name.equals("**") ? Name.ANY_FOLDERS : Name.of(name));
      }
    }
    return names;
  }

  /** Greedy with one point to go back to: the last {@code **} is the only one worth widening. */
  private static boolean matches(List<Name> pattern, String[] path) {
    int p = 0;
    int s = 0;
    int lastAny = -1;
    int resume = 0;
    while (s < path.length) {
      if (p < pattern.size() && pattern.get(p).isAnyFolders()) {
        lastAny = p++;
        resume = s;
      } else if (p < pattern.size() && pattern.get(p).matches(path[s])) {
        p++;
        s++;
      } else if (lastAny >= 0) {
        p = lastAny + 1;
        s = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.size() && pattern.get(p).isAnyFolders()) {
      p++;
    }
    return p == pattern.size();
  }

  /** The pattern of one name. */
  private record Name(List<Token> tokens) {

    static final Name ANY_FOLDERS = new Name(List.of());

    /** What stands before the first {@code /} of an absolute path. */
    static final Name EMPTY = new Name(List.of(new Token.Literal(0)));

    /** A name pattern of its own never is empty. */
    boolean isAnyFolders() {
      return tokens.isEmpty();
    }

    static Name of(String text) {
      List<Token> tokens = new ArrayList<>();
      int[] points = text.codePoints().toArray();
      for (int i = 0; i < points.length; i++) {
        switch (points[i]) {
          case '*' -> tokens.add(new Token.Any());
          case '?' -> tokens.add(new Token.One());
          case '\\' -> tokens.add(new Token.Literal(i + 1 < points.length ? points[++i] : '\\'));
          case '[' -> {
            int end = endOfSet(points, i);
            tokens.add(end < 0 ? new Token.Literal('[') : set(points, i + 1, end));
            i = Math.max(i, end);
          }
          default -> tokens.add(new Token.Literal(points[i]));
        }
      }
      return new Name(List.copyOf(tokens));
    }

    boolean matches(String name) {
      int[] points = name.codePoints().toArray();
      int t = 0;
      int s = 0;
      int lastAny = -1;
      int resume = 0;
      while (s < points.length) {
        if (t < tokens.size() && tokens.get(t) instanceof Token.Any) {
          lastAny = t++;
          resume = s;
        } else if (t < tokens.size() && tokens.get(t).accepts(points[s])) {
          t++;
          s++;
        } else if (lastAny >= 0) {
          t = lastAny + 1;
          s = ++resume;
        } else {
          return false;
        }
      }
      while (t < tokens.size() && tokens.get(t) instanceof Token.Any) {
        t++;
      }
      return t == tokens.size();
    }

    /** As {@link Glob#meets(List, List)}, of two names. */
    boolean meets(Name other) {
      boolean[] next = new boolean[other.tokens.size() + 1];
      for (int i = tokens.size(); i >= 0; i--) {
        boolean[] now = new boolean[other.tokens.size() + 1];
        for (int j = other.tokens.size(); j >= 0; j--) {
          if (i == tokens.size() && j == other.tokens.size()) {
            now[j] = true;
          } else if (i < tokens.size() && tokens.get(i) instanceof Token.Any) {
            now[j] = next[j] || (j < other.tokens.size() && now[j + 1]);
          } else if (j < other.tokens.size() && other.tokens.get(j) instanceof Token.Any) {
            now[j] = now[j + 1] || (i < tokens.size() && next[j]);
          } else {
            now[j] =
                i < tokens.size()
                    && j < other.tokens.size()
                    && next[j + 1]
                    && tokens.get(i).meets(other.tokens.get(j));
          }
        }
        next = now;
      }
      return next[0];
    }

    /** The place of the closing bracket, which may not be the first character of the set. */
    private static int endOfSet(int[] points, int open) {
      int first = open + 1;
      if (first < points.length && (points[first] == '!' || points[first] == '^')) {
        first++;
      }
      for (int i = first + 1; i < points.length; i++) {
        if (points[i] == ']') {
          return i;
        }
      }
      return -1;
    }

    private static Token set(int[] points, int from, int end) {
      boolean negated = points[from] == '!' || points[from] == '^';
      List<int[]> ranges = new ArrayList<>();
      for (int i = negated ? from + 1 : from; i < end; i++) {
        if (i + 2 < end && points[i + 1] == '-') {
          ranges.add(new int[] {points[i], points[i + 2]});
          i += 2;
        } else {
          ranges.add(new int[] {points[i], points[i]});
        }
      }
      return new Token.OneOf(ranges, negated);
    }
  }

  private sealed interface Token {

    boolean accepts(int point);

    /** Whether both can stand for the same character; not certain for two sets. */
    default boolean meets(Token other) {
      return switch (other) {
        case Literal(int point) -> accepts(point);
        case One o -> true;
        case Any a -> true;
        case OneOf set -> !(this instanceof Literal(int point)) || set.accepts(point);
      };
    }

    record Literal(int expected) implements Token {
      @Override
      public boolean accepts(int point) {
        return point == expected;
      }
    }

    record One() implements Token {
      @Override
      public boolean accepts(int point) {
        return true;
      }
    }

    /** Any number of characters; handled by the matcher itself. */
    record Any() implements Token {
      @Override
      public boolean accepts(int point) {
        return false;
      }
    }

    record OneOf(List<int[]> ranges, boolean negated) implements Token {
      @Override
      public boolean accepts(int point) {
        return negated != ranges.stream().anyMatch(r -> r[0] <= point && point <= r[1]);
      }
    }
  }
}
