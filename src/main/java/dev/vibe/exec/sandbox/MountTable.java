package dev.vibe.exec.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Table of what is mounted for this process, as Linux tells it.
 *
 * @param entries in the order in which they were mounted
 */
record MountTable(List<Entry> entries) {

  private static final Path FILE = Path.of("/proc/self/mountinfo");

  /** Of a line: where it is and how. */
  private static final int AT = 4;

  private static final int OPTIONS = 5;

  /**
   * Entry of it.
   *
   * @param options such as {@code rw}, {@code nosuid}
   */
  record Entry(String at, List<String> options) {

    boolean isWritable() {
      return options.contains("rw");
    }

    /** The options under which it may not be written, and what it was kept from stays so. */
    String readOnly() {
      return Stream.concat(Stream.of("ro"), options.stream().filter(each -> !each.equals("rw")))
          .filter(each -> !each.contains("="))
          .collect(Collectors.joining(","));
    }
  }

  /** The options under which the place may not be written. */
  String readOnly(String place) {
    Entry covering = new Entry("/", List.of());
    for (Entry entry : entries) {
      boolean covers =
          entry.at().equals("/") || place.equals(entry.at()) || place.startsWith(entry.at() + "/");
      if (covers && entry.at().length() >= covering.at().length()) {
        covering = entry;
      }
    }
    return covering.readOnly();
  }

  static MountTable read() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(FILE, StandardCharsets.ISO_8859_1)) {
      String[] fields = line.split(" ", -1);
      if (fields.length > OPTIONS) {
        entries.add(new Entry(name(fields[AT]), List.of(fields[OPTIONS].split(","))));
      }
    }
    return new MountTable(List.copyOf(entries));
  }

  /** A blank and the like are written as three octal digits. */
  private static String name(String field) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && i + 3 < field.length()) {
        bytes.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        bytes.append(field.charAt(i));
      }
    }
    return new String(
        bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
