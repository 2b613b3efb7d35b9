package dev.vibe.agent;

import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.verify.CodeFinding;
import dev.vibe.verify.Diagnostics;
import dev.vibe.verify.EditedFile;
import dev.vibe.verify.FindingLines;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Findings about what edits broke, as lines beside results. Owned by the session's thread. */
final class EditFindings {

  /** A person waits for the reply meanwhile. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private static final String NOW = "this broke:";
  private static final String LATE = "an earlier edit broke:";

  private final Diagnostics diagnostics;
  private final Interrupts interrupts;
  private final EventBus bus;

  EditFindings(Diagnostics diagnostics, Interrupts interrupts, EventBus bus) {
    this.diagnostics = diagnostics;
    this.interrupts = interrupts;
    this.bus = bus;
  }

  /** What these changes, which were written, broke. Blocks for 3 s at most; a stop ends that. */
  List<String> of(List<FileChange> changes) {
    List<EditedFile> files = changes.stream().flatMap(change -> file(change).stream()).toList();
    if (files.isEmpty()) {
      return List.of();
    }
    List<CodeFinding> earlier = diagnostics.take();
    diagnostics.edited(files);
    interrupts.during(this::await);
    diagnostics.takeProblems().forEach(problem -> bus.publish(Event.NoticeRaised.of(problem)));
    List<CodeFinding> found = diagnostics.take();
    return found.isEmpty()
        ? FindingLines.of(LATE, earlier)
        : FindingLines.of(NOW, Stream.concat(found.stream(), earlier.stream()).toList());
  }

  private boolean await() {
    try {
      diagnostics.await(LONGEST);
      return true;
    } catch (InterruptedException e) {
      return false; // what comes is told later, if anything is
    }
  }

  /** What came too late for the result of its edit. */
  static List<String> late(Diagnostics diagnostics) {
    return FindingLines.of(LATE, diagnostics.take());
  }

  /** Empty where it is no text. */
  private static Optional<EditedFile> file(FileChange change) {
    Optional<String> before = text(change.before());
    Optional<String> after = text(change.after());
    boolean isText = before.isPresent() || after.isPresent();
    boolean isOther =
        (change.before() instanceof Content.Present && before.isEmpty())
            || (change.after() instanceof Content.Present && after.isEmpty());
    return isText && !isOther && !before.equals(after)
        ? Optional.of(
            new EditedFile(change.path().absolute(), change.path().relative(), before, after))
        : Optional.empty();
  }

  private static Optional<String> text(Content content) {
    return content instanceof Content.Present present
            && Loaded.decode("", present.bytes()) instanceof Loaded.Text(TextFile file, var whole)
        ? Optional.of(file.text())
        : Optional.empty();
  }
}
