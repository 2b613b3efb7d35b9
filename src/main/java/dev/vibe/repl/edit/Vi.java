package dev.vibe.repl.edit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * State of the keys of Vi, of those that a prompt needs: {@code h l 0 $ w b e} move, also behind
 * {@code d}, {@code c} and {@code y}; {@code x dd yy D C p u i a I A o} change. Motions, and what
 * they are behind, take counts; there is one register. Immutable.
 *
 * @param pending what waits for more: counts, and one of {@code d}, {@code c}, {@code y} that waits
 *     for a motion, such as {@code 2d3}; else empty
 */
public record Vi(Mode mode, String pending) {

  /** Text is edited as in Emacs. */
  public static final Vi OFF = new Vi(Mode.OFF, "");

  public static final Vi INSERTING = new Vi(Mode.INSERT, "");

  private static final Vi WAITING = new Vi(Mode.NORMAL, "");

  private static final Pattern PENDING = Pattern.compile("(\\d*)([dcy]?)(\\d*)");

  /** More digits than a prompt has characters are ignored. */
  private static final int MOST_DIGITS = 4;

  /** Mode of the prompt, which says what letters do. */
  public enum Mode {
    OFF,
    INSERT,
    NORMAL
  }

  /** Outcome of a key. */
  public record Pressed(Vi vi, Editor editor) {}

  public boolean isNormal() {
    return mode == Mode.NORMAL;
  }

  /** As at the beginning of a text. */
  public Vi anew() {
    return mode == Mode.OFF ? OFF : INSERTING;
  }

  /** Ready for the next command. */
  public Vi done() {
    return WAITING;
  }

  /** {@code d}, {@code c} or {@code y} when it waits for a motion; else empty. */
  public String operator() {
    return parsed().group(2);
  }

  /** How often the next command is meant; counts before and behind an operator multiply. */
  public int count() {
    Matcher parsed = parsed();
    return number(parsed.group(1)) * number(parsed.group(3));
  }

  private Matcher parsed() {
    Matcher parsed = PENDING.matcher(pending);
    return parsed.matches() ? parsed : PENDING.matcher("");
  }

  private static int number(String digits) {
    return digits.isEmpty() ? 1 : Integer.parseInt(digits);
  }

  /** Escape: letters are commands from here on, and the cursor stands on a character. */
  public Pressed escape(Editor editor) {
    boolean moves = mode == Mode.INSERT && editor.cursor() > editor.lineStart(editor.cursor());
    return new Pressed(WAITING, moves ? editor.left() : editor);
  }

  /**
   * A letter as a command; of one that means nothing, nothing comes. {@code u}, {@code j} and
   * {@code k} need more than the text and are not known here.
   */
  public Pressed letter(String key, Editor editor) {
    if (isDigit(key)) {
      boolean fits = parsed().group(operator().isEmpty() ? 1 : 3).length() < MOST_DIGITS;
      return new Pressed(fits ? new Vi(mode, pending + key) : this, editor);
    }
    if (operator().isEmpty()) {
      return command(key, editor);
    }
    if (key.equals(operator())) {
      return wholeLines(editor);
    }
    // As in Vi, "cw" leaves the blanks behind the word, which is what "ce" does.
    String motion = key.equals("w") && operator().equals("c") ? "e" : key;
    return target(motion, editor)
        .map(to -> motion.equals("e") ? editor.after(to) : to)
        .map(end -> operated(editor, end))
        .orElseGet(() -> new Pressed(WAITING, editor));
  }

  /** A zero that begins no number is a motion. */
  private boolean isDigit(String key) {
    boolean goesOn = !pending.isEmpty() && Character.isDigit(pending.charAt(pending.length() - 1));
    return key.length() == 1 && key.charAt(0) >= (goesOn ? '0' : '1') && key.charAt(0) <= '9';
  }

