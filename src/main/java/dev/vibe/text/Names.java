package dev.vibe.text;

import java.util.List;
import java.util.stream.Collectors;

/** Renderer of lists of names of files, as data: the first of them, and how many are left. Pure. */
public final class Names {

  /** More than these help nobody. */
  private static final int MOST = 20;

  private Names() {}

  public static String some(List<String> names) {
    String first = names.stream().limit(MOST).map(QuotedName::of).collect(Collectors.joining(", "));
    return names.size() <= MOST ? first : first + " and " + (names.size() - MOST) + " more";
  }
}
