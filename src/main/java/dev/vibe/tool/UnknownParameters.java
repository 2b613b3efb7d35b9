package dev.vibe.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finder of arguments under names that a tool does not know, where they could mean something. */
final class UnknownParameters {

  /** What models say of a call, not to it. */
  private static final Set<String> REMARKS =
      Set.of(
          "description",
          "explanation",
          "reason",
          "reasoning",
          "why",
          "thought",
          "thoughts",
          "intent",
          "purpose",
          "comment",
          "note",
          "summary",
          "title",
          "encoding",
          "instruction",
          "instructions",
          "security_risk",
          "requires_approval",
          "justification",
          "task_progress");

  private static final int MOST_NAMED = 5;

  private UnknownParameters() {}

  /**
   * A sentence that names them; empty when there are none.
   *
   * @param given what no parameter took, by name
   * @param parameters as they are shown
   */
  static String told(Map<String, Object> given, List<String> parameters) {
    List<String> names = new ArrayList<>();
    given.forEach(
        (name, value) -> {
          if (!REMARKS.contains(Spellings.plain(name)) && !asksForNothing(value)) {
            names.add("\"" + (name.length() <= 60 ? name : name.substring(0, 60) + "…") + "\"");
          }
        });
    return names.isEmpty()
        ? ""
        : "there is no "
            + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
            + "; parameters: "
            + String.join(", ", parameters);
  }

  private static boolean asksForNothing(Object value) {
    return value.equals(false)
        || value.equals("")
        || value.equals("false")
        || value.equals(0)
        || (value instanceof List<?> list && list.isEmpty());
  }
}
