package dev.vibe.audit;

import dev.vibe.file.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Folder of the log: its files, which sort by name in the order in which they were begun. */
public record AuditFolder(Path path) {

  private static final Pattern NAME =
      Pattern.compile("audit-([0-9]{4}-[0-9]{2}-[0-9]{2})-([0-9]{4})\\.jsonl");

  /** The files of the log, oldest first; none where there is no folder. */
  public List<Path> files() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(file -> NAME.matcher(String.valueOf(file.getFileName())).matches())
          .sorted()
          .toList();
    }
  }

  Optional<Path> newest() throws IOException {
    return files().stream().reduce((one, next) -> next);
  }

  /** Whether a file belongs to a day before. */
  static boolean isOlder(Path file, LocalDate today) {
    return day(file).compareTo(today.toString()) < 0;
  }

  /** Makes the next file, of a day; never one that would sort before the newest. */
  Path next(Optional<Path> newest, LocalDate today) throws IOException {
    String day =
        newest
            .map(AuditFolder::day)
            .filter(later -> later.compareTo(today.toString()) > 0)
            .orElse(today.toString());
    int number = newest.filter(file -> day(file).equals(day)).map(AuditFolder::number).orElse(0);
    String name = String.format(Locale.ROOT, "audit-%s-%04d.jsonl", day, number + 1);
    Path file = path.resolve(name);
    OwnerOnly.folder(path);
    OwnerOnly.file(file);
    return file;
  }

  Path lock() {
    return path.resolve("audit.lock");
  }

  private static String day(Path file) {
    return part(file, 1);
  }

  private static int number(Path file) {
    return Integer.parseInt(part(file, 2));
  }

  private static String part(Path file, int group) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      throw new IllegalArgumentException(file + " is no file of the log");
    }
    return name.group(group);
  }
}
