package dev.vibe.exec.shell;

import dev.vibe.text.Glob;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reading of a word as the path of a file, as patterns for {@link Glob#meets}. Pure. */
final class PathGlobs {

  private static final int MOST_NAMES = 100;

  private PathGlobs() {}

  /**
   * What a word may name.
   *
   * @param folder where it is meant, itself such a pattern; empty for where the line begins
   * @return none when too little is known; the empty text for where the line begins
   */
  static List<String> of(String folder, String word) {
    int first = firstUnknown(word);
    if (first < 0) {
      return List.of(normal(folder, word));
    }
    List<String> all = new ArrayList<>();
    int slash = word.lastIndexOf('/', first);
    if (slash > 0 || (slash == 0 && first > 1)) {
      String known = normal(folder, word.substring(0, slash));
      all.add(known.isEmpty() ? "**" : known + "/**");
    }
    String rest = word.substring(lastUnknown(word) + 1);
    for (int i = rest.indexOf('/'); i >= 0; i = rest.indexOf('/', i + 1)) {
      String end = rest.substring(i + 1);
      if (!end.isEmpty()) {
        all.add(normal("", end.startsWith("/") ? end.substring(1) : end));
      }
    }
    return all;
  }

  /** A pattern for names, as programs have it. */
  static String ofName(String name) {
    StringBuilder glob = new StringBuilder();
    String last = name.substring(name.lastIndexOf('/') + 1);
    for (int i = 0; i < last.length(); i++) {
      char c = last.charAt(i);
      boolean isAny = c == '*' || c == '?' || Marks.isMark(c);
      glob.append(isAny ? "*" : Glob.quoted(String.valueOf(c)));
    }
    return glob.isEmpty() ? "**" : glob.toString();
  }

  private static boolean isUnknown(char c) {
    return c == Marks.ANY || c == Marks.SOME;
  }

  private static int firstUnknown(String word) {
    int at = 0;
    while (at < word.length() && !isUnknown(word.charAt(at))) {
      at++;
    }
    return at == word.length() ? -1 : at;
  }

  private static int lastUnknown(String word) {
    int at = word.length() - 1;
    while (!isUnknown(word.charAt(at))) {
      at--;
    }
    return at;
  }

  private static String normal(String folder, String word) {
    boolean isAbsolute = word.startsWith("/") || folder.startsWith("/");
    Deque<String> names = new ArrayDeque<>();
    if (!word.startsWith("/")) {
      for (String name : folder.split("/", -1)) {
        if (!name.isEmpty()) {
          names.addLast(name);
        }
      }
    }
    for (String name : word.split("/", -1)) {
      if (name.equals("..")) {
        if (names.isEmpty() || names.getLast().equals("..")) {
          names.addLast("..");
        } else {
          names.removeLast();
        }
      } else if (!name.isEmpty() && !name.equals(".") && names.size() < MOST_NAMES) {
        names.addLast(glob(name));
      }
    }
    return (isAbsolute ? "/" : "") + String.join("/", names);
  }

  private static String glob(String name) {
    StringBuilder glob = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      glob.append(c == Marks.STAR ? "*" : c == Marks.ONE ? "?" : Glob.quoted(String.valueOf(c)));
    }
    return glob.toString().replaceAll("\\*{2,}", "**");
  }
}
