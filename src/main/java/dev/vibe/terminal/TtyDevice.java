package dev.vibe.terminal;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Device that the bytes of a terminal are read from and written to. A thread that waits for them
 * costs nothing until one comes, and is called back by {@link #close}: only a channel can do that,
 * while only a stream can tell what is there.
 */
final class TtyDevice implements TtyInput.Bytes {

  private final Path path;
  private final FileInputStream looking;
  private volatile FileChannel channel;

  private TtyDevice(Path path, FileInputStream looking, FileChannel channel) {
    this.path = path;
    this.looking = looking;
    this.channel = channel;
  }

  static TtyDevice open(Path path) throws IOException {
    return new TtyDevice(path, new FileInputStream(path.toFile()), channel(path));
  }

  private static FileChannel channel(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ);
  }

  @Override
  public int available() throws IOException {
    return looking.available();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  /** Ends the wait of whoever reads, and returns when nobody does any more. Idempotent. */
  void close() throws IOException {
    channel.close();
  }

  void reopen() throws IOException {
    if (!channel.isOpen()) {
      channel = channel(path);
    }
  }
}
