package dev.vibe.workspace.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remover of line numbers that a model copied from the output of {@code read_file} (a number, a
 * tab, the text) or from a like listing with {@code |}, {@code :} or an arrow.
 */
final class LineNumbers {

  private static final Pattern NUMBERED =
      Pattern.compile("\\s*(\\d{1,9})(\t|\\||:|\u2192)(.*)", Pattern.DOTALL);

  /** An empty line whose separator was lost with the trailing blanks. */
  private static final Pattern NUMBER_ONLY = Pattern.compile("\\s*(\\d{1,9})\\s*");

  private LineNumbers() {}

  private record Numbered(long number, String separator, String text) {}

  /**
   * The edit without line numbers, in the readings that make sense: as it is after the separator,
   * and without one blank behind it. Empty unless every line of the old text has a number, one more
   * than that of the line before.
   */
  static List<TextEdit> strip(TextEdit edit) {
    List<String> lines = Region.segments(edit.old(), false);
    boolean closed = lines.size() > 1 && lines.getLast().isEmpty();
    List<String> numbered = closed ? lines.subList(0, lines.size() - 1) : lines;
    List<Numbered> parsed = new ArrayList<>();
    String separator = "";
    for (String line : numbered) {
      Optional<Numbered> next = parse(line);
      if (next.isEmpty() || !follows(parsed, next.get(), separator)) {
        return List.of();
      }
      separator = separator.isEmpty() ? next.get().separator() : separator;
      parsed.add(next.get());
    }
    if (separator.isEmpty()) {
      return List.of();
    }
    List<String> old = new ArrayList<>(parsed.stream().map(Numbered::text).toList());
    if (closed) {
      old.add("");
    }
    List<TextEdit> readings = new ArrayList<>();
    readings.add(edit(edit, old, changed(edit.replacement(), parsed, "")));
    if (!separator.equals("\t")
        && old.stream().allMatch(line -> line.isEmpty() || line.startsWith(" "))) {
      List<String> shorter = old.stream().map(line -> without(" ", line)).toList();
      readings.add(edit(edit, shorter, changed(edit.replacement(), parsed, " ")));
    }
    return readings;
  }

  /** Whether a line of a file begins as if it were numbered. */
  static boolean isNumbered(String line) {
    return NUMBERED.matcher(line).matches();
  }

  private static Optional<Numbered> parse(String line) {
    Matcher numbered = NUMBERED.matcher(line);
    if (numbered.matches()) {
      return Optional.of(
          new Numbered(Long.parseLong(numbered.group(1)), numbered.group(2), numbered.group(3)));
    }
    Matcher number = NUMBER_ONLY.matcher(line);
    return number.matches()
        ? Optional.of(new Numbered(Long.parseLong(number.group(1)), "", ""))
        : Optional.empty();
  }

  private static boolean follows(List<Numbered> before, Numbered next, String separator) {
    return (before.isEmpty() || next.number() == before.getLast().number() + 1)
        && (separator.isEmpty()
            || next.separator().isEmpty()
            || next.separator().equals(separator));
  }

  /** The separator of all lines that have one; empty when none has. */
  private static String separator(List<Numbered> lines) {
    return lines.stream()
        .map(Numbered::separator)
        .filter(separator -> !separator.isEmpty())
        .findFirst()
        .orElse("");
  }

  /**
   * New lines may be numbered or not; only numbers that continue the old ones are taken off. A
   * number alone is text, unless other lines are numbered.
   */
  private static List<String> changed(String replacement, List<Numbered> old, String padding) {
    List<String> lines = new ArrayList<>(Region.segments(replacement, false));
    long first = old.getFirst().number();
    long last = old.getLast().number() + lines.size();
    String separator = separator(old);
    List<Optional<Numbered>> numbers =
        lines.stream()
            .map(LineNumbers::parse)
            .map(parsed -> parsed.filter(n -> n.number() >= first && n.number() <= last))
            .toList();
    boolean isNumbered =
        numbers.stream().flatMap(Optional::stream).anyMatch(n -> n.separator().equals(separator));
    for (int i = 0; isNumbered && i < lines.size(); i++) {
      Optional<Numbered> number = numbers.get(i);
      if (number.isPresent()
          && (number.get().separator().isEmpty() || number.get().separator().equals(separator))) {
        lines.set(i, without(padding, number.get().text()));
      }
    }
    return lines;
  }

  private static String without(String padding, String line) {
    return line.startsWith(padding) ? line.substring(padding.length()) : line;
  }

  private static TextEdit edit(TextEdit edit, List<String> old, List<String> changed) {
    return new TextEdit(String.join("\n", old), String.join("\n", changed), edit.places());
  }
}
