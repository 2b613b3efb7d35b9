package dev.vibe.approval;

import dev.vibe.exec.Programs;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Judge of whether what a command starts under a name is a program of the system: root's, in a
 * folder of root's, and not of the workspace, so that neither a project nor a model has put it
 * there. Looks at the disk.
 */
public record SystemPrograms(Workspace workspace, Programs programs) implements Predicate<String> {

  private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
      PosixFilePermissions.fromString("----w--w-");

  @Override
  public boolean test(String program) {
    return programs.find(program).map(this::isOfSystem).orElse(true); // then nothing is started
  }

  private boolean isOfSystem(Path found) {
    try {
      Path real = found.toRealPath();
      return workspace.resolve(real.toString(), Access.READ) instanceof Resolution.Guarded outside
          && outside.guard() == Resolution.Guard.OUTSIDE
          && isOfRoot(real)
          && isOfRoot(real.resolveSibling("."))
          && isOfRoot(found.resolveSibling("."));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isOfRoot(Path path) throws IOException {
    boolean isRoots = Integer.valueOf(0).equals(Files.getAttribute(path, "unix:uid"));
    return isRoots
        && Files.getPosixFilePermissions(path).stream().noneMatch(WRITABLE_BY_OTHERS::contains);
  }
}
