package dev.vibe.approval;

import dev.vibe.file.FileName;
import dev.vibe.file.PlainFile;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.ProtectedNames.Protection;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finder of what a folder brings along: its {@code .vibe/}, {@code AGENTS.md}, {@code CLAUDE.md},
 * {@code .mcp.json}, and the skills and hooks of other agents. Follows no link, and is bounded on
 * any disk. Blocks on disk.
 *
 * @param top of the project
 * @param userFolder the person's own configuration, which no folder brings along
 */
record BroughtFiles(Path top, Path userFolder) {

  private static final String OWN = ".vibe";
  private static final Set<String> INSTRUCTIONS = Set.of("AGENTS.md", "CLAUDE.md");
  private static final String SKILLS = "skills";
  private static final List<String> AGENTS = List.of(".agents", ".claude");
  private static final List<String> FILES = List.of("AGENTS.md", "CLAUDE.md", ".mcp.json");
  private static final Path HOOKS = Path.of(".claude", "settings.json");

  /** Whoever brings more is not looked at by anybody. */
  static final int MOST_FILES = 500;

  private static final int MOST_LEVELS = 8;
  private static final int DEEPEST = 64;
  private static final int MOST_LOOKED_AT = 100_000;

  /** Packages of others, whose instructions were written for somebody else. */
  private static final Set<String> OTHERS = Set.of("node_modules");

  /**
   * Whether a change leaves a yes as it is: that instructions are gone, as on another branch, tells
   * nobody anything new. A configuration that is gone may have forbidden something.
   */
  static boolean endsNothing(FolderPin.Change change) {
    String name = change.name();
    return change.now().isEmpty()
        && INSTRUCTIONS.contains(name.substring(name.lastIndexOf('/') + 1));
  }

  /** Whether anything is along the way from a folder up to the top. */
  boolean areAlong(Path folder) {
    return !namesAlong(folder).isEmpty();
  }

  /** The names along the way from a folder up to the top; nothing is read. */
  private List<String> namesAlong(Path folder) {
    List<String> found = new ArrayList<>();
    for (Path at = folder; at != null && at.startsWith(top); at = at.getParent()) {
      if (isThere(at.resolve(OWN)) && !isUsers(at.resolve(OWN))) {
        found.add(name(at.resolve(OWN)));
      }
      if (isThere(at.resolve(HOOKS))) {
        found.add(name(at.resolve(HOOKS)));
      }
      for (String agent : AGENTS) {
        if (isThere(at.resolve(agent).resolve(SKILLS))) {
          found.add(name(at.resolve(agent).resolve(SKILLS)));
        }
      }
      for (String file : FILES) {
        if (isThere(at.resolve(file))) {
          found.add(name(at.resolve(file)));
        }
      }
    }
    return found;
  }

  /**
   * What counts from the start of a session in a folder.
   *
   * @param more names that are looked at, too
   */
  FolderPin along(Path folder, Collection<String> more) {
    Map<String, FolderPin.Entry> found = new TreeMap<>();
    for (String name : namesAlong(folder)) {
      add(FileName.in(top, name), found);
    }
    for (String name : more) {
      try {
        Path path = FileName.in(top, name).normalize();
        if (isThere(path) && PlainFile.isReached(top, path)) {
          add(path, found);
        }
      } catch (InvalidPathException e) {
        // nothing of that name can be there
      }
    }
    return new FolderPin(found);
  }

  /** What is in any folder from the top on, as far as a person can be expected to wait for it. */
  FolderPin everywhere() {
    Map<String, FolderPin.Entry> found = new TreeMap<>();
    try {
      Files.walkFileTree(top, Set.of(), DEEPEST, walk(found));
    } catch (IOException e) {
      return new FolderPin(found); // what cannot be walked is not pinned, and does not count
    }
    return new FolderPin(found);
  }

  private SimpleFileVisitor<Path> walk(Map<String, FolderPin.Entry> found) {
    return new SimpleFileVisitor<>() {
      private int seen;

      @Override
      public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
        String name = at.getFileName() == null ? "" : at.getFileName().toString();
        boolean isBrought = (name.equals(OWN) && !isUsers(at)) || isSkills(at);
        if (isBrought) {
          add(at, found);
        }
        boolean isLeftOut =
            !at.equals(top)
                && (name.equals(OWN)
                    || isBrought
                    || isUsers(at)
                    || OTHERS.contains(name)
                    || ProtectedNames.of(name, Access.READ) == Protection.REPOSITORY);
        return isLeftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (FILES.contains(file.getFileName().toString()) || file.endsWith(HOOKS)) {
          add(file, found);
        }
        return ++seen < MOST_LOOKED_AT && found.size() <= MOST_FILES
            ? FileVisitResult.CONTINUE
            : FileVisitResult.TERMINATE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) {
        return FileVisitResult.CONTINUE;
      }
    };
  }

  private void add(Path path, Map<String, FolderPin.Entry> found) {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      found.put(name(path), FolderPin.Entry.at(path));
      return;
    }
    addAll(path, 0, found);
  }

  private void addAll(Path folder, int level, Map<String, FolderPin.Entry> found) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (found.size() > MOST_FILES) {
          return;
        }
        if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          found.put(name(entry), FolderPin.Entry.at(entry));
        } else if (level < MOST_LEVELS) {
          addAll(entry, level + 1, found);
        }
      }
    } catch (IOException e) {
      found.put(name(folder), FolderPin.Entry.at(folder));
    }
  }

  /** Whether it is where another agent has the skills of a project. */
  private static boolean isSkills(Path folder) {
    Path parent = folder.getParent();
    return parent != null
        && folder.endsWith(SKILLS)
        && AGENTS.stream().anyMatch(name -> parent.endsWith(name));
  }

  private boolean isUsers(Path folder) {
    return folder.equals(userFolder);
  }

  private static boolean isThere(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private String name(Path path) {
    return FileName.of(top.relativize(path));
  }
}
