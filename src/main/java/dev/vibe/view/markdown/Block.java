package dev.vibe.view.markdown;

import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import dev.vibe.view.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Block of lines that belong together, not yet laid out.
 *
 * @param lines as they came, at least one
 */
record Block(Kind kind, List<String> lines) {

  private static final Pattern HEADING = Pattern.compile(" {0,3}(#{1,6})\\s+(.*?)\\s*#*");
  private static final Pattern ITEM = Pattern.compile("(\\s*)([-*+]|\\d{1,4}[.)])\\s+(.*)");
  private static final Pattern RULE = Pattern.compile(" {0,3}(-{3,}|\\*{3,}|_{3,}|(- ){2,}-)\\s*");
  private static final Pattern TASK = Pattern.compile("\\[([ xX])]\\s+(.*)");

  Block {
    lines = List.copyOf(lines);
  }

  /** What lines can be. */
  enum Kind {
    PARAGRAPH,
    HEADING,
    ITEM,
    QUOTE,
    TABLE,
    RULE
  }

  /** What a line begins when it stands alone. */
  static Kind kindOf(String line) {
    if (HEADING.matcher(line).matches()) {
      return Kind.HEADING;
    }
    if (RULE.matcher(line).matches()) {
      return Kind.RULE;
    }
    if (ITEM.matcher(line).matches()) {
      return Kind.ITEM;
    }
    String text = line.strip();
    if (text.startsWith(">")) {
      return Kind.QUOTE;
    }
    return text.startsWith("|") ? Kind.TABLE : Kind.PARAGRAPH;
  }

  /** Whether a line goes on with this block. */
  boolean takes(String line) {
    Kind next = kindOf(line);
    return switch (kind) {
      case HEADING, RULE -> false;
      case TABLE -> next == Kind.TABLE;
      case QUOTE -> next == Kind.QUOTE || next == Kind.PARAGRAPH;
      case PARAGRAPH, ITEM -> next == Kind.PARAGRAPH;
    };
  }

  Block plus(String line) {
    List<String> more = new ArrayList<>(lines);
    more.add(line);
    return new Block(kind, more);
  }

  List<Line> layOut(int columns) {
    return switch (kind) {
      case PARAGRAPH -> new Line(Inline.spans(joined(lines), Role.TEXT), 0).wrapped(columns);
      case HEADING -> heading().wrapped(columns);
      case ITEM -> item().wrapped(columns);
      case QUOTE -> quote(columns);
      case TABLE -> new Table(lines).layOut(columns);
      case RULE -> List.of(Line.of(Role.FAINT, "─".repeat(Math.min(columns, 40))));
    };
  }

  private Line heading() {
    Matcher heading = HEADING.matcher(lines.getFirst());
    return heading.matches()
        ? new Line(Inline.spans(heading.group(2), Role.HEADING), 0)
        : Line.foreign(Role.HEADING, lines.getFirst());
  }

  private Line item() {
    Matcher item = ITEM.matcher(lines.getFirst());
    if (!item.matches()) {
      return new Line(Inline.spans(joined(lines), Role.TEXT), 0);
    }
    int depth = Math.min(item.group(1).replace("\t", "    ").length(), 20);
    String mark = Character.isDigit(item.group(2).charAt(0)) ? item.group(2) : "•";
    List<String> text = new ArrayList<>(lines);
    text.set(0, item.group(3));
    Matcher task = TASK.matcher(item.group(3));
    if (task.matches()) {
      mark = task.group(1).isBlank() ? "[ ]" : "[x]";
      text.set(0, task.group(2));
    }
    String head = " ".repeat(depth) + mark + " ";
    List<Span> spans = new ArrayList<>(List.of(new Span(Role.ACCENT, head)));
    spans.addAll(Inline.spans(joined(text), Role.TEXT));
    return new Line(spans, head.length());
  }

  private List<Line> quote(int columns) {
    String text = joined(lines.stream().map(l -> l.strip().replaceFirst("^>\\s?", "")).toList());
    return new Line(Inline.spans(text, Role.FAINT), 0)
        .wrapped(Math.max(4, columns - 2)).stream()
            .map(line -> Line.of(Role.FAINT, "│ ").plus(line))
            .toList();
  }

  private static String joined(List<String> lines) {
    return String.join(" ", lines.stream().map(String::strip).toList());
  }
}
