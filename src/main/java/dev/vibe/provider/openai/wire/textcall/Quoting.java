package dev.vibe.provider.openai.wire.textcall;

/**
 * Scanner that follows Markdown as far as it says what is quoted: code fences, indented code,
 * inline code and block quotes. Fed with every character that has been shown. One reply.
 */
final class Quoting {

  /** From here on an indented line is code. Columns. */
  private static final int CODE_INDENT = 4;

  private static final String SENTENCE_ENDS = ".!?:;…。！？：";
  private static final String OPENING = "\"'(<“‘«„";

  private boolean anything;
  private char lastNonBlank = '\n';
  private char last = '\n';

  // Of the present line.
  private boolean blankSoFar = true;
  private int indent;
  private boolean blockQuote;
  private int codeTicks;
  private boolean fenceBegan;

  private char runOf;
  private int run;
  private boolean runLedTheLine;

  private char fence;
  private int fenceLength;

  /** Whether the present line has nothing but blanks yet. */
  boolean atLineStart() {
    return blankSoFar;
  }

  /** Whether what comes now is quoted and not said. */
  boolean isQuoted() {
    endRun();
    boolean indentedCode = anything && blankSoFar && indent >= CODE_INDENT;
    return fenceLength > 0 || blockQuote || indentedCode || codeTicks > 0;
  }

  /**
   * Whether a mark that comes now, in the middle of a line, ends what was said: directly behind a
   * word, or after a sentence. Behind any other word and a blank it is talked about.
   */
  boolean sentenceMayEnd() {
    return Character.isWhitespace(last)
        ? SENTENCE_ENDS.indexOf(lastNonBlank) >= 0
        : OPENING.indexOf(last) < 0;
  }

  void passed(char c) {
    if (c == '`' || c == '~') {
      if (c != runOf) {
        endRun();
        runOf = c;
        runLedTheLine = blankSoFar;
      }
      run++;
    } else {
      endRun();
    }
    if (c == '\n') {
      blankSoFar = true;
      indent = 0;
      blockQuote = false;
      codeTicks = 0;
      fenceBegan = false;
    } else if (!Character.isWhitespace(c)) {
      blockQuote |= blankSoFar && c == '>';
      blankSoFar = false;
      anything = true;
      lastNonBlank = c;
    } else if (blankSoFar) {
      indent += c == '\t' ? CODE_INDENT : 1;
    }
    last = c;
  }

  private void endRun() {
    int length = run;
    run = 0;
    char of = runOf;
    runOf = 0;
    if (fenceLength > 0) {
      if (of == fence && length >= fenceLength && (runLedTheLine || fenceBegan)) {
        fenceLength = 0;
      }
    } else if (length >= 3 && runLedTheLine) {
      fence = of;
      fenceLength = length;
      fenceBegan = true;
    } else if (of == '`') {
      codeTicks = codeTicks == 0 ? length : codeTicks == length ? 0 : codeTicks;
    }
  }
}
