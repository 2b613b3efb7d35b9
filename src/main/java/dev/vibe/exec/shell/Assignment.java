package dev.vibe.exec.shell;

import dev.vibe.exec.shell.ShellToken.Quoting;
import dev.vibe.exec.shell.ShellToken.Unit;
import dev.vibe.exec.shell.ShellToken.Word;
import java.util.List;

/**
 * Assignment of a variable, such as {@code A=b}.
 *
 * @param isWhole whether the value is all that the variable holds then
 */
record Assignment(String name, Word value, boolean isWhole) {

  /** Whether a word is one. */
  static boolean isIn(Word word) {
    return endOfName(word.units()) > 0;
  }

  /** Reads a word that is one. */
  static Assignment of(Word word) {
    List<Unit> units = word.units();
    StringBuilder name = new StringBuilder();
    int end = endOfName(units);
    int at = 0;
    while (at < end
        && units.get(at) instanceof Unit.Char(char c, Quoting quoting)
        && ShellNames.isOfName(c)) {
      name.append(c);
      at++;
    }
    boolean isArray = units.size() > end && units.get(end) instanceof Unit.Elements;
    return new Assignment(
        name.toString(),
        new Word(units.subList(Math.min(end, units.size()), units.size())),
        at + 1 == end && !isArray);
  }

  /** Notes what the variable may hold now. */
  void into(ShellVariables variables) {
    if (isWhole) {
      variables.assign(name, value);
    } else {
      variables.spoil(name);
    }
  }

  /** The place behind {@code =}, {@code +=} or {@code [i]=}; 0 when the word assigns nothing. */
  private static int endOfName(List<Unit> units) {
    boolean inIndex = false;
    for (int i = 0; i < units.size(); i++) {
      if (!(units.get(i) instanceof Unit.Char(char c, Quoting quoting))) {
        if (inIndex) {
          continue;
        }
        return 0;
      }
      if (quoting == Quoting.QUOTED && !inIndex) {
        return 0;
      }
      if (c == '=' && !inIndex) {
        return i == 0 ? 0 : i + 1;
      }
      boolean isFirst = i == 0;
      if (c == '[' && !isFirst) {
        inIndex = true;
      } else if (c == ']') {
        inIndex = false;
      } else if (!inIndex && !ShellNames.isOfName(c) && !(c == '+' && !isFirst)) {
        return 0;
      } else if (isFirst && c >= '0' && c <= '9') {
        return 0;
      }
    }
    return 0;
  }
}
