package dev.vibe.exec.shell;

/**
 * Pattern of commands in a rule: {@code *} stands for any text, and nothing else is special. One
 * that ends in a blank and a star is also met by nothing in their place. Pure.
 *
 * @param text as it was written
 */
public record CommandPattern(String text) {

  public CommandPattern {
    text = text.replaceAll("\\*+", "*");
  }

  private static final String AND_MORE = " *";

  /** Whether everything matches. */
  public boolean isAny() {
    return text.length() == 1 && text.charAt(0) == '*';
  }

  /** Whether all of a command as it stands matches. */
  public boolean matches(String command) {
    return meets(command, Marks.STAR + 1);
  }

  /** Whether what is not known of a reading may be such that it matches. */
  public boolean mayMatch(String reading) {
    return meets(reading, Marks.ANY);
  }

  private boolean meets(String command, int marks) {
    return meets(text, command, marks)
        || (text.endsWith(AND_MORE)
            && meets(text.substring(0, text.length() - AND_MORE.length()), command, marks));
  }

  /**
   * Whether a command meets a text, from the ends on.
   *
   * @param marks the first character that stands for others
   */
  private static boolean meets(String text, String command, int marks) {
    int same = Math.min(literal(text), command.length());
    for (int i = 0; i < same; i++) {
      char found = command.charAt(i);
      if (found >= marks && Marks.isMark(found)) {
        break;
      }
      if (found != text.charAt(i)) {
        return false; // most rules are about other programs, and a command may be long
      }
    }
    boolean[] next = new boolean[command.length() + 1];
    for (int i = text.length(); i >= 0; i--) {
      boolean[] now = new boolean[command.length() + 1];
      for (int j = command.length(); j >= 0; j--) {
        boolean hasPattern = i < text.length();
        boolean hasCommand = j < command.length();
        char wanted = hasPattern ? text.charAt(i) : 0;
        char found = hasCommand ? command.charAt(j) : 0;
        boolean isMark = hasCommand && found >= marks && Marks.isMark(found);
        if (!hasPattern && !hasCommand) {
          now[j] = true;
        } else if (hasPattern && wanted == '*') {
          now[j] = next[j] || (hasCommand && now[j + 1]);
        } else if (isMark && found != Marks.ONE) {
          boolean takes = hasPattern && (wanted != ' ' || found != Marks.SOME);
          now[j] = now[j + 1] || (takes && next[j]);
        } else {
          now[j] = hasPattern && hasCommand && (isMark || wanted == found) && next[j + 1];
        }
      }
      next = now;
    }
    return next[0];
  }

  /** How many characters stand before the first star. */
  private static int literal(String text) {
    int star = text.indexOf('*');
    return star < 0 ? text.length() : star;
  }
}
