package dev.vibe.workspace;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Policy on repositories without a telling name: folders that Git takes for one by what is in them,
 * and that then name programs which Git runs. What is there counts together with what is about to
 * come, so that it makes no difference in which order, and in how many steps, a repository is made.
 * Touches the disk; changes nothing.
 *
 * @param base the folder to look from
 * @param coming real paths of files that are about to be written
 */
record EmbeddedRepository(Path base, Set<Path> coming) {

  /** Relation of a file to a repository. */
  enum Relation {
    NONE,
    /** Belongs to one that is there. */
    BELONGS,
    /** Makes one of a folder, or prepares what one would run. */
    MAKES
  }

  /** Git looks for these; the first two of all, or the first with the last. */
  private static final String HEAD = "head";

  private static final String OBJECTS = "objects";
  private static final String REFS = "refs";
  private static final String COMMON = "commondir";

  private static final int HALF = 2;

  /** What a file that is read, if there is one, is part of. */
  Relation ofReading(Path real) {
    Path folder = base;
    for (Path name : base.relativize(real)) {
      if (Marks.of(folder, Set.of()).areWhole()) {
        return Relation.BELONGS;
      }
      folder = folder.resolve(name);
    }
    return Relation.NONE;
  }

  /** What a file that is written becomes part of. */
  Relation ofWriting(Path real) {
    Path folder = base;
    Path rest = base.relativize(real);
    for (int i = 0; i < rest.getNameCount(); i++) {
      String name = ProtectedNames.folded(rest.getName(i).toString());
      if (Marks.of(folder, Set.of()).areWhole()) {
        return Relation.BELONGS;
      }
      Set<String> names = comingTo(folder);
      names.add(name);
      Marks marks = Marks.of(folder, names);
      if (marks.areWhole() || (marks.areHalf() && isObeyed(rest, i, name))) {
        return Relation.MAKES;
      }
      folder = folder.resolve(rest.getName(i));
    }
    return Relation.NONE;
  }

  /**
   * Whether a folder is no repository now, is one when all has come, and would not be one without
   * this file or its neighbours.
   */
  boolean isKey(Path real) {
    Path folder = base;
    for (Path each : base.relativize(real)) {
      String name = ProtectedNames.folded(each.toString());
      Marks now = Marks.of(folder, Set.of());
      Marks then = Marks.of(folder, comingTo(folder));
      if (!now.areWhole()
          && then.areWhole()
          && (now.head ? Set.of(OBJECTS, REFS, COMMON).contains(name) : name.equals(HEAD))) {
        return true;
      }
      folder = folder.resolve(each);
    }
    return false;
  }

  private Set<String> comingTo(Path folder) {
    Set<String> names = new HashSet<>();
    for (Path each : coming) {
      if (each.startsWith(folder) && each.getNameCount() > folder.getNameCount()) {
        names.add(ProtectedNames.folded(each.getName(folder.getNameCount()).toString()));
      }
    }
    return names;
  }

  /** What Git reads there as settings, or runs. */
  private static boolean isObeyed(Path rest, int at, String name) {
    int behind = rest.getNameCount() - at - 1;
    String next = behind == 0 ? "" : ProtectedNames.folded(rest.getName(at + 1).toString());
    return switch (name) {
      case "config", "config.worktree", HEAD, COMMON -> behind == 0;
      case "hooks" -> behind == 1 && (!next.contains(".") || next.endsWith(".exe"));
      case "info" -> behind == 1 && next.equals("attributes");
      default -> false;
    };
  }

  /**
   * Marks of a folder by which Git knows a repository.
   *
   * @param named whether the folder is called as bare repositories are
   */
  private record Marks(boolean head, boolean objects, boolean refs, boolean common, boolean named) {

    static Marks of(Path folder, Set<String> coming) {
      boolean named = ProtectedNames.folded(String.valueOf(folder.getFileName())).endsWith(".git");
      boolean common = coming.contains(COMMON) || exists(folder, COMMON);
      boolean objects = coming.contains(OBJECTS) || exists(folder, OBJECTS);
      boolean refs = coming.contains(REFS) || exists(folder, REFS);
      return new Marks(
          coming.contains(HEAD) || exists(folder, "HEAD"), objects, refs, common, named);
    }

    private static boolean exists(Path folder, String name) {
      return Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    boolean areWhole() {
      return head && ((objects && refs) || common || named);
    }

    boolean areHalf() {
      int found = (head ? 1 : 0) + (objects ? 1 : 0) + (refs ? 1 : 0) + (common ? 1 : 0);
      return named || found >= HALF;
    }
  }
}
