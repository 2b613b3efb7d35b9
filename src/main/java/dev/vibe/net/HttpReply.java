package dev.vibe.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reply of a server: the head of an answer, and its body as it comes in. One thread reads. */
public final class HttpReply implements AutoCloseable {

  /** Port to the bytes that follow a head. */
  interface Body {

    /** As they came over the connection. */
    InputStream bytes();

    /** How long from now on a read may wait for the next byte. */
    void limitSilence(Duration idleLimit);

    /** The server shows life elsewhere: silence is counted from now on. */
    void alive();

    /** No more of them are wanted. */
    void release();
  }

  private final int status;
  private final Map<String, String> headers;
  private final Body body;

  HttpReply(int status, Map<String, String> headers, Body body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  public int status() {
    return status;
  }

  /** The value of a header, by name in any case; empty when it is not there. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /**
   * The body, decompressed. Reads block for at most the idle limit, throw {@link HttpFailure}, and
   * end at once on an interrupt or a cancelled call.
   */
  public InputStream body() throws IOException {
    InputStream raw = body.bytes();
    return header("content-encoding").equalsIgnoreCase("gzip") ? new GZIPInputStream(raw) : raw;
  }

  /** How long from now on a read may wait for the next byte. */
  public void limitSilence(Duration idleLimit) {
    body.limitSilence(idleLimit);
  }

  /** The server shows life elsewhere: the wait of a read that goes on begins anew. Any thread. */
  public void showsLife() {
    body.alive();
  }

  /**
   * The whole body as UTF-8 text.
   *
   * @param maxBytes after decompression; the rest is left unread and the text cut there
   */
  public String text(int maxBytes) throws IOException {
    try (InputStream in = body()) {
      return new String(in.readNBytes(maxBytes), StandardCharsets.UTF_8);
    }
  }

  /** Lets the connection go; it is used again when the server ends the answer soon. */
  @Override
  public void close() {
    body.release();
  }
}
