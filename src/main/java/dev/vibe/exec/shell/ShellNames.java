package dev.vibe.exec.shell;

/** Rules for where names and calculations end in a line of a shell. Pure. */
final class ShellNames {

  private ShellNames() {}

  /** Whether a word in front of a redirection names a descriptor. */
  static boolean isDescriptor(String word) {
    return !word.isEmpty()
        && (word.chars().allMatch(c -> c >= '0' && c <= '9')
            || (word.startsWith("{") && word.endsWith("}") && word.length() > 2));
  }

  /**
   * Where the name of a variable ends; one of a single character has a digit or a sign as its name.
   */
  static int endOfName(String text, int from) {
    if (from < text.length() && "0123456789@*#?$!-".indexOf(text.charAt(from)) >= 0) {
      return from + 1;
    }
    int end = from;
    while (end < text.length() && isOfName(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Whether the name of a variable may hold a character. */
  static boolean isOfName(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Where a calculation ends with two brackets; -1 when it is none. */
  static int closesCalculation(String text, int from) {
    int open = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == ';' && open == 0 && !isLoopHead(text, from))) {
        return -1;
      } else if (c == '(') {
        open++;
      } else if (c == ')' && open-- == 0) {
        return text.startsWith("))", i) ? i : -1;
      }
    }
    return -1;
  }

  /** As in {@code for ((i = 0; i < 3; i++))}. */
  private static boolean isLoopHead(String text, int from) {
    return text.substring(Math.max(0, from - 8), from).matches("(?s).*\\bfor\\s*\\(\\(");
  }
}
