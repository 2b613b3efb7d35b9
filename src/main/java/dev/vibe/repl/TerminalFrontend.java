package dev.vibe.repl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.vibe.repl.key.KeyDecoder;
import dev.vibe.repl.key.ScreenBrightness;
import dev.vibe.repl.key.ScreenBrightness.Shade;
import dev.vibe.repl.live.Live;
import dev.vibe.repl.state.Input;
import dev.vibe.terminal.ProcessSignals;
import dev.vibe.terminal.SessionTerminal;
import dev.vibe.text.Palette;
import dev.vibe.text.Theme;
import dev.vibe.view.Line;
import dev.vibe.view.ScreenSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frontend on a terminal that can redraw, in its normal screen with its own scrollback. */
final class TerminalFrontend implements Frontend {

  private static final Logger LOG = LoggerFactory.getLogger(TerminalFrontend.class);

  private static final int MOST_COPIED = 100_000;

  /** After so long a terminal is taken to have no answer. */
  private static final long ANSWER_NANOS = 300_000_000;

  /** For the desktop (OSC 9); terminals that do not know it show nothing. */
  private static final String NOTIFICATION = "\u001b]9;vibe waits for you\u001b\\";

  private final SessionTerminal terminal;
  private final InlineScreen screen;
  private final Look look;
  private Theme theme;
  private long askedAt;

  /** What the terminal is, as far as is known; set by the thread that reads. */
  private volatile Shade shade;

  /** Open until the terminal has told how bright it is. */
  private final CountDownLatch answered = new CountDownLatch(1);

  /** Each key is read when the one before has had its effect, which may be that we leave. */
  private final Semaphore taken = new Semaphore(0);

  private volatile boolean open = true;

  /** We leave, and what is read until then is only to find the answer of the terminal. */
  private volatile boolean isAnswerAwaited;

  TerminalFrontend(SessionTerminal terminal, Look look) {
    this.terminal = terminal;
    this.look = look;
    this.theme = look.theme();
    this.shade = ScreenBrightness.assumed(look.environment());
    this.screen = new InlineScreen(palette());
  }

  /** Whether it takes sequences for more than colours and the cursor, or shows them as text. */
  private boolean isClever() {
    return !look.environment().getOrDefault("TERM", "").matches("linux|vt\\d+.*|dumb|");
  }

  private Palette palette() {
    if (look.palette() == Palette.PLAIN) {
      return Palette.PLAIN;
    }
    boolean isLight =
        switch (theme) {
          case AUTO -> shade == Shade.LIGHT;
          case DARK -> false;
          case LIGHT -> true;
        };
    return isLight ? Palette.ANSI_LIGHT : Palette.ANSI;
  }

  @Override
  public ScreenSize size() {
    return terminal.size();
  }

  @Override
  public boolean moves() {
    return true;
  }

  @Override
  public void listen(Consumer<Input> inputs) {
    Thread.ofPlatform().daemon().name("keys").start(() -> readKeys(inputs));
    ProcessSignals.on("WINCH", () -> inputs.accept(resized()));
    ProcessSignals.on("CONT", () -> continued(inputs));
    if (look.palette() != Palette.PLAIN && isClever()) {
      askedAt = System.nanoTime();
      terminal.write(ScreenBrightness.QUESTION);
    } else {
      answered.countDown();
    }
  }

  private void readKeys(Consumer<Input> inputs) {
    KeyDecoder decoder = new KeyDecoder(terminal);
    try {
      while (open && !(isAnswerAwaited && isAnswered())) {
        switch (decoder.next(SessionTerminal.FOREVER)) {
          case KeyDecoder.Read.Pressed pressed -> {
            inputs.accept(new Input.Pressed(pressed.key()));
            awaitTaken();
          }
          case KeyDecoder.Read.Answered(Shade seen) -> {
            shade = seen;
            answered.countDown();
            inputs.accept(new Input.Tick());
          }
          case KeyDecoder.Read.Nothing() -> {}
          case KeyDecoder.Read.Closed() -> {
            inputs.accept(new Input.Closed());
            return;
          }
        }
      }
    } catch (IOException e) {
      LOG.warn("lost the terminal", e);
      inputs.accept(new Input.Closed());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAnswered() {
    return answered.getCount() == 0;
  }

  private void awaitTaken() throws InterruptedException {
    if (!isAnswerAwaited) {
      taken.acquire();
    }
  }

  @Override
  public void taken(Input input) {
    if (input instanceof Input.Pressed) {
      taken.release();
    }
  }

  private Input resized() {
    ScreenSize size = size();
    return new Input.Resized(size.columns(), size.rows());
  }

  private void continued(Consumer<Input> inputs) {
    if (open) {
      inputs.accept(resized());
    }
  }

  @Override
  public void draw(List<Line> printed, Live live) {
    screen.use(palette());
    terminal.write(screen.frame(printed, live, terminal.size().columns()));
  }

  @Override
  public void redraw(ScreenSize size) {
    terminal.write(screen.eraseAfterResize(size.columns()));
  }

  @Override
  public String edit(String text, String name) {
    terminal.write(screen.erase());
    give();
    try {
      return OtherProgram.edit(text, name, look.environment());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return text;
    } finally {
      take();
    }
  }

  @Override
  public void suspend() {
    terminal.write(screen.erase());
    give();
    try {
      OtherProgram.suspend();
    } catch (IOException e) {
      LOG.warn("cannot suspend", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      take();
    }
  }

  private void give() {
    try {
      terminal.giveAway();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take() {
    try {
      terminal.takeBack();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void ring() {
    terminal.write("\u0007" + (isClever() ? NOTIFICATION : ""));
  }

  @Override
  public void use(Theme next) {
    theme = next;
  }

  @Override
  public void copy(String text) {
    String cut = text.length() > MOST_COPIED ? text.substring(0, MOST_COPIED) : text;
    terminal.write(
        "\u001b]52;c;" + Base64.getEncoder().encodeToString(cut.getBytes(UTF_8)) + "\u0007");
  }

  @Override
  public void leave(List<Line> printed) {
    Live nothing = new Live(List.of(Line.EMPTY), 0, 0, "");
    String last = screen.frame(printed, nothing, terminal.size().columns());
    terminal.write(last + screen.erase());
    awaitAnswer();
  }

  /** An answer that came after us would be taken for something typed by whoever comes next. */
  private void awaitAnswer() {
    long left = askedAt + ANSWER_NANOS - System.nanoTime();
    if (isAnswered() || left <= 0) {
      return;
    }
    isAnswerAwaited = true;
    taken.release();
    try {
      boolean came = answered.await(left, NANOSECONDS);
      LOG.debug("the terminal told its background: {}", came);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    open = false;
    terminal.close();
  }
}
