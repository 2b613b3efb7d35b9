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
      if (end == bytes.length) {
        long torn = number;
        return torn(file, end - start, isLast).map(why -> new Break(file, torn, why));
      }
      Optional<AuditLine> record = AuditLine.read(Arrays.copyOfRange(bytes, start, end));
      int told = record.isPresent() ? end : endOfTorn(bytes, start, end);
      Optional<String> wrong =
          record.isPresent()
              ? misplaced(file, record.get())
              : told < 0 ? Optional.of(changed()) : Optional.empty();
      if (wrong.isPresent()) {
        return Optional.of(new Break(file, number, wrong.get()));
      }
      if (record.isPresent()) {
        last = Optional.of(record.get().link());
        records++;
      } else {
        remarks.add(
            file
                + ", line "
                + number
                + " is torn: its writer was killed, or the disk was full; the record behind it"
                + " says so");
      }
      number += lineEnds(bytes, end, told);
      start = told + 1;
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

  private String changed() {
    return "it is not the record that was written"
        + last.map(link -> ": number " + (link.seq() + 1) + " was expected").orElse("");
  }

  /**
   * Where what is torn ends of which the record behind it tells; -1 when none does.
   *
   * @param end of the first line of it
   */
  private static int endOfTorn(byte[] bytes, int start, int end) {
    for (int at = end; at < bytes.length; at = end(bytes, at + 1)) {
      byte[] next = Arrays.copyOfRange(bytes, at + 1, Math.max(at + 1, end(bytes, at + 1)));
      Optional<AuditLine> record = AuditLine.read(next);
      if (record.isPresent()) {
        return isToldBy(record.get(), Arrays.copyOfRange(bytes, start, at)) ? at : -1;
      }
    }
    return -1;
  }

  /** Whether the record behind what is torn tells of exactly that. */
  private static boolean isToldBy(AuditLine record, byte[] torn) {
    return record.text("event").equals(AuditEvents.REPAIR)
        && record.text("torn_sha256").equals(Digest.of(torn));
  }

  private static long lineEnds(byte[] bytes, int from, int to) {
    long count = 0;
    for (int at = from; at < to; at++) {
      count += bytes[at] == '\n' ? 1 : 0;
    }
    return count;
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
