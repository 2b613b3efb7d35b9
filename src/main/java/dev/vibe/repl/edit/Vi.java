package dev.vibe.repl.edit;

import java.util.Optional;

/**
 * The keys of Vi that a prompt needs: {@code h l 0 $ w b e} move, also behind {@code d} and {@code
 * c}; {@code x dd D C p u i a I A o} change. No counts, no registers. Immutable.
 *
 * @param pending {@code d} or {@code c} that waits for a motion; else empty
 */
public record Vi(Mode mode, String pending) {

  /** Text is edited as in Emacs. */
  public static final Vi OFF = new Vi(Mode.OFF, "");

  public static final Vi INSERTING = new Vi(Mode.INSERT, "");

  private static final Vi WAITING = new Vi(Mode.NORMAL, "");

  /** What letters do. */
  public enum Mode {
    OFF,
    INSERT,
    NORMAL
  }

  /** What a key came to. */
  public record Pressed(Vi vi, Editor editor) {}

  public boolean isNormal() {
    return mode == Mode.NORMAL;
  }

  /** As at the beginning of a text. */
  public Vi anew() {
    return mode == Mode.OFF ? OFF : INSERTING;
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
    if (pending.isEmpty()) {
      return command(key, editor);
    }
    if (key.equals(pending)) {
      return wholeLine(editor);
    }
    // As in Vi, "cw" leaves the blanks behind the word, which is what "ce" does.
    String motion = key.equals("w") && pending.equals("c") ? "e" : key;
    return target(motion, editor)
        .map(to -> motion.equals("e") ? editor.after(to) : to)
        .map(end -> changed(editor.cutBetween(editor.cursor(), end)))
        .orElseGet(() -> new Pressed(WAITING, editor));
  }

  private Pressed command(String key, Editor editor) {
    return switch (key) {
      case "i" -> new Pressed(INSERTING, editor);
      case "a" -> new Pressed(INSERTING, right(editor));
      case "I" -> new Pressed(INSERTING, editor.home());
      case "A" -> new Pressed(INSERTING, editor.end());
      case "o" -> new Pressed(INSERTING, editor.end().insert("\n"));
      case "x" -> normal(editor.cutBetween(editor.cursor(), right(editor).cursor()));
      case "D" -> normal(editor.cutBetween(editor.cursor(), editor.lineEnd(editor.cursor())));
      case "C" ->
          new Pressed(
              INSERTING, editor.cutBetween(editor.cursor(), editor.lineEnd(editor.cursor())));
      case "p" -> normal(right(editor).yank().left());
      case "d", "c" -> new Pressed(new Vi(mode, key), editor);
      default ->
          new Pressed(this, target(key, editor).map(t -> resting(editor.at(t))).orElse(editor));
    };
  }

  /** {@code dd} takes the line with its end, {@code cc} leaves an empty one. */
  private Pressed wholeLine(Editor editor) {
    int start = editor.lineStart(editor.cursor());
    int end = editor.lineEnd(editor.cursor());
    if (pending.equals("c")) {
      return new Pressed(INSERTING, editor.cutBetween(start, end));
    }
    boolean isLast = end == editor.text().length();
    return normal(
        isLast
            ? editor.cutBetween(Math.max(0, start - 1), end)
            : editor.cutBetween(start, end + 1));
  }

  private Pressed changed(Editor editor) {
    return pending.equals("c") ? new Pressed(INSERTING, editor) : normal(editor);
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

  /** Where a motion goes; empty when the key is none. */
  private static Optional<Integer> target(String key, Editor editor) {
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