  private Pressed command(String key, Editor editor) {
    return switch (key) {
      case "i" -> new Pressed(INSERTING, editor);
      case "a" -> new Pressed(INSERTING, right(editor));
      case "I" -> new Pressed(INSERTING, editor.home());
      case "A" -> new Pressed(INSERTING, editor.end());
      case "o" -> new Pressed(INSERTING, editor.end().insert("\n"));
      case "x" -> normal(editor.cutBetween(editor.cursor(), target("l", editor).orElseThrow()));
      case "D" -> normal(editor.cutBetween(editor.cursor(), editor.lineEnd(editor.cursor())));
      case "C" ->
          new Pressed(
              INSERTING, editor.cutBetween(editor.cursor(), editor.lineEnd(editor.cursor())));
      case "p" -> put(editor);
      case "d", "c", "y" -> new Pressed(new Vi(mode, pending + key), editor);
      default ->
          new Pressed(WAITING, target(key, editor).map(t -> resting(editor.at(t))).orElse(editor));
    };
  }

  /** Behind the character; whole lines below the line. */
  private Pressed put(Editor editor) {
    if (editor.putsLines()) {
      return normal(editor.putBelow(count()));
    }
    Editor put = right(editor);
    for (int i = 0; i < count(); i++) {
      put = put.yank();
    }
    return normal(put.left());
  }

  /** {@code dd} takes lines with their ends, {@code cc} leaves an empty one. */
  private Pressed wholeLines(Editor editor) {
    int start = editor.lineStart(editor.cursor());
    int end = editor.lineEnd(editor.cursor());
    for (int i = 1; i < count() && end < editor.text().length(); i++) {
      end = editor.lineEnd(end + 1);
    }
    return switch (operator()) {
      case "c" -> new Pressed(INSERTING, editor.cutBetween(start, end));
      case "y" -> new Pressed(WAITING, editor.copyLines(start, end));
      default -> normal(editor.cutLines(start, end));
    };
  }

  private Pressed operated(Editor editor, int end) {
    return switch (operator()) {
      case "c" -> new Pressed(INSERTING, editor.cutBetween(editor.cursor(), end));
      case "y" -> normal(editor.copyBetween(editor.cursor(), end));
      default -> normal(editor.cutBetween(editor.cursor(), end));
    };
  }

  private static Pressed normal(Editor editor) {
    return new Pressed(WAITING, resting(editor));
  }

  /** On a character, not behind the last one of a line. */
  private static Editor resting(Editor editor) {
    int start = editor.lineStart(editor.cursor());
    boolean isBehind = editor.cursor() == editor.lineEnd(editor.cursor());
    return isBehind && editor.cursor() > start ? editor.left() : editor;
  }

  /** One to the right within the line. */
  private static Editor right(Editor editor) {
    return editor.cursor() < editor.lineEnd(editor.cursor()) ? editor.right() : editor;
  }

  /** Where a motion goes, as often as it is meant; empty when the key is none. */
  private Optional<Integer> target(String key, Editor editor) {
    Editor at = editor;
    for (int i = 0; i < count(); i++) {
      Optional<Integer> next = step(key, at);
      if (next.isEmpty() || next.get() == at.cursor()) {
        return next;
      }
      at = at.at(next.get());
    }
    return Optional.of(at.cursor());
  }

  private static Optional<Integer> step(String key, Editor editor) {
    return switch (key) {
      case "h" ->
          Optional.of(
              editor.cursor() > editor.lineStart(editor.cursor())
                  ? editor.left().cursor()
                  : editor.cursor());
      case "l" -> Optional.of(right(editor).cursor());
      case "0" -> Optional.of(editor.lineStart(editor.cursor()));
      case "$" -> Optional.of(editor.lineEnd(editor.cursor()));
      case "w" -> Optional.of(nextWord(editor));
      case "b" -> Optional.of(editor.wordLeft().cursor());
      case "e" -> Optional.of(wordEnd(editor));
      default -> Optional.empty();
    };
  }

  /** The beginning of the next word. */
  private static int nextWord(Editor editor) {
    int i = editor.cursor();
    while (i < editor.text().length() && editor.isWord(i)) {
      i++;
    }
    while (i < editor.text().length() && !editor.isWord(i)) {
      i++;
    }
    return i;
  }

  /** The last character of this word, or of the next when the cursor is on it. */
  private static int wordEnd(Editor editor) {
    Editor from = right(editor);
    int end = from.wordRight().cursor();
    return end == 0 ? 0 : editor.before(end);
  }
}
