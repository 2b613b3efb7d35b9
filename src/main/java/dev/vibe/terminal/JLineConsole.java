package dev.vibe.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.impl.exec.ExecPty;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.TerminalProvider;

/** Console on a JLine terminal. */
public final class JLineConsole implements Console {

  private static final String CONTROLLING_TERMINAL = "/dev/tty";

  private static final int USUAL_ROWS = 24;

  private final Terminal terminal;
  private final Closeable modes;

  /**
   * Takes over the terminal.
   *
   * @param modes closed last, to set the terminal as it was found
   */
  JLineConsole(Terminal terminal, Closeable modes) {
    this.terminal = terminal;
    this.modes = modes;
    terminal.enterRawMode();
  }

  /**
   * Opens the terminal that the process was started from, wherever the standard streams lead.
   *
   * @param type as in {@code TERM}
   */
  public static Console ofProcess(String type) throws IOException {
    TerminalModes modes = TerminalModes.saved();
    ControllingPty pty = new ControllingPty(new ExecTerminalProvider());
    try {
      return new JLineConsole(
          new PosixSysTerminal("vibe", type, pty, UTF_8, false, Terminal.SignalHandler.SIG_DFL),
          modes::restore);
    } catch (IOError e) {
      throw unwrapped(e);
    }
  }

  private static IOException unwrapped(IOError e) {
    return e.getCause() instanceof IOException io ? io : new IOException(e);
  }

  /** JLine's own terminals read standard input, which may be a pipe; this one never does. */
  private static final class ControllingPty extends ExecPty {
    ControllingPty(TerminalProvider provider) {
      super(provider, null, CONTROLLING_TERMINAL);
    }

    /** Serial lines and some containers say 0, on which nothing can be drawn. */
    @Override
    public Size getSize() throws IOException {
      Size size = super.getSize();
      return size.getColumns() > 0 && size.getRows() > 0
          ? size
          : new Size(TerminalCheck.USUAL_COLUMNS, USUAL_ROWS);
    }
  }

  @Override
  public int columns() {
    int columns = terminal.getWidth();
    return columns > 0 ? columns : TerminalCheck.USUAL_COLUMNS;
  }

  @Override
  public int rows() {
    int rows = terminal.getHeight();
    return rows > 0 ? rows : USUAL_ROWS;
  }

  @Override
  public void print(String text) {
    terminal.writer().print(text.replace("\n", "\r\n"));
    terminal.writer().flush();
  }

  @Override
  public int key(long millis) throws IOException {
    try {
      return terminal.reader().read(Math.max(1, millis));
    } catch (IOError e) {
      throw unwrapped(e);
    }
  }

  @Override
  public Optional<String> line(String prompt, String initial) throws IOException {
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("vibe")
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.BRACKETED_PASTE, true)
            .variable(LineReader.DISABLE_HISTORY, true)
            .variable(LineReader.DISABLE_COMPLETION, true)
            .build();
    try {
      return Optional.of(reader.readLine(prompt, null, (Character) null, initial));
    } catch (EndOfFileException e) {
      return Optional.empty();
    } catch (UserInterruptException e) {
      throw new InterruptedIOException();
    } catch (IOError e) {
      throw unwrapped(e);
    } finally {
      terminal.enterRawMode(); // the line reader went back to how it found the terminal
    }
  }

  /** JLine sets what it knows of, which is not all that a terminal can be set to. */
  @Override
  public void close() throws IOException {
    try (modes) {
      terminal.close();
    } catch (IOError e) {
      throw unwrapped(e);
    }
  }
}
