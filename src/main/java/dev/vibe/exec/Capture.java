package dev.vibe.exec;

import dev.vibe.exec.ProcessResult.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Capture of an output: keeps its two ends in memory and, once they are not all of it, the whole in
 * a file. One thread writes; any thread may look.
 */
final class Capture {

  /** About 8,000 tokens for the two ends together, which a 32k context can still bear. */
  static final int END_BYTES = 16 * 1024;

  /** More than a few lines of it are never shown. */
  private static final int GLANCE_BYTES = 2_000;

  static final long SPILL_BYTES = 64L * 1024 * 1024;

  private final Path spillFile;
  private final byte[] head = new byte[END_BYTES];
  private final byte[] tail = new byte[END_BYTES];
  private long total;
  private long lines;
  private long seen;
  private @Nullable OutputStream spill;
  private boolean spillTried;
  private long spilled;

  Capture(Path spillFile) {
    this.spillFile = spillFile;
  }

  /** Takes the next {@code length} bytes. A file that cannot be written ends the spill, no more. */
  synchronized void add(byte[] chunk, int length) {
    if (total + length > 2L * END_BYTES) {
      openSpill();
    }
    writeSpill(chunk, 0, length);
    int toHead = Math.clamp(END_BYTES - total, 0, length);
    System.arraycopy(chunk, 0, head, (int) Math.min(total, END_BYTES), toHead);
    for (int i = Math.max(toHead, length - END_BYTES); i < length; ) {
      int at = (int) ((total + i - END_BYTES) % END_BYTES);
      int run = Math.min(length - i, END_BYTES - at);
      System.arraycopy(chunk, i, tail, at, run);
      i += run;
    }
    for (int i = 0; i < length; i++) {
      lines += chunk[i] == '\n' ? 1 : 0;
    }
    total += length;
  }

  /** Writes what there is to the file now, and all that comes after as it comes. */
  synchronized void openSpill() {
    if (spillTried) {
      return;
    }
    spillTried = true;
    try {
      spill =
          Files.newOutputStream(
              Files.createFile(
                  spillFile,
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rw-------"))),
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      return;
    }
    writeSpill(head, 0, (int) Math.min(total, END_BYTES));
    byte[] end = tailBytes();
    writeSpill(end, 0, end.length);
  }

  /** The end of what was written, when there is more than at the last look. */
  synchronized Optional<OutputSnapshot> snapshot() {
    if (total == seen) {
      return Optional.empty();
    }
    seen = total;
    byte[] end = total <= END_BYTES ? Arrays.copyOf(head, (int) total) : tailBytes();
    int from = Math.max(0, end.length - GLANCE_BYTES);
    byte[] last = Arrays.copyOfRange(end, from, end.length);
    return Optional.of(new OutputSnapshot(text(from > 0 ? whole(last) : last), lines));
  }

  /** Without the line, or the character, that is cut at the start. */
  private static byte[] whole(byte[] bytes) {
    return Arrays.copyOfRange(bytes, startOfWhole(bytes), bytes.length);
  }

  synchronized void close() {
    if (spill != null) {
      try {
        spill.close();
      } catch (IOException e) {
        spilled = 0;
      }
      spill = null;
    }
  }

  synchronized Output output() {
    byte[] first = Arrays.copyOf(head, (int) Math.min(total, END_BYTES));
    byte[] last = tailBytes();
    boolean filed = spill != null || spilled > 0;
    String file = filed ? spillFile.toString() : "";
    if (total <= first.length + last.length) {
      byte[] all = Arrays.copyOf(first, first.length + last.length);
      System.arraycopy(last, 0, all, first.length, last.length);
      return new Output(text(all), "", 0, 0, total, file, spilled);
    }
    first = Arrays.copyOf(first, endOfWhole(first));
    last = whole(last);
    return new Output(
        text(first),
        text(last),
        lines - lineEnds(first) - lineEnds(last),
        total - first.length - last.length,
        total,
        file,
        spilled);
  }

  private void writeSpill(byte[] bytes, int from, int length) {
    if (spill == null) {
      return;
    }
    int fits = (int) Math.min(length, SPILL_BYTES - spilled);
    try {
      spill.write(bytes, from, fits);
      spilled += fits;
    } catch (IOException e) {
      close();
    }
  }

  /** What lies behind the head, in order, at most {@link #END_BYTES} of it. */
  private byte[] tailBytes() {
    long behindHead = Math.max(0, total - END_BYTES);
    if (behindHead <= END_BYTES) {
      return Arrays.copyOf(tail, (int) behindHead);
    }
    int start = (int) (behindHead % END_BYTES);
    byte[] bytes = Arrays.copyOfRange(tail, start, start + END_BYTES);
    System.arraycopy(tail, 0, bytes, END_BYTES - start, start);
    return bytes;
  }

  /** Behind the last line end, or before a character that is cut when the line is a long one. */
  private static int endOfWhole(byte[] bytes) {
    for (int i = bytes.length; i > bytes.length / 2; i--) {
      if (bytes[i - 1] == '\n') {
        return i;
      }
    }
    int end = bytes.length;
    for (int back = 1; back <= 3; back++) {
      int b = bytes[bytes.length - back] & 0xFF;
      if (b >= 0xC0) {
        int needed = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
        return needed > back ? bytes.length - back : end;
      }
      if (b < 0x80) {
        return end;
      }
    }
    return end;
  }

  /** Behind the first line end, or behind a character that is cut when the line is a long one. */
  private static int startOfWhole(byte[] bytes) {
    for (int i = 0; i < bytes.length / 2; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    int start = 0;
    while (start < 3 && (bytes[start] & 0xC0) == 0x80) {
      start++;
    }
    return start;
  }

  private static long lineEnds(byte[] bytes) {
    long count = 0;
    for (byte b : bytes) {
      count += b == '\n' ? 1 : 0;
    }
    return count;
  }

  private static String text(byte[] bytes) {
    return PlainText.of(new String(bytes, StandardCharsets.UTF_8));
  }
}
