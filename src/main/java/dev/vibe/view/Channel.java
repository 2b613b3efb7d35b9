package dev.vibe.view;

import dev.vibe.text.Palette;
import java.io.PrintStream;

/** One of the standard streams, with what was decided about it. */
public record Channel(PrintStream stream, Target target, Palette palette) {

  /** What stands behind a stream. */
  public enum Target {
    TERMINAL,
    /** A file, a pipe, nothing. */
    ELSEWHERE
  }
}
