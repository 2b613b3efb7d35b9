package dev.vibe.workspace.change;

import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.Uninterrupted;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.change.ChangeJournal.Draft;
import dev.vibe.workspace.change.ChangeJournal.Entry;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Writer of changes so that a crash at any point leaves every file old or new, never torn, and that
 * all of them are old or all new once {@link #recover} has run. New content goes to a file beside
 * the target, is flushed, and is renamed over the target after a last look that nobody else has
 * changed it.
 *
 * <p>A file with several names (hard links) keeps its content under the other names: the rename
 * gives this name a file of its own. Writing in place would keep the names together, but could be
 * torn.
 */
public final class ChangeSet {

  /** A reversal is the last resort: it is not itself reversed when the disk fails again. */
  private enum Purpose {
    CHANGE,
    REVERSAL
  }

  private final FileOperations files;
  private final Path journalFolder;
  private final List<FileChange> changes;
  private final Runnable beforeReplacing;
  private final List<Path> temps = new ArrayList<>();
  private final List<String> stamps = new ArrayList<>();
  private final Deque<Path> madeFolders = new ArrayDeque<>();

  /** By folder that has to be made, the name that it has until it is in its place. */
  private final Map<Path, Path> drafts = new LinkedHashMap<>();

  private final Purpose purpose;
  private int applied;

  /** What the disk is asked about now, for messages. */
  private String at;

  private ChangeSet(
      List<FileChange> changes,
      Path journalFolder,
      FileOperations files,
      Purpose purpose,
      Runnable beforeReplacing) {
    this.beforeReplacing = beforeReplacing;
    this.files = files;
    this.journalFolder = journalFolder;
    this.purpose = purpose;
    this.changes = changes.stream().filter(c -> !c.before().equals(c.after())).toList();
    this.at = journalFolder.toString();
  }

  /**
   * Writes all changes, or none. Blocks on disk: one flush for each file and folder, and one of the
   * journal when there are several files. Modes, owners and extended attributes stay as far as the
   * process may set them; a read-only file is refused.
   *
   * @param journal a folder of the product's own state, outside the workspace; made if need be
   * @return what is worth telling about files that were written, one line each; mostly empty
   * @throws VibeException with a problem that names the file: {@code stale} when somebody changed
   *     it since it was read, {@code read-only}, {@code disk-full}, {@code no-permission}, {@code
   *     too-many-open-files}, {@code io}. Files are whole then, and as before unless the problem
   *     says which are not. An interrupt waits until the end.
   */
  public static List<String> write(List<FileChange> changes, Path journal) {
    return write(changes, journal, () -> {});
  }

  /**
   * As {@link #write(List, Path)}.
   *
   * @param beforeReplacing is called when the new content is on the disk, before the first file is
   *     replaced by it; what has to be kept of the old content can be written until then
   */
  public static List<String> write(
      List<FileChange> changes, Path journal, Runnable beforeReplacing) {
    return Uninterrupted.run(
        () -> {
          try (FileOperations files = new DiskOperations(bases(changes))) {
            return new ChangeSet(changes, journal, files, Purpose.CHANGE, beforeReplacing).write();
          } catch (IOException e) {
            throw new UncheckedIOException(e); // folders that were read cannot fail to close
          }
        });
  }

  private static List<Path> bases(List<FileChange> changes) {
    return changes.stream().map(change -> change.path().base()).distinct().toList();
  }

  static List<String> write(List<FileChange> changes, Path journal, FileOperations files) {
    return new ChangeSet(changes, journal, files, Purpose.CHANGE, () -> {}).write();
  }

  /**
   * Finishes or takes back the change sets that were cut off by a crash; those of running processes
   * are left alone. To be called at start. Never throws.
   */
  public static List<Recovery> recover(Path journal) {
    return Uninterrupted.run(() -> recover(journal, DiskOperations::new));
  }

  static List<Recovery> recover(Path journal, Function<List<Path>, FileOperations> disk) {
    List<Recovery> done = new ArrayList<>();
    try {
      for (ChangeJournal each : ChangeJournal.abandoned(journal)) {
        try (each) {
          ChangeRecovery.recover(each, disk).ifPresent(done::add);
        }
      }
    } catch (IOException e) {
      done.add(new Recovery(Recovery.Outcome.FAILED, List.of(journal)));
    }
    return done;
  }

  private List<String> write() {
    if (changes.isEmpty()) {
      return List.of();
    }
    try (ChangeJournal journal = ChangeJournal.create(journalFolder)) {
      try {
        List<String> notes = check();
        stage(journal);
        beforeReplacing.run();
        ChangeTurn turn = ChangeTurn.take(journalFolder);
        try {
          verify();
          if (changes.size() > 1) {
            at = journalFolder.toString();
            files.append(journal, ChangeJournal.ready(), Flush.AT_ONCE);
            files.syncFolder(journalFolder);
          }
          apply();
        } finally {
          turn.close();
        }
        journal.remove();
        return notes;
      } catch (IOException e) {
        Problem problem = takeBack(WriteProblem.of(at, e));
        journal.remove();
        throw new VibeException(ExitCode.FAILED, problem, e);
      }
    } catch (IOException e) {
      throw new VibeException(ExitCode.FAILED, WriteProblem.of(at, e), e);
    }
  }

  /** Refuses what can be refused before anything is made. */
  private List<String> check() throws IOException {
    List<String> notes = new ArrayList<>();
    for (FileChange change : changes) {
      at = change.path().toString();
      Path target = change.path().absolute();
      String stamp = files.stamp(target);
      boolean absent = stamp.equals(FileOperations.ABSENT);
      if (stamp.equals(FileOperations.NO_FILE) || absent != isAbsent(change.before())) {
        throw new WriteProblem.Stale();
      }
      if (!absent && !files.writable(target)) {
        throw new WriteProblem.ReadOnly();
      }
      int names = absent ? 1 : files.names(target);
      if (names > 1) {
        notes.add(
            "%s had %d names (hard links); it is now a file of its own, the other names keep the"
                    .formatted(at, names)
                + " old content.");
      }
    }
    return notes;
  }

  /** Brings the new content to the disk, beside the targets. */
  private void stage(ChangeJournal journal) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (FileChange change : changes) {
      Path target = change.path().absolute();
      Path temp = freeName(target, journal.file());
      temps.add(temp);
      entries.add(
          new Entry(
              temp,
              target,
              ChangeJournal.digest(change.before()),
              ChangeJournal.digest(change.after()),
              change.path().base()));
    }
    List<Draft> made = drafts(journal.file());
    at = journalFolder.toString();
    files.append(journal, ChangeJournal.lines(made, entries), Flush.SOMETIME);
    for (int i = 0; i < changes.size(); i++) {
      at = changes.get(i).path().toString();
      Path target = changes.get(i).path().absolute();
      if (changes.get(i).after() instanceof Content.Present present) {
        createFolders(DraftName.parent(target));
        files.writeNew(temps.get(i), present, target);
      }
    }
  }

  private List<Draft> drafts(Path journal) throws IOException {
    List<Draft> all = new ArrayList<>();
    for (FileChange change : changes) {
      if (!isAbsent(change.after())) {
        Path base = change.path().base();
        for (Path folder : missing(DraftName.parent(change.path().absolute()))) {
          if (!drafts.containsKey(folder)) {
            drafts.put(folder, freeName(base.resolve(DraftName.name(folder)), journal));
            all.add(new Draft(drafts.getOrDefault(folder, folder), base));
          }
        }
      }
    }
    return all;
  }

  private void createFolders(Path folder) throws IOException {
    for (Path each : missing(folder)) {
      files.createFolder(each, drafts.getOrDefault(each, each));
      madeFolders.push(each);
    }
  }

  /** A folder, and those above it, as far as they are not there; the topmost first. */
  private static Deque<Path> missing(Path folder) {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path each = folder;
        !Files.exists(each, LinkOption.NOFOLLOW_LINKS);
        each = DraftName.parent(each)) {
      missing.push(each);
    }
    return missing;
  }

  /** Short, so that it fits where the target's name does. */
  private Path freeName(Path target, Path journal) throws IOException {
    for (int i = 0; ; i++) {
      Path temp = DraftName.beside(target, journal + "\n" + i);
      if (!temps.contains(temp)
          && !drafts.containsValue(temp)
          && files.stamp(temp).equals(FileOperations.ABSENT)) {
        return temp;
      }
    }
  }

  /** The last look: nothing has been written by anybody else since the files were read. */
  private void verify() throws IOException {
    for (FileChange change : changes) {
      at = change.path().toString();
      Path target = change.path().absolute();
      String stamp = files.stamp(target);
      boolean same =
          switch (change.before()) {
            case Content.Absent() -> stamp.equals(FileOperations.ABSENT);
            case Content.Present present ->
                !stamp.equals(FileOperations.ABSENT)
                    && !stamp.equals(FileOperations.NO_FILE)
                    && Arrays.equals(present.bytes(), files.read(target));
          };
      if (!same) {
        throw new WriteProblem.Stale();
      }
      stamps.add(stamp);
    }
  }

  private void apply() throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    for (int i = 0; i < changes.size(); i++) {
      at = changes.get(i).path().toString();
      Path target = changes.get(i).path().absolute();
      if (!files.stamp(target).equals(stamps.get(i))) {
        throw new WriteProblem.Stale();
      }
      if (isAbsent(changes.get(i).after())) {
        files.delete(target);
      } else {
        files.move(temps.get(i), target);
      }
      applied++;
      folders.add(DraftName.parent(target));
    }
    madeFolders.forEach(made -> folders.add(DraftName.parent(made)));
    for (Path folder : folders) {
      at = folder.toString();
      if (purpose == Purpose.CHANGE) {
        files.syncFolder(folder);
      }
    }
  }

  /** Leaves all as it was, as far as the disk lets it; the problem says what could not be. */
  private Problem takeBack(Problem problem) {
    for (Path temp : temps.subList(applied, temps.size())) {
      deleteIfThere(temp);
    }
    Problem result = problem;
    if (applied > 0) {
      List<FileChange> written = changes.subList(0, applied);
      List<FileChange> reversed = written.stream().map(ChangeSet::reversal).toList();
      try {
        if (purpose == Purpose.REVERSAL) {
          result = WriteProblem.halfDone(problem, written);
        } else {
          new ChangeSet(reversed, journalFolder, files, Purpose.REVERSAL, () -> {}).write();
        }
      } catch (VibeException e) {
        result = WriteProblem.halfDone(problem, written);
      }
    }
    madeFolders.forEach(this::deleteFolder);
    drafts.values().forEach(this::deleteFolder);
    return result;
  }

  private static FileChange reversal(FileChange change) {
    Content written = change.after();
    Content restored = change.before();
    return new FileChange(change.path(), written, restored, change.diff());
  }

  private void deleteIfThere(Path file) {
    try {
      files.delete(file);
    } catch (IOException e) {
      return;
    }
  }

  private void deleteFolder(Path folder) {
    try {
      files.deleteFolder(folder);
    } catch (IOException e) {
      return; // not there, or somebody uses it
    }
  }

  private static boolean isAbsent(Content content) {
    return content instanceof Content.Absent;
  }
}
