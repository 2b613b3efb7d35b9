package dev.vibe.workspace;

import dev.vibe.file.FileName;
import dev.vibe.text.Glob;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finder of the files to which the links lead that a path goes through, for rules on what a command
 * names. Blocks on disk; links below a folder that the path only ends at are not looked for.
 */
public final class LinkTargets {

  /** Of one pattern; what is beyond is not looked at. */
  private static final int MOST_PATHS = 1_000;

  private static final Pattern SPECIAL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*[*?\\[{]");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  private LinkTargets() {}

  /**
   * Where the files are that a pattern names, without those that are where it says.
   *
   * @param directory where a relative pattern begins, absolute
   * @param paths as {@link Glob#meets} takes them, with {@code ..} only at the beginning
   * @return such patterns, relative to the directory for what is below it
   */
  public static List<String> of(String directory, String paths) {
    try {
      Path base = Path.of(directory).toRealPath();
      List<Path> found = List.of(paths.startsWith("/") ? Path.of("/") : base);
      String[] names = paths.split("/", -1);
      int at = 0;
      while (at < names.length && !names[at].contains("**")) {
        found = below(found, names[at++]);
      }
      String rest = String.join("/", List.of(names).subList(at, names.length));
      List<String> targets = new ArrayList<>();
      for (Path path : found) {
        Path real = real(path);
        if (!real.equals(path)) {
          String where =
              Glob.quoted(real.startsWith(base) ? relative(base, real) : real.toString());
          targets.add(where + (rest.isEmpty() || where.isEmpty() ? "" : "/") + rest);
        }
      }
      return targets;
    } catch (IOException | InvalidPathException e) {
      return List.of(); // it names no file here
    }
  }

  private static List<Path> below(List<Path> folders, String name) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (!SPECIAL.matcher(name).find()) {
        found.add(folder.resolve(ESCAPED.matcher(name).replaceAll("$1")).normalize());
      } else if (Files.isDirectory(folder)) {
        matching(folder, Glob.compile(name), found);
      }
    }
    return found;
  }

  private static void matching(Path folder, Glob glob, List<Path> found) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (found.size() < MOST_PATHS && glob.matches(FileName.of(entry.getFileName()))) {
          found.add(entry);
        }
      }
    }
  }

  /** A file that does not exist yet is made in the folder where its path leads. */
  private static Path real(Path path) throws IOException {
    Path parent = path.getParent();
    if (Files.exists(path) || parent == null) {
      return path.toRealPath();
    }
    return Files.exists(parent)
        ? parent.toRealPath().resolve(String.valueOf(path.getFileName()))
        : path;
  }

  private static String relative(Path base, Path path) {
    return FileName.of(base.relativize(path)).replace('\\', '/');
  }
}
