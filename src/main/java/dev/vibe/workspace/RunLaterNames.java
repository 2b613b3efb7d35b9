package dev.vibe.workspace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Table of the names that a program obeys or runs later, read from a resource when the first file
 * is to be written. Immutable.
 *
 * @param names of one part, and of two with {@code /} between them
 * @param patterns with one {@code *}
 */
record RunLaterNames(Set<String> names, List<Pattern> patterns) {

  static final String RESOURCE = "protected-names.txt";

  /** Beginning and end of the last name of a file. */
  private record Pattern(String start, String end) {

    boolean matches(String name) {
      return name.length() >= start.length() + end.length()
          && name.startsWith(start)
          && name.endsWith(end);
    }
  }

  /** Line of the table. */
  record Entry(String reader, String source, List<String> names) {

    private static Entry parse(String line) {
      String[] parts = line.split(" \\| ", -1);
      if (parts.length != 3) {
        throw new IllegalStateException(RESOURCE + " has the line " + line);
      }
      return new Entry(parts[0], parts[1], List.of(parts[2].split(" ")));
    }
  }

  /** Holder of the one table, made at the first use. */
  private static final class Holder {
    private static final RunLaterNames TABLE = of(entries());
  }

  static RunLaterNames table() {
    return Holder.TABLE;
  }

  private static RunLaterNames of(List<Entry> entries) {
    Set<String> names = new HashSet<>();
    List<Pattern> patterns = new ArrayList<>();
    for (Entry entry : entries) {
      for (String name : entry.names()) {
        int star = name.lastIndexOf('*');
        int slash = name.lastIndexOf('/');
        if (star < 0) {
          names.add(name);
        } else if (slash < 0) {
          patterns.add(new Pattern(name.substring(0, star), name.substring(star + 1)));
        } else {
          throw new IllegalStateException(RESOURCE + " has " + name);
        }
      }
    }
    return new RunLaterNames(Set.copyOf(names), List.copyOf(patterns));
  }

  /** The lines of the resource. */
  static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(RunLaterNames.class.getResourceAsStream(RESOURCE), RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          entries.add(Entry.parse(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  /**
   * Whether a file is one of them, or in one.
   *
   * @param path its names, folded
   */
  boolean hold(String[] path) {
    for (int i = 0; i < path.length; i++) {
      if (names.contains(path[i]) || (i > 0 && names.contains(path[i - 1] + "/" + path[i]))) {
        return true;
      }
    }
    String last = path.length == 0 ? "" : path[path.length - 1];
    return patterns.stream().anyMatch(pattern -> pattern.matches(last));
  }
}
