package dev.vibe.tool.builtin;

import java.util.regex.Pattern;

/** Judge of lines that only say what a file uses or where it belongs, in the usual languages. */
final class ImportLine {

  private static final Pattern FORM =
      Pattern.compile(
          "\\s*+(?:import\\b.*"
              + "|package\\s+[\\w.]+\\s*;?"
              + "|from\\s+[\\w.]+\\s+import\\b.*"
              + "|#\\s*include\\b.*"
              + "|using\\s+[\\w.:= ]+;"
              + "|(?:pub\\s+)?use\\s+[\\w:{}\\\\, *]+;"
              + "|export\\s.*\\sfrom\\s+['\"].*"
              + "|(?:const|let|var)\\s.*=\\s*require\\(.*"
              + "|require(?:_relative|_once)?\\b\\s*\\(?['\"].*)");

  private static final int LONGEST = 300;

  private ImportLine() {}

  static boolean is(String line) {
    return line.length() <= LONGEST && FORM.matcher(line).matches();
  }
}
