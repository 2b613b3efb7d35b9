package dev.vibe.workspace.edit;

/** Step of matching: how closely the old text of an edit has to fit, from strict to loose. */
public enum MatchStep {
  EXACT("letter for letter"),
  LINE_ENDINGS("but for line endings"),
  TRAILING_BLANKS("but for blanks at line ends"),
  LOOK_ALIKES("but for look-alike characters (quotes, dashes, blanks, Unicode form)"),
  LINE_NUMBERS("after removing the line numbers copied with it"),
  INDENTATION("but for the indentation; the new text was indented as in the file"),
  OVER_ESCAPED("after removing one level of escaping, from the new text too"),
  SIMILAR("but for small differences in lines that the edit does not change; those were kept");

  private final String words;

  MatchStep(String words) {
    this.words = words;
  }

  /** Completes "the old text fits …". */
  public String words() {
    return words;
  }
}
