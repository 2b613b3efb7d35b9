package dev.vibe.repl;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vibe.repl.key.KeyDecoder;
import dev.vibe.repl.live.Live;
import dev.vibe.repl.state.Input;
import dev.vibe.repl.state.SessionState.Size;
import dev.vibe.repl.view.Line;
import dev.vibe.text.Palette;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A terminal that can redraw, in its normal screen with its own scrollback. */
final class TerminalFace implements Face {

  private static final Logger LOG = LoggerFactory.getLogger(TerminalFace.class);

  /** How long one wait for a key lasts; of no matter to people, but it bounds handing over. */
  private static final long WAIT_MILLIS = 100;

  private static final int MOST_COPIED = 100_000;

  private final SessionTerminal terminal;
  private final InlineScreen screen;
  private final Map<String, String> environment;
  private volatile boolean open = true;

  TerminalFace(SessionTerminal terminal, Palette palette, Map<String, String> environment) {
    this.terminal = terminal;
    this.screen = new InlineScreen(palette);
    this.environment = environment;
  }

  @Override
  public Size size() {
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
  }

  private void readKeys(Consumer<Input> inputs) {
    KeyDecoder decoder = new KeyDecoder(terminal);
    try {
      while (open) {
        switch (decoder.next(WAIT_MILLIS)) {
          case KeyDecoder.Read.Pressed pressed -> inputs.accept(new Input.Pressed(pressed.key()));
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
    }
  }

  private Input resized() {
    Size size = size();
    return new Input.Resized(size.columns(), size.rows());
  }

  private void continued(Consumer<Input> inputs) {
    if (open) {
      inputs.accept(resized());
    }
  }

  @Override
  public void draw(List<Line> printed, Live live) {
    terminal.write(screen.frame(printed, live, terminal.size().columns()));
  }

  @Override
  public void redraw(Size size) {
    terminal.write(screen.eraseAfterResize(size.columns()));
  }

  @Override
  public String edit(String text) {
    terminal.write(screen.erase());
    give();
    try {
      return OtherProgram.edit(text, environment);
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
    terminal.write("\u0007");
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
  }

  @Override
  public void close() {
    open = false;
    terminal.close();
  }
}
