package dev.vibe.approval;

import dev.vibe.exec.shell.LineReading.Place;
import dev.vibe.file.FileName;
import dev.vibe.text.Glob;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names that a shell puts in the place of a pattern, or a few more. Looks at the disk.
 *
 * @param names relative to the root or absolute. Hidden ones are not meant by a pattern
 * @param listed folders that the shell lists for that, whether it finds something there or not
 */
record ExpandedNames(List<String> names, Set<String> listed) {

  private static final int MOST = 1_000;

  private static final Pattern SPECIAL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*[*?]");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  ExpandedNames {
    names = List.copyOf(names);
    listed = Set.copyOf(listed);
  }

  /** Exception for more names than one looks at, or one that a program takes for an option. */
  static final class TooMany extends Exception {
    private static final long serialVersionUID = 1;

    TooMany() {
      super("", null, false, false);
    }
  }

  /**
   * Of one pattern.
   *
   * @throws TooMany when there is one that may be an option, or more than somebody looks at
   */
  static ExpandedNames of(Path root, Place place) throws TooMany, IOException {
    String pattern = place.name();
    List<String> found = List.of(pattern.startsWith("/") ? "/" : start(place.folder()));
    Set<String> listed = new HashSet<>();
    List<String> parts = List.of(pattern.split("/", -1));
    for (int i = 0; i < parts.size(); i++) {
      String name = parts.get(i);
      if (name.isEmpty()) {
        continue;
      }
      boolean isLast = i == parts.size() - 1;
      List<String> next = new ArrayList<>();
      for (String folder : found) {
        if (SPECIAL.matcher(name).find()) {
          String looked = folder.isEmpty() ? "." : folder;
          listed.add(looked);
          matching(root.resolve(looked), name).stream()
              .filter(file -> isLast || Files.isDirectory(root.resolve(folder + file)))
              .forEach(file -> next.add(folder + file + "/"));
        } else {
          next.add(folder + ESCAPED.matcher(name).replaceAll("$1") + "/");
        }
      }
      found = next;
      if (found.size() > MOST) {
        throw new TooMany();
      }
    }
    List<String> names = new ArrayList<>();
    for (String name : found) {
      names.add(name.substring(0, name.length() - 1));
      boolean isOption =
          !pattern.startsWith("/") && name.startsWith("-", start(place.folder()).length());
      if (isOption) {
        throw new TooMany();
      }
    }
    return new ExpandedNames(names, listed);
  }

  private static String start(String folder) {
    return folder.isEmpty() ? "" : folder + "/";
  }

  private static List<String> matching(Path folder, String name) throws IOException {
    List<String> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    Glob glob = Glob.compile(name);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String file = FileName.of(entry.getFileName());
        if (!file.startsWith(".") && found.size() <= MOST && glob.matches(file)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
