package dev.vibe.cli;

import dev.vibe.app.host.RunOptions;
import dev.vibe.config.ConfigKey;
import dev.vibe.config.Settings;
import java.util.Arrays;
import java.util.List;

/**
 * An option of the command line: one row of the table that parsing and help are made from.
 *
 * @param names the short one, if any, first
 * @param label what its value is called; empty when it takes none
 * @param setting the setting that it gives a value to; empty when it has none
 * @param implied the value that it gives to the setting when it takes none itself
 * @param doc what it does; in help it is wrapped
 */
record Option(
    Group group, List<String> names, String label, String setting, String implied, String doc) {

  /** The headings of help, in their order. */
  enum Group {
    PROMPT("Prompt"),
    MODEL("Model"),
    WHERE("Where"),
    PERMISSIONS("Permissions"),
    OUTPUT("Output"),
    LIMITS("Limits"),
    OTHER("Other");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    String heading() {
      return heading;
    }
  }

  static Option flag(Group group, String names, String doc) {
    return new Option(group, List.of(names.split(" ", -1)), "", "", "", doc);
  }

  static Option value(Group group, String names, String label, String doc) {
    return new Option(group, List.of(names.split(" ", -1)), label, "", "", doc);
  }

  Option sets(String setting) {
    return new Option(group, names, label, setting, implied, doc);
  }

  Option implies(String setting, String value) {
    return new Option(group, names, label, setting, value, doc);
  }

  /** The long name. */
  String name() {
    return names.getLast();
  }

  /** The values it takes, when they are words to choose from. */
  List<String> choices() {
    if (name().equals(Options.OUTPUT)) {
      return Arrays.stream(RunOptions.Format.values()).map(RunOptions.Format::label).toList();
    }
    return setting.isEmpty() || !takesValue()
        ? List.of()
        : Settings.find(ConfigKey.of(setting.split("\\.", -1))).orElseThrow().kind().choices();
  }

  boolean isRepeatable() {
    return name().equals(Options.ADD_DIR);
  }

  boolean takesValue() {
    return !label.isEmpty();
  }
}
