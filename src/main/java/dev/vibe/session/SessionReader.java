package dev.vibe.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vibe.event.Envelope;
import dev.vibe.file.IoReason;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.protocol.Decoded;
import dev.vibe.protocol.EventCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reader of the log of a session, also one that a crash cut off or a disk damaged. */
public final class SessionReader {

  /** The name of the log in the folder of its session. */
  static final String FILE = "events.jsonl";

  /**
   * No event of ours comes near; more than that is a damaged file, not a line to hold in memory.
   */
  private static final int LINE_LIMIT = 64 * 1024 * 1024;

  private static final int BLOCK = 1 << 16;

  private final List<Envelope> events = new ArrayList<>();
  private int unknown;
  private long lastSeq;
  private long goodBytes;

  private final Function<String, Optional<String>> images;

  private SessionReader(Function<String, Optional<String>> images) {
    this.images = images;
  }

  /**
   * Recording of what a log held.
   *
   * @param events all whole events up to the first damaged line, in order
   * @param unknown how many more were whole but of a type this program does not know
   * @param lastSeq the number of the last event, known or not; 0 when there is none
   */
  public record Recording(List<Envelope> events, int unknown, long lastSeq, Tail tail) {
    public Recording {
      events = List.copyOf(events);
    }
  }

  /** State of the end of a log. */
  public sealed interface Tail {

    record Whole() implements Tail {}

    /**
     * The rest was not read.
     *
     * @param offset bytes before it, all good
     * @param reason what is wrong with the line there, one clause for people
     */
    record Cut(long offset, long bytes, String reason) implements Tail {}
  }

  /**
   * Reads the log of the session in this folder. Blocks on disk; memory grows with the log.
   *
   * @throws VibeException when there is no such file or it cannot be read at all
   */
  public static Recording read(Path session) {
    Path file = session.resolve(FILE);
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, Files.size(file), new SessionImages(session)::base64);
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.SESSION_UNREADABLE,
              "cannot read the log of session " + session.getFileName(),
              file + ": " + IoReason.of(e),
              "check that the session exists and that the file may be read"),
          e);
    }
  }

  /**
   * The first events of a log, to tell what it is about, without images; empty when it cannot be
   * read.
   *
   * @param bytes no more than so many are read
   */
  static List<Envelope> beginning(Path session, int bytes) {
    try (InputStream in = Files.newInputStream(session.resolve(FILE))) {
      return read(new ByteArrayInputStream(in.readNBytes(bytes)), bytes).events();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * The last events of a log, without images; empty when it cannot be read. Numbers are not looked
   * at.
   *
   * @param bytes no more than so many are read
   */
  static List<Envelope> ending(Path session, int bytes) {
    try (SeekableByteChannel log = Files.newByteChannel(session.resolve(FILE))) {
      long start = Math.max(0, log.size() - bytes);
      byte[] end = Channels.newInputStream(log.position(start)).readNBytes(bytes);
      return new String(end, UTF_8)
          .lines()
          .skip(start == 0 ? 0 : 1) // that one may have been begun before
          .filter(line -> Checksum.holds(line.getBytes(UTF_8)))
          .map(line -> EventCodec.decode(line, sha256 -> Optional.empty()))
          .filter(Decoded.Known.class::isInstance)
          .map(decoded -> ((Decoded.Known) decoded).envelope())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Without images. */
  static Recording read(InputStream in, long size) throws IOException {
    return read(in, size, sha256 -> Optional.empty());
  }

  private static Recording read(
      InputStream in, long size, Function<String, Optional<String>> images) throws IOException {
    SessionReader reader = new SessionReader(images);
    String trouble = reader.readLines(in);
    Tail tail =
        trouble.isEmpty()
            ? new Tail.Whole()
            : new Tail.Cut(reader.goodBytes, size - reader.goodBytes, trouble);
    return new Recording(reader.events, reader.unknown, reader.lastSeq, tail);
  }

  /** Empty, or why reading ended before the end. */
  private String readLines(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] block = new byte[BLOCK];
    for (int count = in.read(block); count > 0; count = in.read(block)) {
      int from = 0;
      for (int at = 0; at < count; at++) {
        if (block[at] == '\n') {
          line.write(block, from, at - from);
          from = at + 1;
          String trouble = accept(line.toByteArray());
          if (!trouble.isEmpty()) {
            return trouble;
          }
          goodBytes += line.size() + 1;
          line.reset();
        }
      }
      line.write(block, from, count - from);
      if (line.size() > LINE_LIMIT) {
        return "a line longer than " + LINE_LIMIT / (1024 * 1024) + " MiB";
      }
    }
    if (line.size() == 0) {
      return "";
    }
    String trouble = accept(line.toByteArray());
    if (trouble.isEmpty()) {
      goodBytes += line.size();
      return "";
    }
    return "the last line is incomplete";
  }

  private String accept(byte[] line) {
    if (!Checksum.holds(line)) {
      return "a damaged line";
    }
    return switch (EventCodec.decode(new String(line, UTF_8), images)) {
      case Decoded.Broken(String reason) -> reason;
      case Decoded.Unknown(long seq, String type) -> {
        unknown++;
        yield follow(seq);
      }
      case Decoded.Known(Envelope envelope) -> {
        String trouble = follow(envelope.seq());
        if (trouble.isEmpty()) {
          events.add(envelope);
        }
        yield trouble;
      }
    };
  }

  private String follow(long seq) {
    if (seq <= lastSeq) {
      return "event " + seq + " after event " + lastSeq;
    }
    lastSeq = seq;
    return "";
  }
}
