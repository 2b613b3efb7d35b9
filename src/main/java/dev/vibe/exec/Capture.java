package dev.vibe.exec;

import dev.vibe.exec.ProcessResult.Output;
import java.io.ByteArrayOutputStream;
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
 * Capture of an output: keeps its two ends in memory and, once it is no longer short, the whole as
 * it came in a file. One thread writes; any thread may look.
 */
final class Capture {

  /** So much is kept in memory. */
  static final int KEPT_BYTES = OutputEnds.HEAD_BYTES + OutputEnds.TAIL_BYTES;

  /** More is also kept in a file: whoever was shown it may be shown less of it later. */
  static final int SHORT_BYTES = 4_000;

  /** More than a few lines of it are never shown. */
  private static final int GLANCE_BYTES = 2_000;

  static final long SPILL_BYTES = 64L * 1024 * 1024;

  private final Path spillFile;
  private final OutputEnds ends = new OutputEnds();
  private final RewrittenLines rewritten = new RewrittenLines(ends);

  /** The output as it came, until it goes to the file. */
  private final ByteArrayOutputStream early = new ByteArrayOutputStream();

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
    if (total + length > SHORT_BYTES) {
      openSpill();
    }
    if (spillTried) {
      writeSpill(chunk, length);
    } else {
      early.write(chunk, 0, length);
    }
    rewritten.add(chunk, length);
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
    writeSpill(early.toByteArray(), early.size());
    early.reset();
  }

  /** The end of what was written, when there is more than at the last look. */
  synchronized Optional<OutputSnapshot> snapshot() {
    if (total == seen) {
      return Optional.empty();
    }
    seen = total;
    OutputEnds now = all();
    byte[] end = now.isWhole() ? now.first() : now.behindHead(GLANCE_BYTES);
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

  /** Another command writes on. */
  synchronized void reopen() {
    if (spilled > 0 && spill == null) {
      try {
        spill = Files.newOutputStream(spillFile, StandardOpenOption.APPEND);
      } catch (IOException e) {
        spilled = 0;
      }
    }
  }

  synchronized Output output() {
    OutputEnds now = all();
    boolean filed = spill != null || spilled > 0;
    String file = filed ? spillFile.toString() : "";
    if (now.isWhole()) {
      return new Output(text(now.first()), "", 0, 0, total, file, spilled);
    }
    byte[] first = now.first();
    first = Arrays.copyOf(first, endOfWhole(first));
    byte[] last = whole(now.behindHead(OutputEnds.TAIL_BYTES));
    return new Output(
        text(first),
        text(last),
        now.lines() - lineEnds(first) - lineEnds(last),
        now.total() - first.length - last.length,
        total,
        file,
        spilled);
  }

  /** With the line that has not ended yet. */
  private OutputEnds all() {
    OutputEnds all = ends.copy();
    rewritten.rest(all);
    return all;
  }

  private void writeSpill(byte[] bytes, int length) {
    if (spill == null) {
      return;
    }
    int fits = (int) Math.min(length, SPILL_BYTES - spilled);
    try {
      spill.write(bytes, 0, fits);
      spilled += fits;
    } catch (IOException e) {
      close();
    }
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
    return ProgressLines.fold(PlainText.of(new String(bytes, StandardCharsets.UTF_8)));
  }
}
