package dev.vibe.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Answer of a {@link ModelServer} to one request, down to the bytes and when they go out. */
public record Reply(int status, Map<String, String> headers, Framing framing, List<Step> steps) {

  private static final int ENDLESS_PIECE = 64 * 1024;

  /** Framing: how the end of the body is told. */
  public enum Framing {
    CHUNKED,
    LENGTH,
    UNTIL_CLOSE
  }

  /** Step: one thing the server does. */
  public sealed interface Step {

    /** Writes and flushes; with chunked framing, as one chunk. */
    final class Send implements Step {

      private final byte[] bytes;

      public Send(byte[] bytes) {
        this.bytes = bytes.clone();
      }

      byte[] bytes() {
        return bytes;
      }
    }

    /**
     * Writes what the writer makes, for as long as it goes on; with chunked framing, a chunk a
     * flush.
     */
    record Write(Writer writer) implements Step {}

    /** Goes on when the test lets it. */
    record Await(CountDownLatch latch) implements Step {}

    /** Tells the test that the server got here. */
    record Signal(CountDownLatch latch) implements Step {}

    /** Does something when all before it was sent. */
    record Call(Runnable action) implements Step {}

    /** Closes the connection, without the end of the body. */
    record Close() implements Step {}

    /** Resets the connection. */
    record Reset() implements Step {}
  }

  /**
   * Code that makes a body while it is sent; it ends with an exception when the client hangs up.
   */
  @FunctionalInterface
  public interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  public Reply {
    headers = new LinkedHashMap<>(headers);
    steps = List.copyOf(steps);
  }

  /** A reply with a body of that type, in one piece. */
  public static Reply of(int status, String contentType, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Reply(
        status, Map.of("Content-Type", contentType), Framing.LENGTH, List.of(new Step.Send(bytes)));
  }

  public static Reply json(int status, Object body) {
    return of(status, "application/json", body instanceof String s ? s : JsonText.of(body));
  }

  /** A stream of events: each of these as one {@code data} line, sent one by one. */
  public static Reply events(String... data) {
    List<Step> steps = new ArrayList<>();
    for (String each : data) {
      steps.add(new Step.Send(("data: " + each + "\n\n").getBytes(StandardCharsets.UTF_8)));
    }
    return new Reply(200, Map.of("Content-Type", "text/event-stream"), Framing.CHUNKED, steps);
  }

  /** A stream of these very bytes. */
  public static Reply raw(byte[] bytes) {
    return new Reply(
        200,
        Map.of("Content-Type", "text/event-stream"),
        Framing.CHUNKED,
        List.of(new Step.Send(bytes)));
  }

  /** A stream of events that the writer makes. */
  public static Reply written(Writer writer) {
    return new Reply(
        200,
        Map.of("Content-Type", "text/event-stream"),
        Framing.CHUNKED,
        List.of(new Step.Write(writer)));
  }

  /**
   * A body that never ends, until the client hangs up.
   *
   * @param repeated what comes again and again
   * @param sent counts its bytes
   */
  public static Reply endless(int status, String contentType, String repeated, AtomicLong sent) {
    byte[] piece =
        repeated
            .repeat(Math.max(1, ENDLESS_PIECE / repeated.length()))
            .getBytes(StandardCharsets.UTF_8);
    return new Reply(
        status,
        Map.of("Content-Type", contentType),
        Framing.UNTIL_CLOSE,
        List.of(
            new Step.Write(
                out -> {
                  while (true) {
                    out.write(piece);
                    sent.addAndGet(piece.length);
                  }
                })));
  }

  public Reply header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, framing, steps);
  }

  public Reply framed(Framing how) {
    return new Reply(status, headers, how, steps);
  }

  public Reply then(Step... more) {
    List<Step> all = new ArrayList<>(steps);
    all.addAll(Arrays.asList(more));
    return new Reply(status, headers, framing, all);
  }

  /** The same, but the server does this first. */
  public Reply after(Step... first) {
    List<Step> all = new ArrayList<>(Arrays.asList(first));
    all.addAll(steps);
    return new Reply(status, headers, framing, all);
  }

  /** All bytes of the body that are known before it is sent. */
  public byte[] body() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Step step : steps) {
      if (step instanceof Step.Send send) {
        all.writeBytes(send.bytes());
      }
    }
    return all.toByteArray();
  }

  /** The same body, sent in two pieces. */
  public Reply splitAt(int offset) {
    byte[] body = body();
    return new Reply(
        status,
        headers,
        framing,
        List.of(
            new Step.Send(Arrays.copyOf(body, offset)),
            new Step.Send(Arrays.copyOfRange(body, offset, body.length))));
  }

  /** The beginning of the body; then the connection closes. */
  public Reply cutAt(int offset) {
    return new Reply(
        status,
        headers,
        framing,
        List.of(new Step.Send(Arrays.copyOf(body(), offset)), new Step.Close()));
  }
}
