package dev.vibe.config;

import dev.vibe.file.BoundedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The permission rules in effect, each with the place where it can be taken out. */
public final class RuleListing {

  private RuleListing() {}

  /**
   * A rule.
   *
   * @param kind {@code deny}, {@code ask} or {@code allow}
   * @param place {@code FILE:LINE} or another origin, for people
   */
  public record Entry(String kind, String rule, String place) {}

  /** Those that win first. Blocks on the files, whose lines may have moved since they were read. */
  public static List<Entry> of(Config config) {
    List<Entry> entries = new ArrayList<>();
    for (String kind : List.of("deny", "ask", "allow")) {
      List<ConfigValue> stack = config.stack(ConfigKey.of("permissions", kind));
      // What loosens is taken from the strongest alone.
      for (ConfigValue value : kind.equals("allow") ? stack.stream().limit(1).toList() : stack) {
        Config.texts(value)
            .forEach(rule -> entries.add(new Entry(kind, rule, place(value.origin(), rule))));
      }
    }
    return entries;
  }

  /** A rule that allows and was added to a file. Blocks on that. */
  public static Entry added(Path file, String rule) {
    return new Entry("allow", rule, place(new Origin.File(Layer.USER, file, 1), rule));
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
