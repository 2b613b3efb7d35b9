package dev.vibe.repl.edit;

import dev.vibe.text.Graphemes;
import java.util.ArrayList;
import java.util.List;

/**
 * State of a line editor: text with a cursor. Immutable.
 *
 * @param text with line feeds; each long paste is one character of a private range
 * @param cursor an index into the text, between two characters as people see them
 * @param pastes the long pastes, in the order in which they came
 * @param kills what was cut, to be put back
 */
public record Editor(String text, int cursor, List<String> pastes, KillRing kills) {

  public static final Editor EMPTY = new Editor("", 0, List.of(), KillRing.EMPTY);

  /** The first of the characters that stand for pastes; nothing else is in this plane. */
  private static final int FIRST_PASTE = 0xF0000;

  /** A paste of more lines or characters than this is folded. */
  private static final int FOLD_LINES = 5;

  private static final int FOLD_CHARS = 1_000;

  public Editor {
    pastes = List.copyOf(pastes);
  }

  public static Editor of(String text) {
    return EMPTY.insert(text);
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** The text with all pastes in full. */
  public String expanded() {
    return shown(pastes);
  }

  /** The text as it is shown, with a long paste as {@code [pasted 120 lines]}. */
  public String folded() {
    return shown(pastes.stream().map(Editor::label).toList());
  }

  /** The shown form of what stands before the cursor. */
  public String foldedBeforeCursor() {
    return new Editor(text.substring(0, cursor), cursor, pastes, kills).folded();
  }

  public Editor insert(String typed) {
    String clean = clean(typed);
    return at(text.substring(0, cursor) + clean + text.substring(cursor), cursor + clean.length());
  }

  public Editor paste(String pasted) {
    long lines = pasted.lines().count();
    if (lines <= FOLD_LINES && pasted.length() <= FOLD_CHARS) {
      return insert(pasted);
    }
    String mark = Character.toString(FIRST_PASTE + pastes.size());
    List<String> more = new ArrayList<>(pastes);
    more.add(pasted);
    String next = text.substring(0, cursor) + mark + text.substring(cursor);
    return new Editor(next, cursor + mark.length(), more, kills.settled());
  }

  public Editor backspace() {
    return remove(before(cursor), cursor);
  }

  public Editor delete() {
    return remove(cursor, after(cursor));
  }

  public Editor left() {
    return at(text, before(cursor));
  }

  public Editor right() {
    return at(text, after(cursor));
  }

  public Editor wordLeft() {
    return at(text, wordStart());
  }

  public Editor wordRight() {
    return at(text, wordEnd());
  }

  public Editor home() {
    return at(text, lineStart(cursor));
  }

  public Editor end() {
    return at(text, lineEnd(cursor));
  }

  /** A line up, in about the same column; unchanged on the first line. */
  public Editor up() {
    int start = lineStart(cursor);
    return start == 0 ? this : at(text, inLine(lineStart(start - 1), cursor - start));
  }

  /** A line down; unchanged on the last line. */
  public Editor down() {
    int end = lineEnd(cursor);
    return end == text.length() ? this : at(text, inLine(end + 1, cursor - lineStart(cursor)));
  }

  public Editor deleteWord() {
    return kill(wordStart(), cursor, KillRing.Side.LEFT);
  }

  public Editor deleteWordRight() {
    return kill(cursor, wordEnd(), KillRing.Side.RIGHT);
  }

  /** To the end of the line, or the line end itself. */
  public Editor killToEnd() {
    int end = lineEnd(cursor);
    return kill(cursor, end == cursor ? after(cursor) : end, KillRing.Side.RIGHT);
  }

  public Editor killToStart() {
    return kill(lineStart(cursor), cursor, KillRing.Side.LEFT);
  }

  /** Puts back what was cut last. */
  public Editor yank() {
    return put(cursor, kills.yanked());
  }

  /** In place of what was just put back, what had been cut before it; else nothing. */
  public Editor yankEarlier() {
    return kills.isYanked() ? put(cursor - kills.newest().length(), kills.earlier()) : this;
  }

  /** The newest of the ring in place of what stands from {@code start} up to the cursor. */
  private Editor put(int start, KillRing next) {
    String back = next.newest();
    return new Editor(
        text.substring(0, start) + back + text.substring(cursor),
        start + back.length(),
        pastes,
        next);
  }

  /** Swaps the characters around the cursor. */
  public Editor transpose() {
    int middle = cursor == text.length() ? before(cursor) : cursor;
    int start = before(middle);
    int end = after(middle);
    return start == middle
        ? this
        : at(
            text.substring(0, start)
                + text.substring(middle, end)
                + text.substring(start, middle)
                + text.substring(end),
            end);
  }

  /** Puts something in the place of what stands from {@code start} up to the cursor. */
  public Editor replaceBack(int start, String by) {
    return at(text.substring(0, start) + by + text.substring(cursor), start + by.length());
  }

  /** Cuts what is between two places, either of which may come first. */
  Editor cutBetween(int one, int other) {
    return kill(Math.min(one, other), Math.max(one, other), KillRing.Side.ALONE);
  }

  /** What is between two places, to be put elsewhere too; the cursor goes to the first. */
  Editor copyBetween(int one, int other) {
    int from = Math.min(one, other);
    return copied(text.substring(from, Math.max(one, other)), from);
  }

  /** Whole lines, which a line break ends wherever they stand. */
  Editor copyLines(int start, int end) {
    return copied(text.substring(start, end) + "\n", cursor);
  }

  Editor cutLines(int start, int end) {
    boolean isLast = end == text.length();
    int from = isLast ? Math.max(0, start - 1) : start;
    Editor copied = copyLines(start, end);
    String rest = text.substring(0, from) + text.substring(isLast ? end : end + 1);
    return new Editor(rest, from, pastes, copied.kills);
  }

  /** Whether whole lines were cut or copied last. */
  boolean putsLines() {
    return kills.newest().endsWith("\n");
  }

  /** Puts whole lines back below this one, so many times. */
  Editor putBelow(int times) {
    String lines = kills.newest();
    int end = lineEnd(cursor);
    String whole = ("\n" + lines.substring(0, lines.length() - 1)).repeat(times);
    return new Editor(
        text.substring(0, end) + whole + text.substring(end), end + 1, pastes, kills.yanked());
  }

  private Editor copied(String piece, int to) {
    return new Editor(text, to, pastes, kills.cut(piece, KillRing.Side.ALONE));
  }

  /** The cursor elsewhere: at the beginning of a character as people see it. */
  Editor at(int position) {
    return at(text, position);
  }

  private Editor kill(int from, int to, KillRing.Side side) {
    return from == to
        ? this
        : new Editor(
            text.substring(0, from) + text.substring(to),
            from,
            pastes,
            kills.cut(text.substring(from, to), side));
  }

  private Editor remove(int from, int to) {
    return at(text.substring(0, from) + text.substring(to), from);
  }

  private Editor at(String next, int position) {
    return new Editor(next, Graphemes.boundary(next, position), pastes, kills.settled());
  }

  /** One character as people see it, with its combining marks, to the left. */
  int before(int index) {
    return Graphemes.before(text, index);
  }

  int after(int index) {
    return Graphemes.after(text, index);
  }

  private int wordStart() {
    int i = cursor;
    while (i > 0 && !isWord(i - 1)) {
      i--;
    }
    while (i > 0 && isWord(i - 1)) {
      i--;
    }
    return i;
  }

  private int wordEnd() {
    int i = cursor;
    while (i < text.length() && !isWord(i)) {
      i++;
    }
    while (i < text.length() && isWord(i)) {
      i++;
    }
    return i;
  }

  /** A half of a surrogate pair counts as a word, so that none is split. */
  boolean isWord(int index) {
    char c = text.charAt(index);
    return Character.isLetterOrDigit(c) || c == '_' || Character.isSurrogate(c);
  }

  int lineStart(int index) {
    return text.lastIndexOf('\n', index - 1) + 1;
  }

  int lineEnd(int index) {
    int end = text.indexOf('\n', index);
    return end < 0 ? text.length() : end;
  }

  private int inLine(int start, int column) {
    return Math.min(start + column, lineEnd(start));
  }

  private String shown(List<String> instead) {
    if (pastes.isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              int paste = point - FIRST_PASTE;
              if (paste >= 0 && paste < instead.size()) {
                out.append(instead.get(paste));
              } else {
                out.appendCodePoint(point);
              }
            });
    return out.toString();
  }

  private static String label(String paste) {
    long lines = paste.lines().count();
    return lines > 1
        ? "[pasted " + lines + " lines]"
        : "[pasted " + paste.length() + " characters]";
  }

  /** Without what could be taken for a paste. */
  private static String clean(String typed) {
    StringBuilder out = new StringBuilder();
    typed
        .codePoints()
        .filter(point -> point < FIRST_PASTE && (point >= ' ' || point == '\n' || point == '\t'))
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
