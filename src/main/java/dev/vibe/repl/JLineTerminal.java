package dev.vibe.repl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOError;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The terminal behind the standard streams. */
final class JLineTerminal implements SessionTerminal {

  private static final Logger LOG = LoggerFactory.getLogger(JLineTerminal.class);

  /** Paste in brackets, reports of focus, and keys that can be told apart where that is known. */
  private static final String MODES_ON = "\u001b[?2004h\u001b[?1004h\u001b[>1u";

  private static final String MODES_OFF = "\u001b[<u\u001b[?1004l\u001b[?2004l\u001b[?25h";

  private final Terminal terminal;
  private final Attributes found;
  private final TerminalModes exactly;

  /** Held while reading, and while another program has the terminal. */
  private final ReentrantLock reading = new ReentrantLock();

  private final Object modes = new Object();
  private boolean closed;

  private JLineTerminal(Terminal terminal, TerminalModes exactly) {
    this.terminal = terminal;
    this.exactly = exactly;
    this.found = terminal.getAttributes();
    raw();
  }

  /**
   * Opens the terminal and turns off its own line editing.
   *
   * @param type as in {@code TERM}
   */
  static SessionTerminal open(String type) throws IOException {
    try {
      TerminalModes modes = TerminalModes.look();
      Terminal terminal =
          provider()
              .sysTerminal(
                  "vibe",
                  type,
                  false,
                  UTF_8,
                  UTF_8,
                  UTF_8,
                  false,
                  Terminal.SignalHandler.SIG_DFL,
                  false,
                  SystemStream.Output);
      modes.save();
      return new JLineTerminal(terminal, modes);
    } catch (IOError e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e);
    }
  }

  private static TerminalProvider provider() throws IOException {
    try {
      return TerminalProvider.load("jni");
    } catch (IOException | LinkageError e) {
      return TerminalProvider.load("exec");
    }
  }

  /** Control characters come as keys, too, so that none of them is a signal. */
  private void raw() {
    synchronized (modes) {
      if (closed) {
        return;
      }
      terminal.enterRawMode();
      Attributes raw = terminal.getAttributes();
      raw.setLocalFlag(LocalFlag.ISIG, false);
      terminal.setAttributes(raw);
      write(MODES_ON);
    }
  }

  @Override
  public int columns() {
    int columns = terminal.getSize().getColumns();
    return columns > 0 ? columns : 80;
  }

  @Override
  public int rows() {
    Size size = terminal.getSize();
    return size.getRows() > 0 ? size.getRows() : 24;
  }

  @Override
  public void write(String text) {
    terminal.writer().write(text);
    terminal.writer().flush();
  }

  @Override
  public int read(long millis) throws IOException {
    reading.lock();
    try {
      return terminal.reader().read(Math.max(1, millis));
    } catch (IOError e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e);
    } finally {
      reading.unlock();
    }
  }

  @Override
  public void giveAway() {
    reading.lock();
    synchronized (modes) {
      write(MODES_OFF);
      terminal.setAttributes(found);
      exactly.restore();
    }
  }

  @Override
  public void takeBack() {
    raw();
    if (reading.isHeldByCurrentThread()) {
      reading.unlock();
    }
  }

  @Override
  public void close() {
    synchronized (modes) {
      if (closed) {
        return;
      }
      closed = true;
      write(MODES_OFF);
      try {
        // Before the exact modes are set: it sets them as well, and would do so at the very end.
        terminal.close();
      } catch (IOException | IOError e) {
        LOG.warn("cannot close the terminal", e);
      }
      exactly.restore();
    }
  }
}
