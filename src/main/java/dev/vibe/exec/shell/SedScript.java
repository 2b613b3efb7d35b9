package dev.vibe.exec.shell;

/**
 * Reader of a script of sed(1) that prints, deletes and replaces text on its way to the output, and
 * nothing else; sed 4.9. A command that reads or writes a file, runs something, or may not end has
 * no place in it. Owned by one thread.
 */
final class SedScript {

  private static final String COMMANDS = "pPdDqQ=lhHgGxnN";
  private static final String FLAGS = "gpiI0123456789";

  private final String text;
  private int at;

  private SedScript(String text) {
    this.text = text;
  }

  static boolean isPlain(String script) {
    SedScript reader = new SedScript(script);
    boolean any = false;
    reader.skip(" \t\n;");
    while (reader.at < script.length()) {
      if (!reader.command()) {
        return false;
      }
      any = true;
    }
    return any;
  }

  private boolean command() {
    if (address()) {
      skip(" ");
      if (take(',')) {
        skip(" ");
        if (!secondAddress()) {
          return false;
        }
      }
    }
    skip(" ");
    while (take('!')) {
      skip(" ");
    }
    if (at >= text.length()) {
      return false;
    }
    boolean replaces = text.charAt(at) == 's' || text.charAt(at) == 'y';
    return (replaces ? replacement() : simple()) && isAtEnd();
  }

  private void skip(String characters) {
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean take(char wanted) {
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private boolean address() {
    if (take('$')) {
      return true;
    }
    if (at < text.length() && text.charAt(at) == '/') {
      at++;
      return upTo('/') && flags("I");
    }
    boolean isNumber = number();
    if (isNumber && take('~')) {
      return number();
    }
    return isNumber;
  }

  private boolean secondAddress() {
    if (take('+') || take('~')) {
      return number();
    }
    return address();
  }

  private boolean number() {
    int from = at;
    skip("0123456789");
    return at > from;
  }

  private boolean flags(String flags) {
    skip(flags);
    return true;
  }

  /** Of a text with backslashes; a line break in it is another thing to some versions. */
  private boolean upTo(char end) {
    while (at < text.length() && text.charAt(at) != end && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at < text.length() && take(end);
  }

  private boolean replacement() {
    char kind = text.charAt(at);
    if (at + 1 >= text.length()) {
      return false;
    }
    char end = text.charAt(at + 1);
    if ("/|,:#@!%_+=~^".indexOf(end) < 0) {
      return false;
    }
    at += 2;
    boolean hasSought = upTo(end);
    return hasSought && upTo(end) && (kind == 'y' || flags(FLAGS));
  }

  private boolean simple() {
    char command = text.charAt(at);
    if (COMMANDS.indexOf(command) < 0) {
      return false;
    }
    at++;
    if (command == 'q' || command == 'Q' || command == 'l') {
      skip(" ");
      skip("0123456789");
    }
    return true;
  }

  private boolean isAtEnd() {
    skip(" \t");
    boolean ends = at >= text.length() || text.charAt(at) == ';' || text.charAt(at) == '\n';
    skip(" \t\n;");
    return ends;
  }
}
