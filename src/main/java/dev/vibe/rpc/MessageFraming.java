package dev.vibe.rpc;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** MessageFraming of messages in a stream: where one ends and the next begins. */
public enum MessageFraming {
  /** One message a line. */
  LINES {
    @Override
    Optional<Frame> read(InputStream in, int most) throws IOException {
      while (true) {
        Line line = Line.read(in, most);
        if (line.isLast() && line.isBlank()) {
          return Optional.empty();
        }
        if (!line.isBlank()) {
          return Optional.of(line.frame());
        }
      }
    }

    @Override
    byte[] write(String message) {
      return (message + "\n").getBytes(StandardCharsets.UTF_8);
    }
  },

  /** Headers before each message say how many bytes it has. */
  CONTENT_LENGTH {
    @Override
    Optional<Frame> read(InputStream in, int most) throws IOException {
      long length = -1;
      boolean hasHeaders = false;
      while (true) {
        Line header = Line.read(in, MOST_HEADER);
        if (header.isLast() && header.isBlank() && !hasHeaders) {
          return Optional.empty();
        }
        if (header.isLast()) {
          throw new EOFException("the stream ends within the headers of a message");
        }
        if (header.isTooLong()) {
          throw new IOException("a header is longer than " + MOST_HEADER + " bytes");
        }
        if (header.isBlank() && hasHeaders) {
          return Optional.of(body(in, length, most));
        }
        if (!header.isBlank()) {
          hasHeaders = true;
          length = Math.max(length, header.contentLength());
        }
      }
    }

    @Override
    byte[] write(String message) {
      byte[] body = message.getBytes(StandardCharsets.UTF_8);
      byte[] head =
          ("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
      byte[] all = new byte[head.length + body.length];
      System.arraycopy(head, 0, all, 0, head.length);
      System.arraycopy(body, 0, all, head.length, body.length);
      return all;
    }
  };

  private static final int MOST_HEADER = 8 << 10;

  /** A message as it came, or that it was too large and is gone. */
  sealed interface Frame {

    record Whole(String text) implements Frame {}

    record TooLarge() implements Frame {}
  }

  /**
   * The next message; empty at the end of the stream. Blocks. What is too large is passed over.
   *
   * @param most bytes that a message may have
   * @throws IOException when the stream breaks off or cannot be read as frames
   */
  abstract Optional<Frame> read(InputStream in, int most) throws IOException;

  /** The bytes of a message, which has no line feed. */
  abstract byte[] write(String message);

  private static Frame body(InputStream in, long length, int most) throws IOException {
    if (length < 0) {
      throw new IOException("a message has no Content-Length");
    }
    if (length > most) {
      in.skipNBytes(length);
      return new Frame.TooLarge();
    }
    byte[] body = in.readNBytes((int) length);
    if (body.length < length) {
      throw new EOFException("the stream ends within a message");
    }
    return new Frame.Whole(new String(body, StandardCharsets.UTF_8));
  }

  /**
   * A line of the stream without its end.
   *
   * @param isLast whether the stream ended instead of the line
   */
  private record Line(String text, boolean isTooLong, boolean isLast) {

    static Line read(InputStream in, int most) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      boolean isTooLong = false;
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          return new Line(bytes.toString(StandardCharsets.UTF_8), isTooLong, true);
        }
        if (bytes.size() < most) {
          bytes.write(next);
        } else {
          isTooLong = true;
        }
      }
      return new Line(bytes.toString(StandardCharsets.UTF_8), isTooLong, false);
    }

    boolean isBlank() {
      return !isTooLong && text.length() < MOST_HEADER && text.isBlank();
    }

    Frame frame() {
      return isTooLong ? new Frame.TooLarge() : new Frame.Whole(text);
    }

    /** -1 of any other header. */
    long contentLength() throws IOException {
      int colon = text.indexOf(':');
      boolean isIt =
          colon > 0
              && text.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals("content-length");
      try {
        return isIt ? Long.parseUnsignedLong(text.substring(colon + 1).strip()) : -1;
      } catch (NumberFormatException e) {
        throw new IOException("Content-Length is no number: " + text, e);
      }
    }
  }
}
