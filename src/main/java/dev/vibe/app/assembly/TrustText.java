package dev.vibe.app.assembly;

import dev.vibe.approval.FolderPin;
import dev.vibe.approval.FolderPin.Change;
import dev.vibe.approval.FolderPin.Entry;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import dev.vibe.text.QuotedName;
import dev.vibe.text.UnifiedDiff;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Renderer of what a folder brings along, as lines that are safe to show. Pure. */
final class TrustText {

  /** Rows of a list; a person reads no more. */
  private static final int MOST_ROWS = 20;

  /** Lines of one file in the first look at it. */
  private static final int GLANCE = 6;

  /** Files of the first look. */
  private static final int GLANCED_AT = 3;

  /** Lines of a change in the first look at it. */
  private static final int MOST_DIFF = 40;

  /** Lines of all texts together. */
  private static final int MOST_LINES = 2_000;

  private static final int WIDEST_GLANCE = 100;

  private TrustText() {}

  /** Names and sizes, and the beginning of what is text. */
  static List<String> of(FolderPin pin) {
    List<String> lines = new ArrayList<>();
    pin.entries().forEach((name, entry) -> lines.add("  " + row(name, size(entry))));
    cut(lines, MOST_ROWS, "files");
    pin.entries().entrySet().stream()
        .filter(each -> isText(each.getValue()))
        .sorted(Comparator.comparing(each -> !each.getKey().endsWith("AGENTS.md")))
        .limit(GLANCED_AT)
        .forEach(each -> lines.addAll(glance(each.getKey(), each.getValue())));
    return lines;
  }

  private static List<String> glance(String name, Entry entry) {
    List<String> text = body(entry);
    List<String> lines = new ArrayList<>(List.of("", QuotedName.of(name) + ":"));
    text.stream().limit(GLANCE).forEach(line -> lines.add("  │ " + shortened(line)));
    if (text.size() > GLANCE) {
      lines.add("  │ … " + Figures.count(text.size() - GLANCE, "more line"));
    }
    return lines;
  }

  /** All of the texts. */
  static List<String> whole(FolderPin pin) {
    List<String> lines = new ArrayList<>();
    pin.entries()
        .forEach(
            (name, entry) -> {
              lines.add("");
              lines.add(QuotedName.of(name) + ", " + size(entry) + ":");
              body(entry).forEach(line -> lines.add("  │ " + line));
            });
    cut(lines, MOST_LINES, "lines");
    return lines;
  }

  /** What is other than it was, and the beginning of how. */
  static List<String> of(List<Change> changes) {
    List<String> lines = new ArrayList<>();
    changes.forEach(change -> lines.add("  " + row(change)));
    cut(lines, MOST_ROWS, "files");
    List<String> diff = new ArrayList<>(whole(changes));
    cut(diff, MOST_DIFF, "lines");
    lines.addAll(diff);
    return lines;
  }

  /** All of how it is other than it was. */
  static List<String> whole(List<Change> changes) {
    List<String> lines = new ArrayList<>();
    for (Change change : changes) {
      List<String> diff = diff(change);
      if (!diff.isEmpty()) {
        lines.add("");
        lines.addAll(diff);
      }
    }
    cut(lines, MOST_LINES, "lines");
    return lines;
  }

  /** Of a link there is nothing to show but where it leads, and of a pipe nothing at all. */
  private static List<String> diff(Change change) {
    List<Entry> files =
        Stream.concat(change.before().stream(), change.now().stream())
            .filter(each -> each.kind() == FolderPin.Kind.FILE)
            .toList();
    if (files.isEmpty()) {
      return List.of();
    }
    if (!files.stream().allMatch(TrustText::isText)) {
      return List.of(QuotedName.of(change.name()) + ": too long to be shown here, or not UTF-8");
    }
    String before = text(change.before());
    String now = text(change.now());
    return UnifiedDiff.render(
            change.before().isEmpty()
                ? UnifiedDiff.created(change.name(), now)
                : change.now().isEmpty()
                    ? UnifiedDiff.deleted(change.name(), before)
                    : UnifiedDiff.between(change.name(), before, now))
        .lines()
        .filter(line -> !line.startsWith("diff --git ") && !line.contains(" file mode "))
        .map(ControlChars::neutralise)
        .toList();
  }

  private static String text(Optional<Entry> entry) {
    return entry.filter(TrustText::isText).flatMap(Entry::text).orElse("");
  }

  private static boolean isText(Entry entry) {
    return entry.kind() == FolderPin.Kind.FILE && entry.text().isPresent();
  }

  private static String row(Change change) {
    if (change.before().isEmpty()) {
      return row(change.name(), "new, " + change.now().map(TrustText::size).orElse(""));
    }
    String was = size(change.before().get());
    return row(
        change.name(),
        change.now().map(now -> size(now) + ", was " + was).orElse("gone, was " + was));
  }

  private static String row(String name, String what) {
    return QuotedName.of(name) + "  " + what;
  }

  private static String size(Entry entry) {
    return switch (entry.kind()) {
      case FILE -> Figures.bytes(entry.size());
      case LINK -> "a link to " + QuotedName.of(entry.text().orElse("?")) + ", which never counts";
      case OTHER -> "no file that can be read, which never counts";
    };
  }

  private static List<String> body(Entry entry) {
    return switch (entry.kind()) {
      case FILE -> {
        Optional<String> text = entry.text();
        yield text.isPresent()
            ? text.get().lines().map(ControlChars::neutralise).toList()
            : List.of("(too long to be shown here, or not UTF-8)");
      }
      case LINK, OTHER -> List.of();
    };
  }

  private static String shortened(String line) {
    return line.length() <= WIDEST_GLANCE ? line : line.substring(0, WIDEST_GLANCE) + "…";
  }

  private static void cut(List<String> lines, int most, String of) {
    if (lines.size() > most) {
      int more = lines.size() - most;
      lines.subList(most, lines.size()).clear();
      lines.add("  … and " + more + " more " + of);
    }
  }
}
