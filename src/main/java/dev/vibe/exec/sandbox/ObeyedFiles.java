package dev.vibe.exec.sandbox;

import dev.vibe.workspace.Access;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.ProtectedNames.Protection;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finder of files in folders that other programs obey or run later, by the names that file tools
 * guard: in the folders themselves, those right in them, and below these as far as a number of
 * folders allows. Folders in which a package manager puts programs are left out: to fill them is
 * what an install is for. What a folder held is kept as long as nothing came or went in it.
 * Thread-safe.
 */
final class ObeyedFiles {

  /** Not looked into: large, and made anew by a build or an install. */
  private static final Set<String> MADE =
      Set.of(
          "node_modules",
          "vendor",
          "venv",
          ".venv",
          ".virtualenv",
          "site-packages",
          "target",
          "build",
          "dist");

  /** A folder with more in it is one of data. */
  private static final int MOST_ENTRIES = 2_000;

  /**
   * In all, so that a command does not wait for this; the first in the folder itself come first.
   */
  private static final int MOST_IN_ALL = 20_000;

  /** Below the first level, for the same reason: each is looked at before and after a command. */
  private static final int MOST_BELOW = 250;

  private final List<Path> folders;
  private Map<Path, Held> kept = Map.of();
  private Found last = Found.NONE;

  /** By name: a folder that changes is looked at again, and most of its names are as before. */
  private final Map<String, Boolean> verdicts = new HashMap<>();

  ObeyedFiles(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * What there is.
   *
   * @param near in the folders and right below
   * @param deep further down
   * @param links wherever they are
   */
  record Found(List<Path> near, List<Path> deep, List<Path> links) {

    static final Found NONE = new Found(List.of(), List.of(), List.of());

    List<Path> all() {
      List<Path> all = new ArrayList<>(near);
      all.addAll(deep);
      all.addAll(links);
      return all;
    }
  }

  /**
   * What is in a folder.
   *
   * @param entries how many there are
   * @param below folders that may be looked into
   */
  private record Held(
      FolderStamp stamp, int entries, List<Path> obeyed, List<Path> links, List<Path> below) {}

  /** A folder to look into. */
  private record Place(Path at, int level) {}

  /** Whatever is there now; no link is followed. */
  synchronized Found now() {
    Map<Path, Held> seen = new HashMap<>();
    List<Path> near = new ArrayList<>();
    List<Path> deep = new ArrayList<>();
    List<Path> links = new ArrayList<>();
    for (Path folder : folders) {
      Deque<Place> open = new ArrayDeque<>(List.of(new Place(folder, 0)));
      int entries = 0;
      int deepFolders = 0;
      while (!open.isEmpty()) {
        Place place = open.removeFirst();
        if (place.level() > 1 ? ++deepFolders > MOST_BELOW : entries >= MOST_IN_ALL) {
          break;
        }
        Held held = held(place.at(), place.level() == 0 ? "" : place.at().getFileName() + "/");
        seen.put(place.at(), held);
        entries += held.entries();
        (place.level() > 1 ? deep : near).addAll(held.obeyed());
        links.addAll(held.links());
        for (Path below : held.below()) {
          open.addLast(new Place(below, place.level() + 1));
        }
      }
    }
    kept = seen;
    Found found = new Found(near, deep, links);
    if (!found.equals(last)) {
      last = found;
    }
    return last;
  }

  private Held held(Path folder, String above) {
    Held known = kept.get(folder);
    if (known != null && known.stamp().isStillOf(folder)) {
      return known;
    }
    // Before what is in it, so that what comes meanwhile is seen the next time.
    Optional<FolderStamp> stamp = FolderStamp.of(folder);
    List<Path> obeyed = new ArrayList<>();
    List<Path> links = new ArrayList<>();
    List<Path> below = new ArrayList<>();
    List<Path> entries = entries(folder);
    for (Path entry : entries) {
      String name = String.valueOf(entry.getFileName());
      if (isObeyed(above + name)) {
        (Files.isSymbolicLink(entry) ? links : obeyed).add(entry);
      } else if (!MADE.contains(name) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        below.add(entry);
      }
    }
    return new Held(
        stamp.orElse(FolderStamp.UNKNOWN), entries.size(), obeyed, links, List.copyOf(below));
  }

  private boolean isObeyed(String relative) {
    Boolean known = verdicts.get(relative);
    if (known == null) {
      Protection protection = ProtectedNames.of(relative, Access.WRITE);
      known = protection == Protection.RUN_LATER || protection == Protection.REPOSITORY;
      if (verdicts.size() >= MOST_IN_ALL) {
        verdicts.clear();
      }
      verdicts.put(relative, known);
    }
    return known;
  }

  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path entry : all) {
        if (entries.size() == MOST_ENTRIES) {
          break;
        }
        entries.add(entry);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return entries;
    }
    return entries;
  }
}
