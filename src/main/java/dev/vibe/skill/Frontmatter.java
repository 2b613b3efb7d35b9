package dev.vibe.skill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Frontmatter of a Markdown file: fields between two lines of three dashes, and the body behind
 * them. Of YAML it takes what such files use: a text plain, quoted, folded or literal, a list, and
 * one level of names below a name. Pure.
 *
 * @param fields by name; a list is joined by spaces, names below a name are {@code outer.inner}
 * @param body without the blank lines around it
 * @param lists the lists, by name
 */
public record Frontmatter(
    Map<String, String> fields, Map<String, List<String>> lists, String body) {

  private static final String MARK = "---";

  public Frontmatter {
    fields = Map.copyOf(fields);
    lists = Map.copyOf(lists);
  }

  /** The field; empty when it is not there, or has no text. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name)).filter(text -> !text.isBlank());
  }

  /** Whether a field says yes, in the words of YAML 1.1. */
  public boolean isSet(String name) {
    return text(name).filter(text -> text.matches("(?i)true|yes|on")).isPresent();
  }

  /** A list, also where it is written as one text with spaces or commas in it. */
  public List<String> list(String name) {
    List<String> list = lists.get(name);
    if (list != null) {
      return list;
    }
    return text(name).stream().flatMap(text -> splitOutsideBrackets(text).stream()).toList();
  }

  /**
   * Reads a file's text; one without frontmatter is all body.
   *
   * @throws IllegalArgumentException when the frontmatter is none: what is wrong, with its line
   */
  public static Frontmatter of(String text) {
    List<String> lines = text.lines().toList();
    int first = 0;
    while (first < lines.size() && lines.get(first).isBlank()) {
      first++;
    }
    if (first == lines.size() || !lines.get(first).stripTrailing().equals(MARK)) {
      return new Frontmatter(Map.of(), Map.of(), text.strip());
    }
    int last = first + 1;
    while (last < lines.size() && !lines.get(last).stripTrailing().equals(MARK)) {
      last++;
    }
    if (last == lines.size()) {
      throw new IllegalArgumentException("no line of three dashes ends what begins with one");
    }
    Reader reader = new Reader(lines.subList(first + 1, last), first + 2);
    reader.read();
    String body =
        lines.subList(last + 1, lines.size()).stream().collect(Collectors.joining("\n")).strip();
    return new Frontmatter(reader.fields, reader.lists, body);
  }

  /** {@code Bash(git add *) Read} are two. */
  private static List<String> splitOutsideBrackets(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int depth = 0;
    for (char c : (text + " ").toCharArray()) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth <= 0 && (c == ' ' || c == ',' || c == '\t')) {
        if (!part.isEmpty()) {
          parts.add(part.toString());
          part.setLength(0);
        }
      } else {
        part.append(c);
      }
    }
    return parts;
  }

  /** Reader of the lines between the marks. */
  private static final class Reader {
    private final List<String> lines;
    private final int firstLine;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    private int at;

    Reader(List<String> lines, int firstLine) {
      this.lines = lines;
      this.firstLine = firstLine;
    }

    void read() {
      while (at < lines.size()) {
        String line = lines.get(at);
        if (isEmpty(line)) {
          at++;
        } else if (indent(line) > 0) {
          throw wrong("is indented, and belongs to nothing");
        } else {
          field("", 0);
        }
      }
    }

    private void field(String outer, int indent) {
      String line = lines.get(at);
      int colon = colon(line);
      if (colon < 0) {
        throw wrong("has no name with a colon behind it");
      }
      String name = outer + unquoted(line.substring(indent, colon).strip());
      String value = uncommented(line.substring(colon + 1)).strip();
      if (fields.containsKey(name) || lists.containsKey(name)) {
        throw wrong("has a name that was there before: " + name);
      }
      at++;
      if (value.matches("[|>][+-]?[0-9]?")) {
        fields.put(name, block(indent, value.charAt(0)));
      } else if (value.startsWith("[")) {
        list(name, flow(value));
      } else if (!value.isEmpty()) {
        fields.put(name, unquoted(continued(value, indent)));
      } else {
        nested(name, indent, outer);
      }
    }

    /** What stands below a name that has nothing behind it. */
    private void nested(String name, int indent, String outer) {
      skipEmpty();
      if (at < lines.size() && lines.get(at).strip().startsWith("- ")) {
        List<String> items = new ArrayList<>();
        while (at < lines.size() && lines.get(at).strip().startsWith("-")) {
          items.add(unquoted(uncommented(lines.get(at).strip().substring(1)).strip()));
          at++;
          skipEmpty();
        }
        list(name, items);
      } else if (at < lines.size() && indent(lines.get(at)) > indent && outer.isEmpty()) {
        int inner = indent(lines.get(at));
        while (at < lines.size() && indent(lines.get(at)) == inner) {
          field(name + ".", inner);
          skipEmpty();
        }
      } else {
        fields.put(name, "");
      }
    }

    private void list(String name, List<String> items) {
      List<String> all = items.stream().filter(item -> !item.isEmpty()).toList();
      lists.put(name, all);
      fields.put(name, String.join(" ", all));
    }

    private static List<String> flow(String value) {
      String inner = value.substring(1, value.length() - (value.endsWith("]") ? 1 : 0));
      List<String> items = new ArrayList<>();
      for (String item : inner.split(",", -1)) {
        items.add(unquoted(item.strip()));
      }
      return items;
    }

    /** A plain or quoted text may go on in the lines below, further to the right. */
    private String continued(String value, int indent) {
      StringBuilder all = new StringBuilder(value);
      while (at < lines.size() && !isEmpty(lines.get(at)) && indent(lines.get(at)) > indent) {
        all.append(' ').append(uncommented(lines.get(at)).strip());
        at++;
      }
      return all.toString();
    }

    private String block(int indent, char style) {
      List<String> all = new ArrayList<>();
      int inner = -1;
      while (at < lines.size() && (lines.get(at).isBlank() || indent(lines.get(at)) > indent)) {
        String line = lines.get(at++);
        if (inner < 0 && !line.isBlank()) {
          inner = indent(line);
        }
        all.add(line.isBlank() ? "" : line.substring(Math.min(Math.max(inner, 0), indent(line))));
      }
      if (style == '|') {
        return String.join("\n", all).strip();
      }
      StringBuilder folded = new StringBuilder();
      for (String line : all) {
        folded.append(line.isEmpty() ? "\n" : line.strip() + " ");
      }
      return folded.toString().replace(" \n", "\n").strip();
    }

    private void skipEmpty() {
      while (at < lines.size() && isEmpty(lines.get(at))) {
        at++;
      }
    }

    private IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException("line " + (firstLine + at) + " " + what);
    }

    private static boolean isEmpty(String line) {
      return line.isBlank() || line.strip().startsWith("#");
    }

    private static int indent(String line) {
      int indent = 0;
      while (indent < line.length()
          && (line.charAt(indent) == ' ' || line.charAt(indent) == '\t')) {
        indent++;
      }
      return indent;
    }

    /** The colon that ends a name: one with a blank or nothing behind it. */
    private static int colon(String line) {
      for (int i = 0; i < line.length(); i++) {
        boolean ends = i + 1 == line.length() || Character.isWhitespace(line.charAt(i + 1));
        if (line.charAt(i) == ':' && ends) {
          return i;
        }
      }
      return -1;
    }

    /** Without a comment, which has a blank before its sign and is in no quotes. */
    private static String uncommented(String value) {
      String text = value.strip();
      if (text.startsWith("\"") || text.startsWith("'")) {
        return value;
      }
      int sign = value.indexOf(" #");
      return sign < 0 ? value : value.substring(0, sign);
    }

    private static String unquoted(String value) {
      boolean isQuoted = value.length() >= 2 && value.charAt(0) == value.charAt(value.length() - 1);
      if (isQuoted && value.charAt(0) == '\'') {
        return value.substring(1, value.length() - 1).replace("''", "'");
      }
      if (isQuoted && value.charAt(0) == '"') {
        return value
            .substring(1, value.length() - 1)
            .replace("\\n", "\n")
            .replace("\\\"", "\"")
            .replace("\\\\", "\\");
      }
      return value;
    }
  }
}
