package dev.vibe.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vibe.view.ScreenSize;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.terminal.Size;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Terminal that the process was started from; JLine knows its size. */
public final class JLineTerminal implements SessionTerminal {

  private static final Logger LOG = LoggerFactory.getLogger(JLineTerminal.class);

  private static final Path TERMINAL = Path.of("/dev/tty");

  /** Paste in brackets, reports of focus, and keys that can be told apart where that is known. */
  private static final String MODES_ON = "\u001b[?2004h\u001b[?1004h\u001b[>1u";

  private static final String MODES_OFF = "\u001b[<u\u001b[?1004l\u001b[?2004l\u001b[?25h";

  private static final int USUAL_ROWS = 24;

  private final Pty pty;
  private final TerminalModes modes;
  private final TtyDevice device;
  private final TtyInput in;
  private final OutputStream out;

  /**
   * Held while reading, and while another program has the terminal. Fair, for whoever reads and is
   * called back takes it again at once.
   */
  private final ReentrantLock reading = new ReentrantLock(true);

  private final Object giving = new Object();
  private boolean closed;

  private JLineTerminal(Pty pty, TerminalModes modes) throws IOException {
    this.pty = pty;
    this.modes = modes;
    this.device = TtyDevice.open(TERMINAL);
    this.in = new TtyInput(device);
    this.out = new FileOutputStream(TERMINAL.toFile());
  }

  /**
   * Opens the terminal and turns off its own line editing.
   *
   * @throws IOException when there is none, or it cannot be set
   */
  public static SessionTerminal open() throws IOException {
    JLineTerminal terminal = new JLineTerminal(pty(), TerminalModes.saved());
    terminal.takeBack();
    return terminal;
  }

  /** The native one is fastest; the other runs {@code stty} and works everywhere. */
  private static Pty pty() throws IOException {
    try {
      return new JniTerminalProvider().current(SystemStream.Output);
    } catch (IOException | LinkageError | RuntimeException e) {
      return new ExecTerminalProvider().current(SystemStream.Output);
    }
  }

  @Override
  public ScreenSize size() {
    try {
      Size size = pty.getSize();
      return new ScreenSize(
          size.getColumns() > 0 ? size.getColumns() : TerminalCheck.USUAL_COLUMNS,
          size.getRows() > 0 ? size.getRows() : USUAL_ROWS);
    } catch (IOException e) {
      return new ScreenSize(TerminalCheck.USUAL_COLUMNS, USUAL_ROWS);
    }
  }

  /** A terminal that is gone takes no more; whoever reads from it hears of that. */
  @Override
  public void write(String text) {
    try {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      LOG.debug("cannot write to the terminal", e);
    }
  }

  @Override
  public int read(long millis) throws IOException {
    reading.lock();
    try {
      return in.read(millis);
    } finally {
      reading.unlock();
    }
  }

  @Override
  public void giveAway() throws IOException {
    device.close();
    reading.lock();
    synchronized (giving) {
      if (!closed) {
        write(MODES_OFF);
        modes.restore();
      }
    }
  }

  @Override
  public void takeBack() throws IOException {
    synchronized (giving) {
      if (!closed) {
        modes.raw();
        device.reopen();
        write(MODES_ON);
      }
    }
    if (reading.isHeldByCurrentThread()) {
      reading.unlock();
    }
  }

  @Override
  public void close() {
    synchronized (giving) {
      if (closed) {
        return;
      }
      closed = true;
      write(MODES_OFF);
      try {
        // The runtime would wait at its end for a thread that still waits for a key.
        device.close();
        modes.restore();
      } catch (IOException e) {
        LOG.warn("cannot reset the terminal", e);
      }
    }
  }
}
