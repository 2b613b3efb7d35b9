package dev.vibe.workspace.patch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Reader of the names of files as patches write them, a character a byte: perhaps quoted, with a
 * date, with prefixes such as {@code a/} and {@code b/} that are no folders.
 */
final class PatchNames {

  static final String NOTHING = "/dev/null";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.nnnnnnnnn] xx");

  private PatchNames() {}

  /** The names before and after, without prefixes; {@link #NOTHING} where there is no file. */
  record Pair(String before, String after) {}

  /** The two names in {@code diff --git}, as far as they can be told apart. */
  static Optional<Pair> ofGit(String names) {
    String before;
    String after;
    if (names.startsWith("\"")) {
      int end = closingQuote(names);
      before = unquoted(names.substring(0, end));
      after = unquoted(names.substring(end).strip());
    } else {
      int half = (names.length() - 1) / 2;
      if (names.length() % 2 == 0 || names.charAt(half) != ' ') {
        return Optional.empty();
      }
      before = decoded(names.substring(0, half));
      after = decoded(names.substring(half + 1));
    }
    boolean same = before.equals(after) || withoutFirst(before).equals(withoutFirst(after));
    return same ? Optional.of(new Pair(before, after)) : Optional.empty();
  }

  /**
   * The names in {@code ---} and {@code +++}.
   *
   * @param git what {@code diff --git} says, which tells whether there are prefixes
   * @return empty when it cannot be told which file is meant
   */
  static Optional<Pair> ofLines(String before, String after, Optional<Pair> git) {
    String old = isEpoch(before) ? NOTHING : named(before);
    String now = isEpoch(after) ? NOTHING : named(after);
    Pair written = git.orElseGet(() -> new Pair(named(before), named(after)));
    if (!written.before().equals(written.after())
        && !written.before().equals(NOTHING)
        && !written.after().equals(NOTHING)) {
      if (!withoutFirst(written.before()).equals(withoutFirst(written.after()))) {
        return ofCopies(old, now);
      }
      return Optional.of(new Pair(stripped(old), stripped(now)));
    }
    boolean prefixed =
        git.isEmpty()
            && (old.equals(NOTHING) || old.startsWith("a/"))
            && (now.equals(NOTHING) || now.startsWith("b/"));
    return Optional.of(prefixed ? new Pair(stripped(old), stripped(now)) : new Pair(old, now));
  }

  /** {@code diff -u f.orig f} and {@code diff -u f f.new} are about {@code f}. */
  private static Optional<Pair> ofCopies(String old, String now) {
    if (old.equals(NOTHING) || now.equals(NOTHING)) {
      return Optional.of(new Pair(old, now));
    }
    String shorter = old.length() < now.length() ? old : now;
    String longer = old.length() < now.length() ? now : old;
    return longer.startsWith(shorter + ".") || longer.equals(shorter + "~")
        ? Optional.of(new Pair(shorter, shorter))
        : Optional.empty();
  }

  private static String stripped(String name) {
    return name.equals(NOTHING) ? name : withoutFirst(name);
  }

  private static String withoutFirst(String name) {
    return name.substring(name.indexOf('/') + 1);
  }

  /** What follows a tab is a date. */
  private static String named(String text) {
    if (text.startsWith("\"")) {
      return unquoted(text.substring(0, closingQuote(text)));
    }
    int tab = text.indexOf('\t');
    return decoded(tab < 0 ? text : text.substring(0, tab));
  }

  /** Where others say that there is no file, {@code diff -N} gives the time 0. */
  private static boolean isEpoch(String text) {
    int tab = text.lastIndexOf('\t');
    try {
      return tab >= 0
          && OffsetDateTime.parse(text.substring(tab + 1).strip(), DATE).toEpochSecond() == 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static int closingQuote(String text) {
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i + 1;
      }
    }
    return text.length();
  }

  static String unquoted(String name) {
    if (!name.startsWith("\"") || name.length() < 2) {
      return decoded(name);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String inner = name.substring(1, name.length() - (name.endsWith("\"") ? 1 : 0));
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c != '\\' || i + 1 == inner.length()) {
        out.write(c);
        continue;
      }
      char escaped = inner.charAt(++i);
      if (escaped >= '0' && escaped <= '3' && i + 2 < inner.length()) {
        out.write(
            ((escaped - '0') << 6) | ((inner.charAt(i + 1) & 7) << 3) | (inner.charAt(i + 2) & 7));
        i += 2;
      } else {
        int control = "abtnvfr".indexOf(escaped);
        out.write(control < 0 ? escaped : 7 + control);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String decoded(String raw) {
    return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
