package dev.vibe.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TtyInputTest {

  /** A terminal whose keys a test presses; it counts how often it is looked at. */
  private static final class Keyboard implements TtyInput.Bytes {

    private final BlockingQueue<byte[]> pressed = new LinkedBlockingQueue<>();
    private ByteBuffer taken = ByteBuffer.allocate(0);
    private final CountDownLatch waitedFor = new CountDownLatch(1);
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();

    Keyboard press(String keys) {
      pressed.add(keys.getBytes(UTF_8));
      return this;
    }

    /** Empty bytes stand for a terminal that is gone. */
    Keyboard hangUp() {
      pressed.add(new byte[0]);
      return this;
    }

    @Override
    public int available() {
      looks.incrementAndGet();
      byte[] next = pressed.peek();
      return taken.remaining() + (next == null ? 0 : next.length);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      reads.incrementAndGet();
      waitedFor.countDown();
      try {
        if (!taken.hasRemaining()) {
          taken = ByteBuffer.wrap(pressed.take());
        }
        int length = Math.min(taken.remaining(), into.remaining());
        into.put(taken.slice(taken.position(), length));
        taken.position(taken.position() + length);
        return length == 0 ? -1 : length;
      } catch (InterruptedException e) {
        throw new ClosedChannelException();
      }
    }
  }

  private final Keyboard keyboard = new Keyboard();
  private final TtyInput input = new TtyInput(keyboard);

  @Test
  void waiting_for_a_key_is_one_read_however_long_it_takes()
      throws InterruptedException, ExecutionException {
    FutureTask<Integer> key = new FutureTask<>(() -> input.read(SessionTerminal.FOREVER));
    Thread.ofPlatform().start(key);
    keyboard.waitedFor.await();
    keyboard.press("a");

    assertEquals('a', key.get());
    assertEquals(1, keyboard.reads.get());
    assertEquals(0, keyboard.looks.get());
  }

  @Test
  void a_terminal_that_is_taken_away_ends_the_wait_with_nothing()
      throws InterruptedException, ExecutionException {
    FutureTask<Integer> key = new FutureTask<>(() -> input.read(SessionTerminal.FOREVER));
    Thread reader = Thread.ofPlatform().start(key);
    keyboard.waitedFor.await();
    reader.interrupt();

    assertEquals(SessionTerminal.NOTHING, key.get());
  }

  @Test
  void a_short_wait_ends_without_a_key() throws IOException {
    assertEquals(SessionTerminal.NOTHING, input.read(1));
    assertEquals(0, keyboard.reads.get());
    keyboard.press("\u001b[A");
    assertEquals(27, input.read(1));
    assertEquals('[', input.read(1));
    assertEquals('A', input.read(SessionTerminal.FOREVER));
  }

  @Test
  void what_is_typed_behind_a_key_is_left_to_whoever_comes_next() throws IOException {
    keyboard.press("é🎉\u0004ls\r");

    assertEquals('é', input.read(SessionTerminal.FOREVER));
    assertEquals("🎉", surrogates(input.read(1), input.read(1)));
    assertEquals(4, input.read(SessionTerminal.FOREVER));
    assertEquals(3, keyboard.available());
  }

  private static String surrogates(int high, int low) {
    return new String(new char[] {(char) high, (char) low});
  }

  @Test
  void a_terminal_that_is_gone_is_told() throws IOException {
    keyboard.press("é").hangUp();

    assertEquals('é', input.read(SessionTerminal.FOREVER));
    assertEquals(SessionTerminal.CLOSED, input.read(SessionTerminal.FOREVER));
  }
}
