package dev.vibe.lsp.client;

import dev.vibe.lsp.wire.Diagnostic;
import dev.vibe.verify.CodeFinding;
import dev.vibe.verify.EditedLines;
import dev.vibe.verify.NewFindings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * Board of what a server said of each open document last, and of what of it is accounted for: what
 * is new is the difference. A server speaks when it likes, so this is where the one that listens
 * and the one that looks meet. Thread-safe.
 */
final class FindingBoard {

  private final Map<Path, Entry> entries = new LinkedHashMap<>();

  /** How often it has spoken, of any document. */
  private long words;

  private boolean isPulled;

  /** One document; guarded by the board. */
  private static final class Entry {
    private List<Diagnostic> pushed = List.of();
    private List<Diagnostic> pulled = List.of();
    private int version;

    /** Since the document last changed. */
    private boolean hasSpoken;

    private boolean hasBaseline;
    private List<CodeFinding> accounted = List.of();
    private EditedLines lines = EditedLines.SAME;

    private List<Diagnostic> all() {
      List<Diagnostic> all = new ArrayList<>(pushed);
      pulled.stream().filter(each -> !all.contains(each)).forEach(all::add);
      return all;
    }
  }

  /** Turns what a server said of a file into findings. */
  @FunctionalInterface
  interface Reading extends BiFunction<Path, List<Diagnostic>, List<CodeFinding>> {}

  /** Whether the server is asked, instead of speaking by itself. */
  synchronized boolean isPulled() {
    return isPulled;
  }

  synchronized void pulled(boolean is) {
    isPulled = is;
    notifyAll();
  }

  /**
   * A document has this version now.
   *
   * @param isNew whether it was not there before, so that nothing was found in it
   */
  synchronized void changed(Path file, int version, boolean isNew) {
    Entry entry = entries.computeIfAbsent(file, key -> new Entry());
    entry.version = version;
    entry.hasSpoken = false;
    entry.hasBaseline |= isNew;
  }

  /** A document is not open any more. */
  synchronized void closed(Path file) {
    entries.remove(file);
  }

  /** The server spoke of a document; what it says of one that is not open is not kept. */
  synchronized void said(Path file, Optional<Integer> version, List<Diagnostic> all) {
    Entry entry = entries.get(file);
    if (entry == null || version.filter(of -> of < entry.version).isPresent()) {
      return; // of a text that is not there any more
    }
    entry.pushed = all;
    entry.hasSpoken = true;
    words++;
    notifyAll();
  }

  /** The server answered about a document. */
  synchronized void answered(Path file, List<Diagnostic> all) {
    Entry entry = entries.get(file);
    if (entry != null) {
      entry.pulled = all;
      entry.hasSpoken = true;
    }
  }

  /**
   * Waits until the server has spoken of these and is quiet, or is to be asked, or has ended, or
   * until a time of {@link System#nanoTime}.
   *
   * @param quiet in nanoseconds
   * @return whether it has spoken of all of them
   */
  synchronized boolean await(
      Collection<Path> files, long deadline, long quiet, BooleanSupplier isOver)
      throws InterruptedException {
    long heard = words;
    long since = System.nanoTime();
    while (!isPulled && !isOver.getAsBoolean()) {
      long now = System.nanoTime();
      if (words != heard) {
        heard = words;
        since = now;
      }
      boolean hasAll = haveSpoken(files);
      long until = hasAll ? Math.min(deadline, since + quiet) : deadline;
      if (until - now <= 0) {
        return hasAll;
      }
      // In slices, because nobody tells here that the server has ended.
      wait(Math.min(200, (until - now) / 1_000_000 + 1));
    }
    return haveSpoken(files);
  }

  private boolean haveSpoken(Collection<Path> files) {
    return files.stream().map(entries::get).allMatch(entry -> entry == null || entry.hasSpoken);
  }

  /**
   * What is said now is what was there before an edit. One that says nothing of a document has
   * nothing to say, if it has ever spoken: some are silent on what is in order. Else nobody knows.
   */
  synchronized void account(Reading reading) {
    boolean isQuietGood = words > 0;
    entries.forEach(
        (file, entry) -> {
          if (entry.hasSpoken || isQuietGood) {
            entry.accounted = reading.apply(file, entry.all());
            entry.hasBaseline = true;
            entry.lines = EditedLines.SAME;
          }
        });
  }

  /** A document is about to be another text. */
  synchronized void edited(Path file, EditedLines lines) {
    Entry entry = entries.get(file);
    if (entry != null) {
      entry.lines = lines;
    }
  }

  /** What was not there before, of all documents that the server has spoken of; accounts for it. */
  synchronized List<CodeFinding> takeNew(Reading reading) {
    List<CodeFinding> all = new ArrayList<>();
    entries.forEach(
        (file, entry) -> {
          if (!entry.hasSpoken) {
            return;
          }
          List<CodeFinding> now = reading.apply(file, entry.all());
          all.addAll(
              entry.hasBaseline
                  ? NewFindings.between(entry.accounted, now, entry.lines)
                  : NewFindings.written(now, entry.lines));
          entry.accounted = now;
          entry.hasBaseline = true;
          entry.lines = EditedLines.SAME;
        });
    return all;
  }
}
