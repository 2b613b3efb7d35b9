package dev.vibe.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Environment as the user set it. The launcher changes variables that only Java is to see
 * otherwise, and tells in properties what they were; an empty one was not set.
 */
final class UserEnvironment {

  private static final Map<String, String> CHANGED =
      Map.of("vibe.lc_all", "LC_ALL", "vibe.java_tool_options", "JAVA_TOOL_OPTIONS");

  private UserEnvironment() {}

  /**
   * The variables of the process, with those back that were changed.
   *
   * @param property gives the value of a property, or null
   */
  static Map<String, String> of(
      Map<String, String> variables, UnaryOperator<@Nullable String> property) {
    Map<String, String> all = new HashMap<>(variables);
    CHANGED.forEach(
        (told, name) -> {
          String value = property.apply(told);
          if (value != null && value.isEmpty()) {
            all.remove(name);
          } else if (value != null) {
            all.put(name, value);
          }
        });
    return Map.copyOf(all);
  }
}
