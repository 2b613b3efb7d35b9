package dev.vibe.view;

import dev.vibe.text.Palette;
import java.io.PrintStream;

/** Channel of output, one of the standard streams, with what was decided about it. */
public record Channel(PrintStream stream, Target target, Palette palette) {

  /** Target that stands behind a stream. */
  public enum Target {
    TERMINAL,
    /** A file, a pipe, nothing. */
    ELSEWHERE
  }
}
