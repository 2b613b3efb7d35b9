package dev.vibe.cli;

import dev.vibe.config.ConfigKey;
import dev.vibe.config.Settings;
import java.util.List;

/**
 * Option of the command line: one row of a table that parsing, help and completion are made from.
 *
 * @param names the short one, if any, first
 * @param label what its value is called; empty when it takes none
 * @param setting the setting that it gives a value to; empty when it has none
 * @param implied the value that it gives to the setting when it takes none itself
 * @param words the values it takes where they are words to choose from that no setting knows
 * @param doc what it does; in help it is wrapped
 */
record Option(
    Group group,
    List<String> names,
    Kind kind,
    String label,
    String setting,
    String implied,
    List<String> words,
    String doc) {

  /** The headings of help, in their order. */
  enum Group {
    /** Of one command only. */
    OWN("Options"),
    PROMPT("Prompt"),
    MODEL("Model"),
    WHERE("Where"),
    PERMISSIONS("Permissions"),
    PULL_REQUEST("Pull request"),
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

  /** What a value is; those in the plural can be given again and again. */
  enum Kind {
    NONE,
    TEXT,
    TEXTS,
    FILE,
    FILES,
    FOLDER,
    FOLDERS
  }

  static Option flag(Group group, String names, String doc) {
    return value(group, names, Kind.NONE, "", doc);
  }

  static Option value(Group group, String names, String label, String doc) {
    return value(group, names, Kind.TEXT, label, doc);
  }

  static Option value(Group group, String names, Kind kind, String label, String doc) {
    return new Option(group, List.of(names.split(" ", -1)), kind, label, "", "", List.of(), doc);
  }

  Option sets(String setting) {
    return new Option(group, names, kind, label, setting, implied, words, doc);
  }

  Option implies(String setting, String value) {
    return new Option(group, names, kind, label, setting, value, words, doc);
  }

  Option oneOf(String... words) {
    return new Option(group, names, kind, label, setting, implied, List.of(words), doc);
  }

  /** The long name. */
  String name() {
    return names.getLast();
  }

  /** The values it takes, when they are words to choose from. */
  List<String> choices() {
    return setting.isEmpty() || !takesValue()
        ? words
        : Settings.find(ConfigKey.of(setting.split("\\.", -1))).orElseThrow().kind().choices();
  }

  boolean isRepeatable() {
    return kind == Kind.TEXTS || kind == Kind.FILES || kind == Kind.FOLDERS;
  }

  boolean takesValue() {
    return kind != Kind.NONE;
  }
}
