package dev.vibe.provider.openai.wire;

import java.util.List;

/**
 * Holds text back from the screen from where a tool call may have leaked into it: at {@code
 * [TOOL_CALLS]}, at a line that starts with the name of a tool and {@code [ARGS]}, and at a line
 * that starts with a JSON list of {@code "tool"} objects. Not inside a code fence or inline code.
 * Once it holds, it holds to the end of the reply; whether it was a call is for {@link
 * LeakedCalls}. One use.
 */
final class LeakFilter {

  static final String TOOL_CALLS = "[TOOL_CALLS]";
  static final String ARGS = "[ARGS]";
  static final String CALL_ID = "[CALL_ID]";

  private enum Match {
    NO,
    /** So far it fits; more text decides. */
    MAYBE,
    YES
  }

  private final List<String> toolNames;
  private final StringBuilder pending = new StringBuilder();
  private boolean holding;
  private boolean inFence;
  private boolean lineIsBlank = true;
  private int ticksOnLine;
  private int ticksAtLineStart;

  LeakFilter(List<String> toolNames) {
    this.toolNames = toolNames;
  }

  /** Takes the next text and gives what may be shown now. */
  String accept(String text) {
    if (!holding && pending.isEmpty() && cannotMatter(text)) {
      return text;
    }
    pending.append(text);
    if (holding) {
      return "";
    }
    int position = 0;
    while (position < pending.length()) {
      Match match = inFence ? Match.NO : matchAt(position);
      if (match != Match.NO) {
        holding = match == Match.YES;
        break;
      }
      passed(pending.charAt(position));
      position++;
    }
    String shown = pending.substring(0, position);
    pending.delete(0, position);
    return shown;
  }

  /** What has not been shown, at the end of the reply. */
  String held() {
    return pending.toString();
  }

  /** The common case in the middle of a line, without a copy. */
  private boolean cannotMatter(String text) {
    if (lineIsBlank) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '[' || c == '`' || c == '~') {
        return false;
      }
    }
    return true;
  }

  private void passed(char c) {
    if (c == '\n') {
      lineIsBlank = true;
      ticksOnLine = 0;
      ticksAtLineStart = 0;
    } else if (c == '`' || c == '~') {
      ticksOnLine += c == '`' ? 1 : 0;
      if (lineIsBlank || ticksAtLineStart > 0) {
        ticksAtLineStart++;
        if (ticksAtLineStart == 3) {
          inFence = !inFence;
          ticksOnLine = 0;
        }
      }
      lineIsBlank = false;
    } else {
      ticksAtLineStart = 0;
      lineIsBlank &= Character.isWhitespace(c);
    }
  }

  private Match matchAt(int at) {
    char c = pending.charAt(at);
    if (c == '[') {
      Match token = ticksOnLine % 2 == 1 ? Match.NO : tokenAt(at);
      return token == Match.NO && lineIsBlank ? listAt(at) : token;
    }
    return lineIsBlank && isNameCharacter(c) ? nameAndArgsAt(at, List.of(ARGS)) : Match.NO;
  }

  private Match tokenAt(int at) {
    Match token = literalAt(at, TOOL_CALLS);
    if (token != Match.YES) {
      return token;
    }
    int next = skipBlanks(at + TOOL_CALLS.length());
    if (next == pending.length()) {
      return Match.MAYBE;
    }
    char c = pending.charAt(next);
    return c == '[' || c == '{' ? Match.YES : nameAndArgsAt(next, List.of(ARGS, CALL_ID, "{"));
  }

  private Match listAt(int at) {
    int next = skipBlanks(at + 1);
    if (next == pending.length()) {
      return Match.MAYBE;
    }
    if (pending.charAt(next) != '{') {
      return Match.NO;
    }
    next = skipBlanks(next + 1);
    return next == pending.length() ? Match.MAYBE : literalAt(next, "\"tool\"");
  }

  private Match nameAndArgsAt(int at, List<String> followers) {
    Match best = Match.NO;
    for (String name : toolNames) {
      Match match = literalAt(at, name);
      if (match == Match.YES) {
        match = Match.NO;
        for (String follower : followers) {
          match = better(match, literalAt(at + name.length(), follower));
        }
      }
      best = better(best, match);
    }
    return best;
  }

  private static Match better(Match a, Match b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private Match literalAt(int at, String literal) {
    int length = Math.min(literal.length(), pending.length() - at);
    for (int i = 0; i < length; i++) {
      if (pending.charAt(at + i) != literal.charAt(i)) {
        return Match.NO;
      }
    }
    return length == literal.length() ? Match.YES : Match.MAYBE;
  }

  private int skipBlanks(int at) {
    int next = at;
    while (next < pending.length() && Character.isWhitespace(pending.charAt(next))) {
      next++;
    }
    return next;
  }

  static boolean isNameCharacter(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }
}
