package dev.vibe.headless;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.event.Detail;
import dev.vibe.headless.TextOptions.Motion;
import dev.vibe.text.Palette;
import dev.vibe.text.Width;
import dev.vibe.view.Channel;
import dev.vibe.view.Channel.Target;
import dev.vibe.view.Glyphs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StatusLineTest {

  private static final String ERASE = "\r\u001b[K";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  private StatusLine line(OutputStream to, Motion motion, int columns) {
    return new StatusLine(
        new Channel(new PrintStream(to, false, UTF_8), Target.TERMINAL, Palette.PLAIN),
        Glyphs.of(UTF_8),
        new TextOptions(Detail.NORMAL, motion, () -> columns, ""),
        nanos::get);
  }

  private String shown() {
    return bytes.toString(UTF_8);
  }

  @Test
  void it_says_what_goes_on_for_how_long_and_with_how_many_tokens() {
    StatusLine line = line(bytes, Motion.MOVING, 80);
    line.start();
    synchronized (line) { // keeps the line's own thread from drawing in between
      line.activity("run mvn test");
      line.tokens(3_400);
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(125));
      bytes.reset();
      line.draw(80);
      assertTrue(shown().endsWith(" run mvn test · 2 min 05 s · 3.4k tokens"), shown());
    }
    line.close();
  }

  @Test
  void a_wait_is_counted_down_and_then_it_goes_on() {
    StatusLine line = line(bytes, Motion.MOVING, 80);
    line.start();
    synchronized (line) {
      line.countdown("trying again", Duration.ofSeconds(12), "waiting for the model");
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(4_500));
      bytes.reset();
      line.draw(80);
      assertTrue(shown().endsWith(" trying again in 8 s"), shown());
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(8));
      bytes.reset();
      line.draw(80);
      assertTrue(shown().endsWith(" waiting for the model · 0 s"), shown());
    }
    line.close();
  }

  @Test
  void it_is_taken_away_before_other_output_and_at_the_end() {
    StatusLine line = line(bytes, Motion.MOVING, 80);
    line.start();
    synchronized (line) {
      line.activity("x");
      line.draw(80);
      bytes.reset();
      line.print("hello\n");
      assertEquals(ERASE + "hello\n", shown());
      line.draw(80);
      bytes.reset();
      line.close();
      assertEquals(ERASE, shown());
      assertFalse(line.draw(80));
      assertEquals(ERASE, shown());
    }
  }

  @Test
  void it_keeps_away_while_something_else_uses_the_terminal() {
    StatusLine line = line(bytes, Motion.MOVING, 80);
    line.start();
    String answer;
    synchronized (line) {
      line.activity("x");
      line.draw(80);
      bytes.reset();
      answer =
          line.paused(
              () -> {
                line.draw(80);
                return "yes";
              });
      assertEquals(ERASE, shown());
      line.draw(80);
      assertTrue(shown().length() > ERASE.length());
    }
    line.close();
    assertEquals("yes", answer);
  }

  @Test
  void it_never_reaches_the_last_column() {
    for (int columns = 1; columns <= 60; columns++) {
      StatusLine line = line(bytes, Motion.MOVING, columns);
      line.start();
      synchronized (line) {
        line.activity("run 漢字漢字漢字漢字漢字漢字\n\u001b[2J and a long tail of words");
        line.tokens(1);
        bytes.reset();
        line.draw(columns);
        String drawn = shown().substring(ERASE.length());
        assertTrue(Width.of(drawn) < columns, columns + " " + drawn);
        assertFalse(drawn.contains("\u001b") || drawn.contains("\n"), drawn);
      }
      line.close();
    }
  }

  @Test
  void where_nothing_may_move_nothing_is_drawn() {
    StatusLine line = line(bytes, Motion.STILL, 80);
    line.start();
    line.activity("x");

    assertFalse(line.draw(80));
    line.print("hello\n");
    line.close();
    assertEquals("hello\n", shown());
  }

  @Test
  void its_own_thread_redraws_it() throws InterruptedException {
    CountDownLatch frames = new CountDownLatch(3);
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int b) {
            if (b == 'K') {
              frames.countDown();
            }
          }
        };
    StatusLine line = line(counting, Motion.MOVING, 80);
    line.activity("x");
    line.start();

    assertTrue(frames.await(10, TimeUnit.SECONDS));
    line.close();
  }

  @Test
  void it_ends_when_the_terminal_is_gone() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Input/output error");
          }
        };
    StatusLine line = line(gone, Motion.MOVING, 80);
    line.start();
    line.activity("x");
    line.draw(80);

    assertFalse(line.draw(80));
    line.close();
  }
}
