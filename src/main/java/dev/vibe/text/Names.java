package dev.vibe.text;

import java.util.List;

/** Renderer of lists of names: the first of them, and how many are left. Pure. */
public final class Names {

  /** More than these help nobody. */
  private static final int MOST = 20;

  private Names() {}

  public static String some(List<String> names) {
    return names.size() <= MOST
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST)) + " and " + (names.size() - MOST) + " more";
  }
}
