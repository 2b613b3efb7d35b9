package dev.vibe.agent.subagent;

import dev.vibe.file.PlainFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finder of the kinds of subagents that are on file. Of two of one name the first counts: those of
 * the user come before those of a project, and both before the built-in ones.
 *
 * @param user folders of the user's own
 * @param project the same of a project; none where it is not trusted
 * @param top folder that what a project brings along has to be in
 */
public record KindFolders(List<Path> user, List<Path> project, Path top) {

  static final String ENDING = ".md";

  /** Beyond, their names alone would fill a small window. */
  private static final int MOST = 50;

  /** Where a project has them, relative to its top; those of other agents, too. */
  private static final List<String> OF_PROJECT = List.of(".vibe/agents", ".claude/agents");

  public KindFolders {
    user = List.copyOf(user);
    project = List.copyOf(project);
  }

  /**
   * The usual ones.
   *
   * @param config folder of the user's configuration
   * @param isTrusted whether what the project brings along counts
   */
  public static KindFolders of(Path config, Path top, boolean isTrusted) {
    return new KindFolders(
        List.of(config.resolve("agents")),
        isTrusted ? OF_PROJECT.stream().map(top::resolve).toList() : List.of(),
        top);
  }

  /**
   * What was found.
   *
   * @param kinds by name
   * @param faults by file, what is wrong with it
   */
  public record Found(Map<String, SubagentKind> kinds, Map<Path, String> faults) {}

  /** Whether there can be any; a look at a few names. */
  public boolean exist() {
    return user.stream().anyMatch(Files::isDirectory)
        || project.stream().anyMatch(Files::isDirectory);
  }

  /** Looks. Blocks on disk, for at most 50 files a folder. */
  public Found find() {
    Map<String, SubagentKind> kinds = new LinkedHashMap<>();
    Map<Path, String> faults = new LinkedHashMap<>();
    for (Path folder : user) {
      files(folder).forEach(file -> read(file, kinds, faults));
    }
    for (Path folder : project) {
      files(folder).stream()
          .filter(file -> PlainFile.isIn(top, file))
          .forEach(file -> read(file, kinds, faults));
    }
    return new Found(kinds, faults);
  }

  private static void read(Path file, Map<String, SubagentKind> kinds, Map<Path, String> faults) {
    try {
      SubagentKind kind = KindFile.read(file);
      if (kinds.putIfAbsent(kind.name(), kind) != null) {
        faults.put(file, "the name " + kind.name() + " is taken by another file");
      }
    } catch (IllegalArgumentException e) {
      faults.put(file, Optional.ofNullable(e.getMessage()).orElse("it cannot be read"));
    } catch (IOException e) {
      faults.put(file, "it cannot be read: " + e.getMessage());
    }
  }

  private static List<Path> files(Path folder) {
    TreeSet<Path> found = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + ENDING)) {
        for (Path each : all) {
          if (Files.isRegularFile(each) && found.size() < MOST) {
            found.add(each);
          }
        }
      } catch (IOException e) {
        return new ArrayList<>(found); // what cannot be listed cannot be used either
      }
    }
    return List.copyOf(found);
  }
}
