package dev.vibe.terminal;

import dev.vibe.text.ControlChars;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Last filter before a terminal of the standard streams: what would be obeyed and is not vibe's own
 * colour, lines that are drawn over, or bell, becomes visible. Foreign text is made harmless where
 * a line is made of it; this is for what goes around that, such as a name in the message of an
 * error. Thread-safe.
 *
 * <p>Bytes of a character or of a sequence that is not complete wait for the rest, or for {@link
 * #flush}.
 */
public final class ScreenGuard extends OutputStream {

  private static final Pattern OWN =
      Pattern.compile("\u001b\\[[0-9;]{0,40}m|\r\u001b\\[K|\r\u001b\\[[0-9]{1,2}A\u001b\\[J");

  /** What may become one of them. */
  private static final Pattern OPEN = Pattern.compile("(?:\r|\r?\u001b(?:\\[[0-9;]{0,40})?)\\z");

  private static final String BELL = "\u0007";

  private final OutputStream screen;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] cut = new byte[0];
  private String held = "";

  /**
   * Over a stream to a terminal.
   *
   * @param screen flushed with this one, never closed
   */
  public ScreenGuard(OutputStream screen) {
    this.screen = screen;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    String text = held + decoded(bytes, offset, length);
    Matcher open = OPEN.matcher(text);
    int end = open.find() ? open.start() : text.length();
    held = text.substring(end);
    show(text.substring(0, end));
  }

  private String decoded(byte[] bytes, int offset, int length) {
    byte[] all = Arrays.copyOf(cut, cut.length + length);
    System.arraycopy(bytes, offset, all, cut.length, length);
    ByteBuffer in = ByteBuffer.wrap(all);
    CharBuffer out = CharBuffer.allocate(all.length + 1);
    decoder.reset().decode(in, out, false);
    cut = Arrays.copyOfRange(all, in.position(), all.length);
    return out.flip().toString();
  }

  private void show(String text) throws IOException {
    if (text.isEmpty()) {
      return;
    }
    if (text.equals(BELL)) {
      screen.write(text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    Matcher own = OWN.matcher(text);
    int at = 0;
    while (own.find()) {
      out.append(ControlChars.neutralise(text.substring(at, own.start()))).append(own.group());
      at = own.end();
    }
    out.append(ControlChars.neutralise(text.substring(at)));
    screen.write(out.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void flush() throws IOException {
    String rest = held + (cut.length == 0 ? "" : "\ufffd");
    held = "";
    cut = new byte[0];
    show(rest);
    screen.flush();
  }
}
