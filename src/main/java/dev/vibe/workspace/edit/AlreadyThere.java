package dev.vibe.workspace.edit;

import java.util.ArrayList;
import java.util.List;

/**
 * Finder of the new text of an edit in a text that lacks the old one, as it is there after the same
 * edit was made before. Whole lines are compared, so that an {@code x} in {@code xml} is none.
 */
final class AlreadyThere {

  /** Characters that are not found in any file: a brace alone is no sign of an edit. */
  private static final int TELLING = 10;

  /** So many are enough in the very lines that the old text would have been. */
  private static final int TELLING_THERE = 4;

  private AlreadyThere() {}

  /**
   * The line, from 1, at which the new text is; 0 when it is not, or says little, or is not where
   * the old text would have been: the same words elsewhere are another place.
   *
   * @param nearest first lines of the blocks most like the old text, best first
   */
  static int line(Lines lines, TextEdit edit, List<String> old, List<Integer> nearest) {
    List<String> wanted =
        new ArrayList<>(Region.segments(edit.replacement(), lines.carriageReturns()));
    if (wanted.size() > 1 && wanted.getLast().isEmpty()) {
      wanted.removeLast();
    }
    int telling = String.join("", wanted).replaceAll("\\s+", "").length();
    if (telling < TELLING_THERE || wanted.size() > lines.count()) {
      return 0;
    }
    int best = 0;
    boolean onlyBlanks = stripped(wanted).equals(stripped(old));
    wanted = onlyBlanks ? wanted : stripped(wanted);
    for (int first = 0; first + wanted.size() <= lines.count(); first++) {
      if (isAt(lines, first, wanted, onlyBlanks) && isNearer(first + 1, best, nearest)) {
        best = first + 1;
      }
    }
    if (best == 0 || nearest.isEmpty()) {
      return telling >= TELLING ? best : 0;
    }
    int distance = Math.abs(nearest.getFirst() + 1 - best);
    return distance == 0 || (telling >= TELLING && distance <= old.size()) ? best : 0;
  }

  private static boolean isNearer(int line, int best, List<Integer> nearest) {
    return best == 0
        || (!nearest.isEmpty()
            && Math.abs(nearest.getFirst() + 1 - line) < Math.abs(nearest.getFirst() + 1 - best));
  }

  /** An indentation that was left out is no difference, unless it is what the edit changes. */
  private static boolean isAt(Lines lines, int first, List<String> wanted, boolean exactly) {
    for (int i = 0; i < wanted.size(); i++) {
      String found = lines.content(first + i);
      String line = wanted.get(i);
      if (exactly ? !found.equals(line) : !found.strip().equals(line)) {
        return false;
      }
    }
    return true;
  }

  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(String::strip).toList();
  }
}
