package dev.vibe.session;

import dev.vibe.session.SessionReader.Tail;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Tail of a log behind its last good line, where nothing could be appended. */
final class DamagedTail {

  private static final String ASIDE = "damaged.jsonl";

  private DamagedTail() {}

  /** Moves it to a file beside the log, so that the log ends with a whole line. */
  static void setAside(Path log, Tail tail) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      switch (tail) {
        case Tail.Cut(long offset, long bytes, String reason) -> {
          copyFrom(file, offset, log.resolveSibling(ASIDE));
          file.setLength(offset);
        }
        case Tail.Whole() -> {}
      }
      endLine(file);
      file.getFD().sync();
    }
  }

  private static void copyFrom(RandomAccessFile file, long offset, Path aside) throws IOException {
    try (FileOutputStream out = new FileOutputStream(aside.toFile(), true)) {
      byte[] buffer = new byte[1 << 16];
      file.seek(offset);
      for (int count = file.read(buffer); count > 0; count = file.read(buffer)) {
        out.write(buffer, 0, count);
      }
      out.write('\n');
      out.getFD().sync();
    }
  }

  /** The last line may be whole but for its line break. */
  private static void endLine(RandomAccessFile file) throws IOException {
    if (file.length() == 0) {
      return;
    }
    file.seek(file.length() - 1);
    if (file.read() != '\n') {
      file.write('\n');
    }
  }
}
