package dev.vibe.config;

import dev.vibe.file.BoundedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Listing of the permission rules in effect, each with the place where it can be taken out. */
public final class RuleListing {

  private RuleListing() {}

  /**
   * A rule.
   *
   * @param place {@code FILE:LINE} or another origin, for people
   */
  public record Entry(Kind kind, WrittenRule written, String place) {

    /** One without examples. */
    public Entry(Kind kind, String rule, String place) {
      this(kind, WrittenRule.of(rule), place);
    }

    public String rule() {
      return written.text();
    }
  }

  /** Kind of a rule, by what it does to a call. Those that win come first. */
  public enum Kind {
    DENY,
    ASK,
    ALLOW;

    /** As it is called in the configuration. */
    public String label() {
      return key().last();
    }

    /** Of the setting that holds them. */
    public ConfigKey key() {
      return switch (this) {
        case DENY -> Settings.DENY;
        case ASK -> Settings.ASK;
        case ALLOW -> Settings.ALLOW;
      };
    }
  }

  /** Those that win first. Blocks on the files, whose lines may have moved since they were read. */
  public static List<Entry> of(Config config) {
    List<Entry> entries = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (ConfigValue value : config.inEffect(kind.key())) {
        Config.rules(value)
            .forEach(
                rule -> entries.add(new Entry(kind, rule, place(value.origin(), rule.text()))));
      }
    }
    return entries;
  }

  /** A rule that was added to the file of learned rules. Blocks on that. */
  public static Entry learned(Path file, String rule) {
    return new Entry(Kind.ALLOW, rule, place(new Origin.File(Layer.LEARNED, file, 1), rule));
  }

  private static String place(Origin origin, String rule) {
    return switch (origin) {
      case Origin.File(Layer layer, Path file, int line) -> file + ":" + line(file, line, rule);
      case Origin.BuiltIn o -> o.describe();
      case Origin.Variable o -> o.describe();
      case Origin.Flag o -> o.describe();
    };
  }

  /** A long list has its rules on lines of their own; that of the list when it is not found. */
  private static int line(Path file, int first, String rule) {
    try {
      List<String> lines =
          BoundedFile.text(file, ConfigFile.LARGEST_FILE).orElse("").lines().toList();
      for (int i = first - 1; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.contains(TomlText.quoted(rule)) || line.contains("'" + rule + "'")) {
          return i + 1;
        }
      }
    } catch (IOException e) {
      // Then the place from when it could be read is the best there is.
    }
    return first;
  }
}
