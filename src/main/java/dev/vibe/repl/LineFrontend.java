package dev.vibe.repl;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vibe.repl.key.Key;
import dev.vibe.repl.live.Live;
import dev.vibe.repl.state.Input;
import dev.vibe.terminal.ProcessSignals;
import dev.vibe.text.Theme;
import dev.vibe.view.Line;
import dev.vibe.view.ScreenSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Frontend with lines in and lines out; the terminal edits the line. Ctrl-C comes as a signal. */
final class LineFrontend implements Frontend {

  private final InputStream in;
  private final PrintStream out;
  private final Map<String, String> environment;
  private final PlainScreen screen = new PlainScreen();

  /** A line that leads to the user's editor or ends the session is the last that we may read. */
  private final Semaphore taken = new Semaphore(0);

  LineFrontend(InputStream in, PrintStream out, Map<String, String> environment) {
    this.in = in;
    this.out = out;
    this.environment = environment;
  }

  /** Lines are not broken by us: a reader or a braille display does that better. */
  @Override
  public ScreenSize size() {
    return new ScreenSize(ScreenSize.ENDLESS, 24);
  }

  @Override
  public boolean moves() {
    return false;
  }

  @Override
  public void listen(Consumer<Input> inputs) {
    Thread.ofPlatform().daemon().name("lines").start(() -> readLines(inputs));
    ProcessSignals.on(
        "INT", () -> inputs.accept(new Input.Pressed(new Key.Press(Key.Name.INTERRUPT))));
  }

  private void readLines(Consumer<Input> inputs) {
    try {
      Optional<String> line = readLine();
      while (line.isPresent()) {
        synchronized (screen) {
          screen.answered();
        }
        inputs.accept(new Input.Entered(line.get()));
        taken.acquire();
        line = readLine();
      }
    } catch (IOException e) {
      // The terminal is gone, as at the end of input.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    inputs.accept(new Input.Closed());
  }

  /** Takes no byte behind the line, as a reader of the library would. */
  private Optional<String> readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = in.read();
    }
    String text = line.toString(UTF_8);
    return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  @Override
  public void taken(Input input) {
    if (input instanceof Input.Entered) {
      taken.release();
    }
  }

  @Override
  public void draw(List<Line> printed, Live live) {
    synchronized (screen) {
      out.print(screen.frame(printed, live));
      out.flush();
    }
  }

  @Override
  public void redraw(ScreenSize size) {
    // Nothing is drawn twice.
  }

  @Override
  public String edit(String text, String name) {
    try {
      return OtherProgram.edit(text, name, environment);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return text;
    }
  }

  @Override
  public void suspend() {
    // The terminal itself does that here.
  }

  @Override
  public void ring() {
    out.print('\u0007');
    out.flush();
  }

  @Override
  public void use(Theme theme) {
    // Has no colours.
  }

  @Override
  public void copy(String text) {
    // Needs a terminal that obeys.
  }

  @Override
  public void leave(List<Line> printed) {
    draw(printed, new Live(List.of(), 0, 0, ""));
    out.println();
  }

  @Override
  public void close() {
    out.flush();
  }
}
