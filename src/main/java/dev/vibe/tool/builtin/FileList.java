package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolFact;
import dev.vibe.tool.ToolOutput;
import dev.vibe.workspace.FileTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * List of files, as far as it can be shown: the ones changed last first, then the others by path. A
 * checkout gives its files the time of the moment, which tells nothing of them: those of the
 * earliest minute count as equally old. Owned by one thread.
 */
final class FileList {

  private static final int MOST_FILES = 100;
  private static final int MOST_FOLDERS = 60;

  /** How long a checkout may take that gives all its files the same age. */
  private static final Duration CHECKOUT = Duration.ofMinutes(1);

  private static final Comparator<FileTree.Entry> BY_PATH =
      Comparator.comparing(file -> file.path().relative());

  private static final Comparator<FileTree.Entry> NEWEST_FIRST =
      Comparator.comparing(FileTree.Entry::modified).reversed().thenComparing(BY_PATH);

  private final TreeSet<FileTree.Entry> newest = new TreeSet<>(NEWEST_FIRST);
  private final TreeSet<FileTree.Entry> firstByPath = new TreeSet<>(BY_PATH);
  private final FolderCounts folders = new FolderCounts();
  private final RestLines rest = new RestLines("files");
  private Instant oldest = Instant.MAX;
  private int files;

  ToolFact.Found count() {
    return new ToolFact.Found(files, files);
  }

  void add(FileTree.Entry file) {
    files++;
    oldest = file.modified().isBefore(oldest) ? file.modified() : oldest;
    folders.add(file.path().toString());
    rest.add(file.path().toString());
    keep(newest, file);
    keep(firstByPath, file);
  }

  private static void keep(NavigableSet<FileTree.Entry> best, FileTree.Entry file) {
    best.add(file);
    if (best.size() > MOST_FILES) {
      best.pollLast();
    }
  }

  /** All of them, where there are too many to be shown. */
  Optional<ToolOutput.Rest> rest() {
    return rest.where(files > MOST_FILES);
  }

  boolean isEmpty() {
    return files == 0;
  }

  /** A line a file; where there are too many, what is left out is counted by folder. */
  String text() {
    Instant checkout = checkoutEnd();
    List<FileTree.Entry> changed =
        newest.stream().filter(file -> file.modified().isAfter(checkout)).toList();
    boolean fits = files <= MOST_FILES;
    List<FileTree.Entry> shown = new ArrayList<>(changed);
    if (fits || (changed.isEmpty() && folders.folders() == 1)) {
      firstByPath.stream().filter(file -> !changed.contains(file)).forEach(shown::add);
    }
    StringBuilder out = new StringBuilder();
    shown.forEach(file -> out.append(file.path()).append('\n'));
    if (!fits) {
      out.append('[').append(files - shown.size());
      out.append(shown.isEmpty() ? " files" : changed.isEmpty() ? " more files" : " older files");
      out.append(" not shown; use a narrower pattern or path]\n");
      out.append(folders.folders() == 1 ? "" : folders.lines(MOST_FOLDERS));
    }
    return out.toString();
  }

  private Instant checkoutEnd() {
    return oldest.isAfter(Instant.MAX.minus(CHECKOUT)) ? oldest : oldest.plus(CHECKOUT);
  }
}
