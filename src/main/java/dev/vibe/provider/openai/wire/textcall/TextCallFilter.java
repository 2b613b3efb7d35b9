package dev.vibe.provider.openai.wire.textcall;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Filter that holds text back from the screen as long as it may be a tool call that leaked into it:
 * from {@code [TOOL_CALLS]} on, and from a line on that starts with the name of a tool and {@code
 * [ARGS]} or with a list of {@code "tool"} objects. Not where the text quotes. What can no longer
 * be a call is given at once; whether what is held at the end was one is for {@link
 * TextCallParser}. One use.
 */
public final class TextCallFilter {

  private final List<String> toolNames;
  private final StringBuilder pending = new StringBuilder();
  private final Quoting quoting = new Quoting();
  private @Nullable TextCallScanner scan;
  private int scanned;
  private boolean off;

  public TextCallFilter(List<String> toolNames) {
    this.toolNames = toolNames;
  }

  /** Takes the next text and gives what may be shown now. */
  public String accept(String text) {
    if (off) {
      return text;
    }
    if (pending.isEmpty() && cannotMatter(text)) {
      for (int i = 0; i < text.length(); i++) {
        quoting.passed(text.charAt(i));
      }
      return text;
    }
    pending.append(text);
    int shown = 0;
    while (shown < pending.length() && !off) {
      TextCallScanner present = scan == null ? begin(pending.charAt(shown)) : scan;
      if (present != null && holds(present, shown)) {
        break;
      }
      // Text that talks about calls: there is no telling what in it would be meant.
      off = present != null && present.isCertain();
      scan = null;
      quoting.passed(pending.charAt(shown++));
    }
    int given = off ? pending.length() : shown;
    String release = pending.substring(0, given);
    pending.delete(0, given);
    return release;
  }

  /** What follows a call that may begin with this character; null where none may. */
  private @Nullable TextCallScanner begin(char c) {
    boolean lineStart = quoting.atLineStart();
    if (c != '[' && !(lineStart && (c == '<' || TextCallScanner.isNameCharacter(c)))) {
      return null;
    }
    if (quoting.isQuoted() || !(lineStart || quoting.sentenceMayEnd())) {
      return null;
    }
    scanned = 0;
    scan =
        new TextCallScanner(
            toolNames,
            lineStart ? TextCallScanner.Place.LINE_START : TextCallScanner.Place.WITHIN_LINE);
    return scan;
  }

  /** Goes on where it stopped; false when the text from {@code start} on is no call. */
  private boolean holds(TextCallScanner present, int start) {
    while (start + scanned < pending.length()) {
      if (!present.accept(pending.charAt(start + scanned))) {
        return false;
      }
      scanned++;
    }
    return true;
  }

  /** What has not been shown, at the end of the reply. */
  public String held() {
    return pending.toString();
  }

  /** Whether what is held is meant as a call, if perhaps a broken one. */
  public boolean holdsCall() {
    return !pending.isEmpty() && scan != null && scan.hasBegun();
  }

  /** The common case in the middle of a line, without a copy. */
  private boolean cannotMatter(String text) {
    return !quoting.atLineStart() && text.indexOf('\n') < 0 && text.indexOf('[') < 0;
  }
}
