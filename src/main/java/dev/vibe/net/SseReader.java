package dev.vibe.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reader of server-sent events, byte by byte. Lines end at LF, CR LF or CR and nowhere else, and
 * UTF-8 is decoded only once the bytes of a field are together, so it does not matter where the
 * network cuts. An event is given as soon as its blank line is there; one that the stream ends in
 * is given too, because some servers forget the last blank line. One thread.
 *
 * <p>A line {@code error: …}, as older llama.cpp servers send it, is an event of type {@code
 * error}. Comments are read over.
 */
public final class SseReader {

  private static final int CR = '\r';
  private static final int LF = '\n';

  private final InputStream in;
  private final int maxEventBytes;

  private final byte[] buffer = new byte[16 * 1024];
  private int position;
  private int limit;

  private byte[] line = new byte[1024];
  private int lineLength;
  private byte[] data = new byte[1024];
  private int dataLength;
  private boolean hasData;
  private String type = "";
  private String id = "";
  private long retryMillis = -1;
  private boolean firstLine = true;
  private boolean skipLineFeed;
  private boolean ended;

  /**
   * Reads from {@code in}, which stays the caller's to close.
   *
   * @param maxEventBytes a longer line or event is a failure of kind {@code TOO_LARGE}
   */
  public SseReader(InputStream in, int maxEventBytes) {
    this.in = in;
    this.maxEventBytes = maxEventBytes;
  }

  /**
   * The next event, or nothing at the end of the stream. Blocks as the stream does.
   *
   * @throws HttpFailure when the stream breaks or an event is too large
   */
  public Optional<SseEvent> next() throws IOException {
    while (!ended) {
      if (position == limit && !fill()) {
        ended = true;
        if (lineLength > 0) {
          endLine();
        }
        return dispatch();
      }
      if (readLine()) {
        if (lineLength == 0) {
          Optional<SseEvent> event = dispatch();
          if (event.isPresent()) {
            return event;
          }
        } else {
          endLine();
        }
      }
    }
    return Optional.empty();
  }

  private boolean fill() throws IOException {
    int read = in.read(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(read, 0);
    return read > 0;
  }

  /** Takes bytes up to a line end; false when the buffer is used up before one. */
  private boolean readLine() throws HttpFailure {
    if (skipLineFeed) {
      skipLineFeed = false;
      if (buffer[position] == LF) {
        position++;
      }
    }
    int end = position;
    while (end < limit && buffer[end] != LF && buffer[end] != CR) {
      end++;
    }
    int count = end - position;
    line = roomFor(line, lineLength, count);
    System.arraycopy(buffer, position, line, lineLength, count);
    lineLength += count;
    position = end;
    if (end == limit) {
      return false;
    }
    skipLineFeed = buffer[end] == CR;
    position++;
    return true;
  }

  private byte[] roomFor(byte[] bytes, int used, int more) throws HttpFailure {
    if ((long) used + more > maxEventBytes) {
      throw new HttpFailure(
          HttpFailure.Kind.TOO_LARGE, "an event is larger than " + maxEventBytes + " bytes");
    }
    return used + more <= bytes.length
        ? bytes
        : Arrays.copyOf(bytes, Math.max(used + more, bytes.length * 2));
  }

  private void endLine() throws HttpFailure {
    int start = 0;
    if (firstLine) {
      firstLine = false;
      start = startsWithByteOrderMark() ? 3 : 0;
    }
    int colon = start;
    while (colon < lineLength && line[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, lineLength);
    if (value < lineLength && line[value] == ' ') {
      value++;
    }
    if (isField(start, colon, "data")) {
      appendData(value);
    } else if (isField(start, colon, "event")) {
      type = text(value);
    } else if (isField(start, colon, "id")) {
      id = text(value);
    } else if (isField(start, colon, "retry")) {
      retryMillis = millis(text(value));
    } else if (isField(start, colon, "error")) {
      type = "error";
      appendData(value);
    }
    lineLength = 0;
  }

  /** After which time the server wants to be asked again, once it has said so. */
  public Optional<Duration> retry() {
    return retryMillis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(retryMillis));
  }

  private static long millis(String text) {
    return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : -1;
  }

  private boolean startsWithByteOrderMark() {
    return lineLength >= 3
        && (line[0] & 0xff) == 0xef
        && (line[1] & 0xff) == 0xbb
        && (line[2] & 0xff) == 0xbf;
  }

  private boolean isField(int start, int end, String name) {
    if (end - start != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (line[start + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void appendData(int from) throws HttpFailure {
    int count = lineLength - from;
    data = roomFor(data, dataLength, count + 1);
    if (hasData) {
      data[dataLength++] = LF;
    }
    System.arraycopy(line, from, data, dataLength, count);
    dataLength += count;
    hasData = true;
  }

  private String text(int from) {
    return new String(line, from, lineLength - from, StandardCharsets.UTF_8);
  }

  private Optional<SseEvent> dispatch() {
    boolean tells = hasData || type.equals("error");
    SseEvent event =
        new SseEvent(type, new String(data, 0, dataLength, StandardCharsets.UTF_8), id);
    hasData = false;
    dataLength = 0;
    type = "";
    firstLine = false;
    return tells ? Optional.of(event) : Optional.empty();
  }
}
