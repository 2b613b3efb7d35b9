package dev.vibe.workspace.change;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Outcome of recovering a change set that was cut off.
 *
 * @param files the files it is about, absolute
 */
public record Recovery(Outcome outcome, List<Path> files) {

  /** Outcome of a recovery: how it was resolved. */
  public enum Outcome {
    FINISHED("An interrupted change was finished"),
    ROLLED_BACK("An interrupted change was taken back; the files are as before it"),
    /** Somebody changed one of the files since, or one was written before the change failed. */
    LEFT("An interrupted change could neither be finished nor taken back; look at the files"),
    /** The disk refused; it is tried again at the next start. */
    FAILED("An interrupted change could not be resolved now and will be tried again");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }
  }

  public Recovery {
    files = List.copyOf(files);
  }

  /** One line for people. */
  public String message() {
    return outcome.words
        + ": "
        + files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
