package dev.vibe.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tail of a file of the log.
 *
 * @param last the last whole record; empty when there is none
 * @param tornBytes of what stands behind the last line end, the beginning of a record whose writer
 *     died; with the lines right before it that were cut as well, when writers died one after
 *     another
 * @param tornHash its digest
 */
record LogTail(Optional<AuditLine> last, int tornBytes, String tornHash) {

  /** Longer than most records; where it is not enough, all is read. */
  private static final int CHUNK = 256 * 1024;

  static LogTail of(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      long size = channel.size();
      byte[] end = read(channel, Math.max(0, size - CHUNK), size);
      LogTail tail = in(end);
      return tail.last().isPresent() || end.length == size ? tail : in(read(channel, 0, size));
    }
  }

  /** Of the part of a file that reaches to its end. */
  private static LogTail in(byte[] bytes) {
    int end = lineStart(bytes, bytes.length);
    int tornFrom = end;
    Optional<AuditLine> last = Optional.empty();
    while (end > 0 && last.isEmpty()) {
      int start = lineStart(bytes, end - 1);
      last = AuditLine.read(Arrays.copyOfRange(bytes, start, end - 1));
      boolean isCut = last.isEmpty() && bytes[Math.max(0, end - 2)] != '}';
      tornFrom = isCut && tornFrom == end && end < bytes.length ? start : tornFrom;
      end = start;
    }
    byte[] torn = Arrays.copyOfRange(bytes, tornFrom, bytes.length);
    return new LogTail(last, torn.length, Digest.of(torn));
  }

  /** Where the line begins that ends before {@code end}. */
  private static int lineStart(byte[] bytes, int end) {
    int start = end;
    while (start > 0 && bytes[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  private static byte[] read(FileChannel channel, long from, long to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(to - from));
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
      // A read may give less than was asked for.
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
