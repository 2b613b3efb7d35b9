package dev.vibe.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** List of what chat templates are known to do otherwise, as its file has it with the reasons. */
final class KnownTemplates {

  private static final Path FILE = Path.of("src/test/resources/servers/templates.txt");

  /** Kinds of what they do. */
  enum Oddity {
    REFUSES,
    TOOLLESS,
    CALLLESS,
    SYSTEMLESS,
    REREADS;

    /** Whether the product writes a conversation so that the template shows all of it. */
    boolean isHealed() {
      return switch (this) {
        case REFUSES, TOOLLESS, CALLLESS, SYSTEMLESS -> true;
        case REREADS -> false;
      };
    }

    /** As the file writes it of a template. */
    String of(String template) {
      return name().toLowerCase(Locale.ROOT) + " " + template;
    }
  }

  private KnownTemplates() {}

  /** Each as {@link Oddity#of} gives it; a line without a reason is none. */
  static SortedSet<String> all() {
    try {
      List<String> lines = Files.readAllLines(FILE);
      SortedSet<String> known = new TreeSet<>();
      for (String line : lines) {
        int reason = line.indexOf(": ");
        if (!line.startsWith("#") && reason > 0) {
          known.add(line.substring(0, reason));
        }
      }
      return known;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
