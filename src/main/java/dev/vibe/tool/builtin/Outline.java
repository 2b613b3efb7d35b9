package dev.vibe.tool.builtin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Outline of a file: the lines that define something, with their numbers. Where there is no room
 * for all they are shortened to their names; then those further out in the file's structure go
 * first, and of those of one depth some of all parts of the file. Pure.
 *
 * @param most characters
 */
record Outline(List<Entry> entries, int most) {

  static final Outline NONE = new Outline(List.of(), 0);

  /** A line that defines something; its number counts from 1. */
  record Entry(int line, int indent, String text) {

    private String row() {
      return line + ":" + text + "\n";
    }

    /** Without modifiers, parameters and what opens the body. */
    private Entry shortened() {
      String name = LEADING.matcher(text.strip()).replaceFirst("").replaceFirst("[({].*", "");
      return new Entry(line, indent, " ".repeat(indent) + name.replaceFirst("[\\s:=]+$", ""));
    }
  }

  private static final String MODIFIERS =
      "(?:(?:export|default|public|private|protected|internal|static|final|abstract|sealed"
          + "|non-sealed|async|pub|pub\\([\\w ]+\\)|unsafe|open|override|data|inline|extern|virtual"
          + "|synchronized|native|partial|readonly|declare)\\s++)";

  private static final Pattern LEADING = Pattern.compile("^" + MODIFIERS + "*+");

  /** In the usual languages; a method or constructor of C or Java by its form. */
  private static final Pattern CODE =
      Pattern.compile(
          "\\s{0,12}+(?:"
              + MODIFIERS
              + "*+(?:class|interface|@interface|enum|record|struct|trait|impl|union|def|func|fun"
              + "|fn|function\\*?|module|namespace|macro_rules!|type|object|protocol|extension)"
              + "\\s+[\\w$(<].*"
              + "|"
              + MODIFIERS
              + "++[\\w<>\\[\\],.?& ]+\\(.*"
              + "|(?:export\\s+)?(?:const|let|var)\\s+\\w+\\s*=\\s*(?:async\\s*)?(?:\\(|function\\b|\\w+\\s*=>).*"
              + "|(?:void|int|long|boolean|double|float|char|byte|short|[A-Z][\\w.]*+)(?:<[^()]*>)?(?:\\[\\])?\\s+\\w+\\([^;]*\\{|[A-Z]\\w*+\\((?:\\)|\\w[^;()]*"
              + " \\w+\\)).*\\{)\\s*");

  /** At the beginning of a line only: {@code static} or not, a function of C. */
  private static final Pattern C_FUNCTION =
      Pattern.compile(
          "(?!return\\b|else\\b|if\\b|for\\b|while\\b|switch\\b|case\\b)[A-Za-z_][\\w *&:]*["
              + " *&]\\w+\\([^;={}]*\\)?\\s*\\{?\\s*");

  private static final Pattern HEADING = Pattern.compile("#{1,4} .*");

  private static final Pattern SECTION = Pattern.compile("\\[[^\\]]+\\]\\]?\\s*");

  /** Nobody writes so many; bounds the memory. */
  private static final int MOST_ENTRIES = 20_000;

  private static final int LONGEST_LINE = 200;
  private static final int SHOWN = 100;

  /** The outline of all lines of a file. */
  static Outline of(String path, LineScan lines, int most) {
    List<Entry> entries = new ArrayList<>();
    for (int number = 1; entries.size() < MOST_ENTRIES && lines.advance(); number++) {
      String line = lines.line();
      if (line.length() <= LONGEST_LINE && defines(path, line)) {
        String text = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
        entries.add(new Entry(number, line.length() - line.stripLeading().length(), text));
      }
    }
    return new Outline(entries, most);
  }

  private static boolean defines(String path, String line) {
    String name = path.toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "md", "mdx", "markdown" -> HEADING.matcher(line).matches();
      case "toml", "ini", "cfg" -> SECTION.matcher(line).matches();
      case "json", "txt", "log", "csv", "xml", "html", "lock", "yml", "yaml" -> false;
      default -> CODE.matcher(line).matches() || C_FUNCTION.matcher(line).matches();
    };
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The rows from a line on, under a line that says what they are; empty when there are none. */
  String from(int line) {
    List<Entry> rest = entries.stream().filter(entry -> entry.line() >= line).toList();
    if (rest.isEmpty()) {
      return "";
    }
    List<Entry> shown = fitting(rest);
    String left =
        shown.size() == rest.size() ? "" : ", " + (rest.size() - shown.size()) + " more left out";
    return "[definitions further down, by line"
        + left
        + ":]\n"
        + shown.stream().map(Entry::row).collect(Collectors.joining());
  }

  private List<Entry> fitting(List<Entry> rest) {
    if (length(rest) <= most) {
      return rest;
    }
    TreeMap<Integer, List<Entry>> byDepth = new TreeMap<>();
    rest.forEach(
        entry ->
            byDepth.computeIfAbsent(entry.indent(), i -> new ArrayList<>()).add(entry.shortened()));
    List<Entry> shown = new ArrayList<>();
    int room = most;
    for (List<Entry> level : byDepth.values()) {
      int length = length(level);
      if (length > room) {
        shown.addAll(spread(level, (int) ((long) level.size() * room / length)));
        break;
      }
      shown.addAll(level);
      room -= length;
    }
    shown.sort(Comparator.comparingInt(Entry::line));
    return shown;
  }

  private static int length(List<Entry> entries) {
    return entries.stream().mapToInt(entry -> entry.row().length()).sum();
  }

  /** So many, from all parts of the file. */
  private static List<Entry> spread(List<Entry> level, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> level.get((int) ((long) i * level.size() / count)))
        .toList();
  }
}
