package dev.vibe.workspace.change;

import dev.vibe.workspace.change.ChangeJournal.Entry;
import dev.vibe.workspace.change.Recovery.Outcome;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Recovery that finishes or takes back the change sets which a crash has cut off. */
final class ChangeRecovery {

  private final FileOperations files;

  private ChangeRecovery(FileOperations files) {
    this.files = files;
  }

  /** How far a file of a change set had come. */
  private enum Progress {
    DONE,
    WAITING,
    /** Nothing waits, or the file is neither old nor new. */
    LOST
  }

  /**
   * Resolves one and removes its journal; empty when nothing was left to do.
   *
   * @param disk gives the operations on files below some folders
   */
  static Optional<Recovery> recover(
      ChangeJournal journal, Function<List<Path>, FileOperations> disk) {
    List<Path> targets = new ArrayList<>();
    try {
      ChangeJournal.Contents record = journal.read();
      record.entries().forEach(entry -> targets.add(entry.target()));
      Optional<Outcome> outcome;
      try (FileOperations files = disk.apply(record.bases())) {
        outcome = new ChangeRecovery(files).resolve(record);
      }
      journal.remove();
      return outcome.map(each -> new Recovery(each, targets));
    } catch (IOException e) {
      return Optional.of(new Recovery(Outcome.FAILED, targets));
    }
  }

  private Optional<Outcome> resolve(ChangeJournal.Contents record) throws IOException {
    for (ChangeJournal.Draft each : record.drafts()) {
      if (DraftName.isOurs(each.draft())
          && !files.stamp(each.draft()).equals(FileOperations.ABSENT)) {
        files.deleteFolder(each.draft());
      }
    }
    return record.ready() ? finish(record.entries()) : takeBack(record.entries());
  }

  private Optional<Outcome> takeBack(List<Entry> entries) throws IOException {
    boolean waited = false;
    for (Entry entry : entries) {
      waited |= removeTemp(entry);
    }
    return waited ? Optional.of(Outcome.ROLLED_BACK) : Optional.empty();
  }

  private Optional<Outcome> finish(List<Entry> entries) throws IOException {
    List<Progress> progress = new ArrayList<>();
    for (Entry entry : entries) {
      progress.add(progress(entry));
    }
    if (progress.contains(Progress.LOST)) {
      takeBack(entries);
      return Optional.of(progress.contains(Progress.DONE) ? Outcome.LEFT : Outcome.ROLLED_BACK);
    }
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (progress.get(i) == Progress.WAITING) {
        apply(entry);
      }
      removeTemp(entry);
      files.syncFolder(DraftName.parent(entry.target()));
    }
    return progress.contains(Progress.WAITING) ? Optional.of(Outcome.FINISHED) : Optional.empty();
  }

  private Progress progress(Entry entry) throws IOException {
    String now = digest(entry.target());
    boolean waits = entry.deletes() || digest(entry.temp()).equals(entry.after());
    boolean onlyModeChanges = entry.before().equals(entry.after()) && !entry.deletes();
    if (now.equals(entry.after()) && !(onlyModeChanges && waits)) {
      return Progress.DONE;
    }
    return waits && now.equals(entry.before()) ? Progress.WAITING : Progress.LOST;
  }

  private String digest(Path file) throws IOException {
    return switch (files.stamp(file)) {
      case FileOperations.ABSENT -> ChangeJournal.digest(new Content.Absent());
      case FileOperations.NO_FILE -> FileOperations.NO_FILE;
      default -> SeenVersions.digest(files.read(file));
    };
  }

  private void apply(Entry entry) throws IOException {
    if (entry.deletes()) {
      files.delete(entry.target());
    } else {
      files.move(entry.temp(), entry.target());
    }
  }

  private boolean removeTemp(Entry entry) throws IOException {
    boolean there =
        DraftName.isOurs(entry.temp()) && !files.stamp(entry.temp()).equals(FileOperations.ABSENT);
    if (there) {
      files.delete(entry.temp());
    }
    return there;
  }
}
