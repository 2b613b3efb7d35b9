package dev.vibe.terminal;

import java.io.IOException;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/**
 * Check of the standard streams themselves. Loads JLine (some 60 ms), so ask {@link TtyState#of}
 * first, and this off the path to the first request. Never throws.
 */
public final class TerminalCheck {

  /** Of a terminal that does not say. */
  static final int USUAL_COLUMNS = 80;

  private TerminalCheck() {}

  /** None is a terminal when that cannot be found out. */
  public static TtyState look() {
    try {
      TerminalProvider provider = provider();
      return new TtyState(
          provider.isSystemStream(SystemStream.Input),
          provider.isSystemStream(SystemStream.Output),
          provider.isSystemStream(SystemStream.Error));
    } catch (IOException | LinkageError | RuntimeException e) {
      return new TtyState(false, false, false);
    }
  }

  /** Width of the terminal behind standard error, 80 when it has none or that is not known. */
  public static int errorColumns() {
    try {
      int columns = provider().systemStreamWidth(SystemStream.Error);
      return columns > 0 ? columns : USUAL_COLUMNS;
    } catch (IOException | LinkageError | RuntimeException e) {
      return USUAL_COLUMNS;
    }
  }

  /** The native one is fastest; the other runs {@code stty} and works everywhere. */
  private static TerminalProvider provider() throws IOException {
    try {
      return TerminalProvider.load("jni");
    } catch (IOException | LinkageError | RuntimeException e) {
      return TerminalProvider.load("exec");
    }
  }
}
