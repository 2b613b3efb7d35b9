package dev.vibe.app.host;

import dev.vibe.config.VibePaths;
import dev.vibe.file.IoReason;
import dev.vibe.file.OwnerOnly;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folder of what vibe keeps: the configured one, or, where nothing can be written there, a private
 * one in a place for what need not last. That one has the same name for each run of a user, so that
 * undo and earlier sessions are found there while it lasts. Which it is is found out when it is
 * first asked for, and stays so. Thread-safe; blocks on disk.
 */
public final class StateFolder {

  /** A disk that has not even so much left would break the run in its middle. */
  private static final int LEAST_BYTES = 64 * 1024;

  private final Path wanted;
  private final List<Path> otherwise;
  private Optional<Chosen> chosen = Optional.empty();

  private record Chosen(Path folder, Optional<Problem> notice) {}

  /**
   * Looks at nothing yet.
   *
   * @param wanted the configured one
   * @param otherwise where to make a private one, first choice first
   */
  public StateFolder(Path wanted, List<Path> otherwise) {
    this.wanted = wanted;
    this.otherwise = List.copyOf(otherwise);
  }

  /**
   * The one that an environment names, or what takes its place; looks at nothing yet.
   *
   * @param temporary folder for what need not last
   */
  public static StateFolder of(Map<String, String> environment, Path home, Path temporary) {
    return new StateFolder(
        VibePaths.of(environment, home).stateDir(), placesForTemporary(environment, temporary));
  }

  /** Shared memory is there also where no disk is; it is Linux's. */
  private static List<Path> placesForTemporary(Map<String, String> environment, Path temporary) {
    return Stream.of(
            environment.getOrDefault("TMPDIR", ""),
            temporary.toString(),
            "/dev/shm",
            environment.getOrDefault("XDG_RUNTIME_DIR", ""))
        .filter(place -> place.startsWith("/"))
        .map(Path::of)
        .distinct()
        .toList();
  }

  /**
   * Where to keep things; it can be written to.
   *
   * @throws VibeException when there is no such place
   */
  public Path path() {
    return chosen().folder();
  }

  /** What is to be told once of a folder other than the configured one. */
  public Optional<Problem> notice() {
    return chosen().notice();
  }

  private synchronized Chosen chosen() {
    if (chosen.isEmpty()) {
      chosen = Optional.of(choose());
    }
    return chosen.get();
  }

  private Chosen choose() {
    IOException first;
    try {
      tryOut(wanted);
      return new Chosen(wanted, Optional.empty());
    } catch (IOException e) {
      first = e;
    }
    String cause = wanted + ": " + IoReason.of(first);
    for (Path place : otherwise) {
      try {
        Path folder = privateFolder(place);
        tryOut(folder);
        return new Chosen(folder, Optional.of(elsewhere(folder, cause)));
      } catch (IOException | UnsupportedOperationException e) {
        first.addSuppressed(e);
      }
    }
    throw new VibeException(ExitCode.FAILED, nowhere(cause), first);
  }

  private static void tryOut(Path folder) throws IOException {
    OwnerOnly.folder(folder);
    Path file = folder.resolve("probe-" + ProcessHandle.current().pid());
    try {
      Files.write(file, new byte[LEAST_BYTES]);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** In a place where everybody may write; nobody else can have prepared what is taken here. */
  private static Path privateFolder(Path place) throws IOException {
    Path fresh = Files.createTempDirectory(place, "vibe-");
    Object user = Files.getAttribute(fresh, "unix:uid");
    Path usual = place.resolve("vibe-" + user);
    try {
      return Files.move(fresh, usual, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      return fresh;
    } catch (IOException e) { // it is there already
      if (!isPrivate(usual, user)) {
        return fresh;
      }
      Files.delete(fresh);
      return usual;
    }
  }

  private static boolean isPrivate(Path folder, Object user) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(user)
        && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
            .equals(PosixFilePermissions.fromString("rwx------"));
  }

  private static Problem elsewhere(Path folder, String cause) {
    return new Problem(
        ProblemCode.STATE_ELSEWHERE,
        "the session, its log and undo are kept in " + folder + ", which may not last",
        cause,
        "set VIBE_HOME to a folder that can be written to");
  }

  private static Problem nowhere(String cause) {
    return new Problem(
        ProblemCode.NO_STATE,
        "nothing can be written anywhere, so no change could be made safely",
        cause,
        "set VIBE_HOME to a folder that can be written to");
  }
}
