package dev.vibe.exec.shell;

import dev.vibe.exec.shell.ShellToken.Quoting;
import dev.vibe.exec.shell.ShellToken.Unit;
import java.util.ArrayList;
import java.util.List;

/** Expansion of braces in a word: {@code a{b,c}} is two words. Pure. */
final class Braces {

  private static final int MOST = 200;

  private Braces() {}

  /** The words; the word itself when it has no braces to expand. */
  static List<List<Unit>> of(List<Unit> units) {
    List<List<Unit>> words = new ArrayList<>();
    expand(units, words);
    return words;
  }

  private static void expand(List<Unit> units, List<List<Unit>> words) {
    for (int open = 0; open < units.size(); open++) {
      if (!is(units.get(open), '{')) {
        continue;
      }
      List<Integer> cuts = cuts(units, open);
      if (cuts.size() < 2 || words.size() > MOST) {
        continue;
      }
      List<Unit> rest = units.subList(cuts.getLast() + 1, units.size());
      for (int i = 0; i + 1 < cuts.size(); i++) {
        List<Unit> choice = units.subList(cuts.get(i) + 1, cuts.get(i + 1));
        List<Unit> word = new ArrayList<>(units.subList(0, open));
        word.addAll(cuts.size() == 2 ? unknown() : choice);
        word.addAll(rest);
        expand(word, words);
      }
      return;
    }
    words.add(units);
  }

  /** Places of the braces and of the commas between them; with two only, it is a sequence. */
  private static List<Integer> cuts(List<Unit> units, int open) {
    List<Integer> cuts = new ArrayList<>(List.of(open));
    boolean isSequence = false;
    int depth = 0;
    for (int i = open + 1; i < units.size(); i++) {
      Unit unit = units.get(i);
      if (is(unit, '{')) {
        depth++;
      } else if (is(unit, '}') && depth-- == 0) {
        cuts.add(i);
        return cuts.size() > 2 || isSequence ? cuts : List.of();
      } else if (is(unit, ',') && depth == 0) {
        cuts.add(i);
      } else if (is(unit, '.') && is(units.get(i - 1), '.')) {
        isSequence = true;
      }
    }
    return List.of();
  }

  /** A sequence such as {@code {1..9}}. */
  private static List<Unit> unknown() {
    return List.of(new Unit.Char(Marks.ANY, Quoting.BARE));
  }

  private static boolean is(Unit unit, char wanted) {
    return unit instanceof Unit.Char(char c, Quoting quoting)
        && c == wanted
        && quoting == Quoting.BARE;
  }
}
