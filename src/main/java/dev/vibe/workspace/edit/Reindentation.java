package dev.vibe.workspace.edit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rule for how the indentation of the old text of an edit became that of the file, found from the
 * lines that both have, and applied to lines of the new text.
 */
final class Reindentation {

  /** Tab widths in the order in which they are tried. */
  private static final int[] TAB_WIDTHS = {4, 8, 2, 3};

  /** A way from one indent to another that holds for every line. */
  private sealed interface Shift {

    /** The file has this in front of what the model wrote. */
    record Deeper(String by) implements Shift {}

    /** The model wrote this in front of what the file has. */
    record Shallower(String by) implements Shift {}

    /** Columns differ by a constant when tabs are this wide. */
    record Columns(int tab, int by) implements Shift {}
  }

  private final Shift shift;
  private final Map<String, String> known;
  private final IndentStyle style;
  private final int modelUnit;

  private Reindentation(Shift shift, Map<String, String> known, IndentStyle style, int modelUnit) {
    this.shift = shift;
    this.known = known;
    this.style = style;
    this.modelUnit = modelUnit;
  }

  /**
   * Compares lines that are equal but for their indentation.
   *
   * @param old what the model wrote
   * @param found what the file has, as many lines
   * @param around the style of the file
   * @return empty when the difference is not the same for every line
   */
  static Optional<Reindentation> between(List<String> old, List<String> found, IndentStyle around) {
    Map<String, String> known = new HashMap<>();
    boolean tabs = false;
    boolean blanks = false;
    for (int i = 0; i < old.size(); i++) {
      if (!old.get(i).isBlank()) {
        String theirs = IndentStyle.indent(found.get(i));
        String before = known.put(IndentStyle.indent(old.get(i)), theirs);
        if (before != null && !before.equals(theirs)) {
          return Optional.empty();
        }
        tabs |= theirs.indexOf('\t') >= 0;
        blanks |= theirs.indexOf(' ') >= 0;
      }
    }
    IndentStyle style = new IndentStyle(tabs || (!blanks && around.tabs()), around.unit());
    int modelUnit = IndentStyle.of(old).unit();
    return shift(known).map(shift -> new Reindentation(shift, known, style, modelUnit));
  }

  private static Optional<Shift> shift(Map<String, String> known) {
    Map.Entry<String, String> any = known.entrySet().iterator().next();
    String ours = any.getKey();
    String theirs = any.getValue();
    if (theirs.endsWith(ours)) {
      String by = theirs.substring(0, theirs.length() - ours.length());
      if (known.entrySet().stream().allMatch(e -> e.getValue().equals(by + e.getKey()))) {
        return Optional.of(new Shift.Deeper(by));
      }
    }
    if (ours.endsWith(theirs)) {
      String by = ours.substring(0, ours.length() - theirs.length());
      if (known.entrySet().stream().allMatch(e -> e.getKey().equals(by + e.getValue()))) {
        return Optional.of(new Shift.Shallower(by));
      }
    }
    return columns(known);
  }

  private static Optional<Shift> columns(Map<String, String> known) {
    Optional<Shift> shifted = Optional.empty();
    for (int tab : TAB_WIDTHS) {
      long differences =
          known.entrySet().stream().mapToInt(e -> difference(e, tab)).distinct().count();
      int by = difference(known.entrySet().iterator().next(), tab);
      if (differences == 1 && by == 0) {
        return Optional.of(new Shift.Columns(tab, 0));
      }
      if (differences == 1 && shifted.isEmpty()) {
        shifted = Optional.of(new Shift.Columns(tab, by));
      }
    }
    return shifted;
  }

  private static int difference(Map.Entry<String, String> indents, int tab) {
    return IndentStyle.columns(indents.getValue(), tab)
        - IndentStyle.columns(indents.getKey(), tab);
  }

  /** A line of the new text, indented as in the file; a blank line becomes empty. */
  String apply(String line) {
    if (line.isBlank()) {
      return "";
    }
    String indent = IndentStyle.indent(line);
    String body = line.substring(indent.length());
    String seen = known.get(indent);
    return (seen != null ? seen : unseen(indent)) + body;
  }

  private String unseen(String indent) {
    return switch (shift) {
      case Shift.Deeper(String by) -> by + inStyle(indent);
      case Shift.Shallower(String by) -> indent.startsWith(by) ? indent.substring(by.length()) : "";
      case Shift.Columns(int tab, int by) ->
          style.indentOf(Math.max(0, IndentStyle.columns(indent, tab) + by), tab);
    };
  }

  /** What the model wrote with blanks where the file has tabs, or the other way round. */
  private String inStyle(String indent) {
    if (style.tabs() && indent.indexOf('\t') < 0) {
      return "\t".repeat(indent.length() / modelUnit) + " ".repeat(indent.length() % modelUnit);
    }
    return style.tabs() ? indent : indent.replace("\t", " ".repeat(style.unit()));
  }
}
