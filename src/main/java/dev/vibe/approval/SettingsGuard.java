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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** More are hardly at work at once. */
  private static final int MOST_AT_WORK = 20;

  private final Guarded guarded;
  private final Path aside;
  private final BooleanSupplier isAnythingRunning;
  private final Map<Path, FileSnapshot> known = new LinkedHashMap<>();
  private final List<Problem> untold = new ArrayList<>();
  private Map<Path, FileSnapshot> ofOthers = new HashMap<>();

  /** Those of {@link #ofOthers} in whose session somebody worked before the command. */
  private final Set<Path> atWork = new HashSet<>();

  private boolean wasRunning;
  private int times;

  /**
   * Paths that are guarded.
   *
   * @param places folders that must stay where they are, whatever else is in them
   * @param settings files, and folders with all that is in them
   * @param others files of other sessions, which come and go
   */
  public record Guarded(List<Path> places, List<Path> settings, Others others) {
    public Guarded {
      places = List.copyOf(places);
      settings = List.copyOf(settings);
    }

    /** Where there are no other sessions. */
    public Guarded(List<Path> places, List<Path> settings) {
      this(places, settings, Others.NONE);
    }
  }

  /** Look at the files of other sessions. */
  public interface Others {

    Others NONE =
        new Others() {
          @Override
          public List<Path> files() {
            return List.of();
          }

          @Override
          public boolean isAtWork(Path file) {
            return false;
          }
        };

    /** Files of those that can be taken up, there or not, the one last used first. */
    List<Path> files();

    /** Whether a process works in the session of a file, which then writes the file itself. */
    boolean isAtWork(Path file);
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
      rememberOthers();
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
    checkOthers();
    return takeUntold();
  }

  private void rememberOthers() {
    Map<Path, FileSnapshot> all = new HashMap<>();
    List<Path> files = guarded.others().files();
    for (Path file : files) {
      FileSnapshot before = ofOthers.get(file);
      all.put(file, before != null && before.isAt(file) ? before : FileSnapshot.of(file));
    }
    ofOthers = all;
    atWork.clear();
    files.stream().limit(MOST_AT_WORK).filter(guarded.others()::isAtWork).forEach(atWork::add);
  }

  /**
   * A session at work writes its own. One that began meanwhile is only known for such when nothing
   * runs any more that could have begun it.
   */
  private void checkOthers() {
    Set<Path> all = new LinkedHashSet<>(ofOthers.keySet());
    all.addAll(guarded.others().files());
    for (Path file : all) {
      FileSnapshot before = ofOthers.getOrDefault(file, new FileSnapshot.Absent());
      boolean isExempt =
          before.isAt(file)
              || atWork.contains(file)
              || !Files.isDirectory(file.resolveSibling(""))
              || (!wasRunning && guarded.others().isAtWork(file));
      if (!isExempt) {
        untold.add(putBack(file, before));
        ofOthers.put(file, FileSnapshot.of(file));
      }
    }
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
