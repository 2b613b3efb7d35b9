package dev.vibe.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Row of the table that loading, checking, {@code config show} and the reference are made from.
 *
 * @param pattern dotted; {@code *} stands for a name that the user chooses
 * @param reach which layers may set it
 * @param fallback the value when nothing sets it, as text; empty when it then stays unset
 * @param doc what it does, one sentence in Markdown
 */
public record Setting(String pattern, SettingType kind, Scope reach, String fallback, String doc) {

  List<String> parts() {
    return Arrays.asList(pattern.split("\\.", -1));
  }

  boolean matches(ConfigKey key) {
    List<String> parts = parts();
    return parts.size() == key.parts().size() && isPrefixedBy(key);
  }

  /** Whether {@code key} is this setting or a table on the way to it. */
  boolean isPrefixedBy(ConfigKey key) {
    List<String> parts = parts();
    if (key.parts().size() > parts.size()) {
      return false;
    }
    for (int i = 0; i < key.parts().size(); i++) {
      if (!parts.get(i).equals("*") && !parts.get(i).equals(key.parts().get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The environment variable that sets it; empty for lists and for names of the user's choice. */
  public String variable() {
    return kind.isList() || pattern.contains("*")
        ? ""
        : "VIBE_" + pattern.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** One that a project may not have, without a usual value. */
  static Setting own(String pattern, SettingType kind, String doc) {
    return new Setting(pattern, kind, Scope.NOT_PROJECT, "", doc);
  }

  /** One that every file may have, without a usual value. */
  static Setting anywhere(String pattern, SettingType kind, String doc) {
    return new Setting(pattern, kind, Scope.ANYWHERE, "", doc);
  }
}
