package dev.vibe.task.batch;

import dev.vibe.file.IoReason;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.QuotedName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * File with the results of a batch, a line a task. A line is on the disk before its task counts as
 * done; one that a kill tore is cut off. Nobody else writes to it meanwhile. Thread-safe.
 */
public final class ResultsFile implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;
  private final List<TaskEnd> earlier;

  private ResultsFile(Path file, FileChannel channel, List<TaskEnd> earlier) {
    this.file = file;
    this.channel = channel;
    this.earlier = List.copyOf(earlier);
  }

  /**
   * Opens it; made where it is not there.
   *
   * @throws VibeException (usage) when another batch writes to it, it is no file of results, or
   *     cannot be written
   */
  public static ResultsFile open(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        if (isTaken(channel)) {
          throw problem(
              file, "another batch writes to it", "let that one end   or   --results FILE");
        }
        byte[] bytes = Channels.newInputStream(channel).readAllBytes();
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
          end--;
        }
        List<TaskEnd> ends = decoded(file, new String(bytes, 0, end, StandardCharsets.UTF_8));
        channel.truncate(end);
        channel.position(end);
        return new ResultsFile(file, channel, ends);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw problem(file, IoReason.naming(e), "--results FILE   names another");
    }
  }

  /** The lock ends with the process; where the file system knows none, everybody gets one. */
  private static boolean isTaken(FileChannel channel) {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The results in a file that nobody writes to.
   *
   * @throws VibeException (usage) when it is none, or cannot be read
   */
  public static List<TaskEnd> read(Path file) {
    try {
      return decoded(file, Files.readString(file));
    } catch (IOException e) {
      throw problem(file, IoReason.naming(e), "name files that vibe batch wrote");
    }
  }

  private static List<TaskEnd> decoded(Path file, String text) {
    List<TaskEnd> ends = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      Optional<TaskEnd> end = TaskEnd.decode(line);
      if (end.isEmpty()) {
        throw problem(
            file,
            "line " + number + " is no result of a task",
            "--results FILE   names another; take the line out if it was torn");
      }
      ends.add(end.get());
    }
    return ends;
  }

  private static VibeException problem(Path file, String cause, String remedy) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.BATCH_RESULTS,
            "cannot use the results in " + QuotedName.of(file.toString()),
            cause,
            remedy));
  }

  /** What stood in it when it was opened. */
  public List<TaskEnd> earlier() {
    return earlier;
  }

  public Path file() {
    return file;
  }

  /**
   * Adds a line, which is on the disk when this returns.
   *
   * @throws VibeException when it cannot be written
   */
  public synchronized void add(TaskEnd end) {
    try {
      ByteBuffer line = ByteBuffer.wrap((end.encode() + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.BATCH_RESULTS,
              "cannot keep the result of " + end.id(),
              IoReason.naming(e),
              "make room and start again: what is done is not repeated"),
          e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // each line was forced to the disk
    }
  }
}
