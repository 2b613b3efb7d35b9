package dev.vibe.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Policy that finds programs where the workspace cannot have put them: in the absolute folders of a
 * {@code PATH} that neither by name nor by where links lead are in one of its folders. A workspace
 * that is the whole disk takes nothing away, as nothing would be left. Looks at the disk.
 *
 * @param folders of the {@code PATH} that may be searched, in its order
 * @param workspace folders whose programs are not found
 */
public record ProgramPath(List<Path> folders, List<Path> workspace) {

  /** Where the programs of a system are, whatever the {@code PATH} says. */
  private static final List<Path> OF_SYSTEM =
      List.of(
          Path.of("/usr/bin"),
          Path.of("/bin"),
          Path.of("/usr/sbin"),
          Path.of("/sbin"),
          Path.of("/run/current-system/sw/bin"),
          Path.of("/run/current-system/profile/bin"),
          Path.of("/usr/local/bin"),
          Path.of("/opt/homebrew/bin"));

  public ProgramPath {
    folders = List.copyOf(folders);
    workspace = List.copyOf(workspace);
  }

  /** The part of a {@code PATH} that the workspace has no hand in. */
  public static ProgramPath outside(Collection<Path> workspace, String path) {
    List<Path> closed =
        workspace.stream().filter(folder -> folder.getNameCount() > 0).distinct().toList();
    List<Path> open = new ArrayList<>();
    for (String entry : path.split(":", -1)) {
      try {
        Path folder = Path.of(entry);
        if (folder.isAbsolute() && isOutside(folder, closed)) {
          open.add(folder);
        }
      } catch (InvalidPathException e) {
        // no folder can have this name: the next
      }
    }
    return new ProgramPath(open, closed);
  }

  private static boolean isOutside(Path path, List<Path> workspace) {
    return workspace.stream().noneMatch(path.normalize()::startsWith)
        && workspace.stream().noneMatch(real(path)::startsWith);
  }

  /** What does not exist yet is judged by what is above it. */
  private static Path real(Path path) {
    for (Path at = path; at != null; at = at.getParent()) {
      try {
        Path real = at.toRealPath();
        return at.equals(path) ? real : real.resolve(at.relativize(path)).normalize();
      } catch (IOException e) {
        // not there: what is above it
      }
    }
    return path.normalize();
  }

  /** The first program of this name. */
  public Optional<Path> find(String name) {
    return folders.stream().map(folder -> folder.resolve(name)).filter(this::mayRun).findFirst();
  }

  /** Whether it is a program, and neither it nor what it is a link to is in the workspace. */
  public boolean mayRun(Path program) {
    return Files.isRegularFile(program)
        && Files.isExecutable(program)
        && isOutside(program, workspace);
  }

  /** As a {@code PATH}. */
  public String text() {
    return folders.stream().map(Path::toString).collect(Collectors.joining(":"));
  }

  /** A program of the system, for which no {@code PATH} is asked. */
  public static Optional<Path> inSystem(String name) {
    return OF_SYSTEM.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The full name of a program that every system has; the bare one where it is elsewhere. */
  public static String ofSystem(String name) {
    return inSystem(name).map(Path::toString).orElse(name);
  }

  /** Where the programs of the system are, as a {@code PATH}. */
  public static String ofSystem() {
    return OF_SYSTEM.stream().map(Path::toString).collect(Collectors.joining(":"));
  }
}
