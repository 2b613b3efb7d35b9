package dev.vibe.audit;

import dev.vibe.file.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Spill of a sink: lines that wait for its collector, in a file that all processes of the user
 * share. Who sends them moves the file aside, so that others can go on writing; one that a dead
 * process had moved aside is taken up.
 */
final class Spill {

  /** A collector that was gone for that long is not going to be missed for the rest. */
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  /** Lines that are sent at once. */
  static final int BATCH = 100;

  private final Path file;
  private final String sending;
  private final FolderLock lock;

  /** Makes nothing yet. */
  Spill(Path folder, String name) {
    this.file = folder.resolve("spill-" + name + ".jsonl");
    this.sending = "spill-" + name + "-";
    this.lock = new FolderLock(folder.resolve("spill-" + name + ".lock"));
  }

  Path file() {
    return file;
  }

  /** Whether lines wait, or somebody is about to send some. */
  boolean isEmpty() throws IOException {
    return !Files.exists(file) && left().isEmpty();
  }

  /**
   * Keeps lines.
   *
   * @throws IOException when there is no room for them
   */
  void add(List<String> lines) throws IOException {
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    lock.during(
        () -> {
          if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            OwnerOnly.file(file);
          }
          if (Files.size(file) + bytes.length > MOST_BYTES) {
            throw new IOException("the file " + file + " is full");
          }
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          try (FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.APPEND,
                  LinkOption.NOFOLLOW_LINKS)) {
            while (buffer.hasRemaining()) {
              channel.write(buffer);
            }
          }
          return file;
        });
  }

  /** Sends what waits; whatever is not sent goes on waiting. */
  void drain(Collector collector) throws IOException {
    for (Path part : taken()) {
      List<String> lines = Files.readAllLines(part).stream().filter(l -> !l.isEmpty()).toList();
      int sent = 0;
      try {
        while (sent < lines.size()) {
          int end = Math.min(lines.size(), sent + BATCH);
          collector.send(lines.subList(sent, end));
          sent = end;
        }
      } finally {
        if (sent < lines.size()) {
          add(lines.subList(sent, lines.size()));
        }
        Files.delete(part);
      }
    }
  }

  /** The files that are this process's to send now. */
  private List<Path> taken() throws IOException {
    if (isEmpty()) {
      return List.of();
    }
    return lock.during(
        () -> {
          List<Path> parts = left().stream().filter(part -> !isAtWork(part)).toList();
          for (Path part : parts) {
            add(part);
          }
          if (!Files.exists(file)) {
            return List.of();
          }
          Path own = file.resolveSibling(sending + ProcessHandle.current().pid() + ".jsonl");
          return Files.exists(own)
              ? List.of()
              : List.of(Files.move(file, own, StandardCopyOption.ATOMIC_MOVE));
        });
  }

  /** Puts what a dead process had moved aside back, behind what came since. */
  private void add(Path part) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      OwnerOnly.file(file);
    }
    Files.write(file, Files.readAllBytes(part), StandardOpenOption.APPEND);
    Files.delete(part);
  }

  private List<Path> left() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(path -> String.valueOf(path.getFileName()).matches(sending + "[0-9]+\\.jsonl"))
          .toList();
    }
  }

  /** Its number may be another process's by now; then that one's end is waited for. */
  private boolean isAtWork(Path part) {
    String name = String.valueOf(part.getFileName());
    String pid = name.substring(sending.length(), name.length() - ".jsonl".length());
    return ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }
}
