package dev.vibe.approval;

import dev.vibe.file.FileSnapshot;
import dev.vibe.file.IoReason;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Guard of the files that decide what vibe may do, such as its configuration and its rules, against
 * the commands that run beside them: what a command made of them is put back, kept aside, and told.
 * Thread-safe; blocks on disk.
 *
 * <p>What a person changes while no command runs counts. While one runs nobody can tell who it was,
 * so what is changed then is put back too; what vibe itself writes goes through {@link #ourOwn}.
 */
public final class SettingsGuard {

  private final Guarded guarded;
  private final Path aside;
  private final BooleanSupplier isAnythingRunning;
  private final Map<Path, FileSnapshot> known = new LinkedHashMap<>();
  private final List<Problem> untold = new ArrayList<>();
  private boolean wasRunning;
  private int times;

  /**
   * Paths that are guarded.
   *
   * @param places folders that must stay where they are, whatever else is in them
   * @param settings files, and folders with all that is in them
   */
  public record Guarded(List<Path> places, List<Path> settings) {
    public Guarded {
      places = List.copyOf(places);
      settings = List.copyOf(settings);
    }
  }

  /**
   * Looks at nothing yet.
   *
   * @param aside the folder where what was put away is kept, a folder of its own each time
   * @param isAnythingRunning whether a command runs, or something that one left
   */
  public SettingsGuard(Guarded guarded, Path aside, BooleanSupplier isAnythingRunning) {
    this.guarded = guarded;
    this.aside = aside;
    this.isAnythingRunning = isAnythingRunning;
  }

  /** For a session whose commands can reach no settings. */
  public static SettingsGuard ofNothing() {
    return new SettingsGuard(new Guarded(List.of(), List.of()), Path.of(""), () -> false);
  }

  /** To be called before a command starts. Gives what something that still ran did until now. */
  public synchronized List<Problem> before() {
    List<Problem> told = wasRunning ? check() : List.of();
    if (!wasRunning) {
      guarded.places().forEach(this::remember);
      guarded.settings().forEach(this::remember);
    }
    wasRunning = true;
    return told;
  }

  /** After a command, and whenever one may have done something. What was put back, or could not. */
  public synchronized List<Problem> check() {
    if (!wasRunning) {
      return takeUntold();
    }
    wasRunning = isAnythingRunning.getAsBoolean();
    for (Map.Entry<Path, FileSnapshot> each : known.entrySet()) {
      if (!each.getValue().isAt(each.getKey())) {
        untold.add(putBack(each.getKey(), each.getValue()));
        each.setValue(taking(each.getKey()));
      }
    }
    return takeUntold();
  }

  private List<Problem> takeUntold() {
    List<Problem> told = List.copyOf(untold);
    untold.clear();
    return told;
  }

  /**
   * Lets vibe itself write one of the files: on top of what was there before commands had a hand in
   * it, and so that it stays.
   */
  public synchronized void ourOwn(Path file, Runnable write) {
    if (wasRunning) {
      untold.addAll(check());
    }
    try {
      write.run();
    } finally {
      known.computeIfPresent(file, (path, before) -> FileSnapshot.of(path));
    }
  }

  private FileSnapshot taking(Path path) {
    return guarded.places().contains(path) ? FileSnapshot.ofPlace(path) : FileSnapshot.of(path);
  }

  private void remember(Path path) {
    FileSnapshot before = known.get(path);
    if (before == null || !before.isAt(path)) {
      known.put(path, taking(path));
    }
  }

  private Problem putBack(Path path, FileSnapshot before) {
    Path kept = free();
    try {
      before.putBack(path, kept);
      return new Problem(
          ProblemCode.SETTINGS_PUT_BACK,
          path + " was changed while a command ran, and is as it was before",
          Files.exists(kept, LinkOption.NOFOLLOW_LINKS)
              ? "it decides what vibe may do; what became of it is in " + kept
              : "it decides what vibe may do; it had been removed, or its rights were others",
          "if you want the change, make it yourself while no command runs");
    } catch (IOException | UnsupportedOperationException e) {
      return new Problem(
          ProblemCode.SETTINGS_CHANGED,
          path + " was changed while a command ran, and could not be put back",
          e instanceof IOException io ? IoReason.naming(io) : "its rights cannot be set here",
          "look at it before you start vibe again");
    }
  }

  private Path free() {
    Path free = aside.resolve(Integer.toString(++times));
    while (Files.exists(free, LinkOption.NOFOLLOW_LINKS)) {
      free = aside.resolve(Integer.toString(++times));
    }
    return free;
  }
}
