package dev.vibe.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Check of a chain, over files in the order in which they were written.
 *
 * <p>It finds what was changed, put in, or taken out between two records. What it cannot find: the
 * end taken away, and a chain that was computed anew from some record on; for both there are
 * collectors, which have the digests.
 */
public final class AuditCheck {

  private final List<String> remarks = new ArrayList<>();
  private Optional<ChainLink> last = Optional.empty();
  private long records;

  private AuditCheck() {}

  /**
   * Outcome of a check.
   *
   * @param records that hold, up to the first that does not
   * @param last the digest of the last of them; empty when there is none
   * @param remarks what is odd and no tampering, such as a torn last line
   * @param broken where the chain first does not hold; empty when it holds
   */
  public record Outcome(long records, String last, List<String> remarks, Optional<Break> broken) {
    public Outcome {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * Place where a chain does not hold.
   *
   * @param line from 1
   * @param reason for people
   */
  public record Break(Path file, long line, String reason) {}

  /** Blocks on disk. */
  public static Outcome of(List<Path> files) throws IOException {
    AuditCheck check = new AuditCheck();
    Optional<Break> broken = Optional.empty();
    for (int i = 0; i < files.size() && broken.isEmpty(); i++) {
      broken = check.file(files.get(i), i == files.size() - 1);
    }
    return new Outcome(
        check.records, check.last.map(ChainLink::hash).orElse(""), check.remarks, broken);
  }

  private Optional<Break> file(Path file, boolean isLast) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int start = 0;
    for (long number = 1; start < bytes.length; number++) {
      int end = end(bytes, start);
      byte[] line = Arrays.copyOfRange(bytes, start, end);
      Optional<String> wrong =
          end == bytes.length
              ? torn(file, line.length, isLast)
              : line(file, number, line, Arrays.copyOfRange(bytes, end + 1, end(bytes, end + 1)));
      if (wrong.isPresent()) {
        return Optional.of(new Break(file, number, wrong.get()));
      }
      start = end + 1;
    }
    return Optional.empty();
  }

  /** Where the line ends that begins at {@code start}. */
  private static int end(byte[] bytes, int start) {
    int end = Math.min(start, bytes.length);
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  private Optional<String> torn(Path file, int length, boolean isLast) {
    if (!isLast) {
      return Optional.of("it is torn, and another file goes on behind it");
    }
    remarks.add(
        file
            + " ends in a torn line of "
            + length
            + " bytes: its writer was killed, or the disk was full; the records before it are"
            + " whole");
    return Optional.empty();
  }

  private Optional<String> line(Path file, long number, byte[] bytes, byte[] next) {
    Optional<AuditLine> line = AuditLine.read(bytes);
    if (line.isEmpty()) {
      if (!isToldBy(next, bytes)) {
        return Optional.of(
            "it is not the record that was written"
                + last.map(link -> ": number " + (link.seq() + 1) + " was expected").orElse(""));
      }
      remarks.add(
          file
              + ", line "
              + number
              + " is torn: its writer was killed, or the disk was full; the record behind it says"
              + " so");
      return Optional.empty();
    }
    Optional<String> wrong = misplaced(file, line.get());
    if (wrong.isEmpty()) {
      last = Optional.of(line.get().link());
      records++;
    }
    return wrong;
  }

  /** Whether the record behind a torn line tells of exactly that one. */
  private static boolean isToldBy(byte[] next, byte[] torn) {
    return AuditLine.read(next)
        .filter(line -> line.text("event").equals(AuditEvents.REPAIR))
        .filter(line -> line.text("torn_sha256").equals(Digest.of(torn)))
        .isPresent();
  }

  private Optional<String> misplaced(Path file, AuditLine line) {
    long seq = line.link().seq();
    if (last.isEmpty()) {
      if (seq > 1) {
        remarks.add(
            file + " begins with record " + seq + ": what was written before it is not here");
        return Optional.empty();
      }
      return line.prev().equals(ChainLink.START.hash())
          ? Optional.empty()
          : Optional.of("it says that it is the first, and holds on to another");
    }
    ChainLink before = last.get();
    if (seq != before.seq() + 1) {
      return Optional.of("it is record " + seq + " and follows record " + before.seq());
    }
    return line.prev().equals(before.hash())
        ? Optional.empty()
        : Optional.of("it does not hold on to the record before it, which is another one now");
  }
}
