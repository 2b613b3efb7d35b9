package dev.vibe.audit;

import dev.vibe.audit.AuditEntry.Phase;
import dev.vibe.file.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Chain in the files of a folder: one for all sessions of a user, so that none can be taken out
 * without a trace. Each record is written under a lock, behind what other processes wrote
 * meanwhile.
 *
 * <p>A line that a dying process left torn stays as it is: it gets its line end, and the record
 * behind it says how long it was and what its digest is.
 */
final class FileChain implements Chain {

  private final AuditFolder folder;
  private final long maxBytes;
  private final FolderLock lock;

  /** Where this process wrote last, and what it knows from that. */
  private Optional<End> known = Optional.empty();

  private record End(Path file, long size, ChainLink link) {}

  /** Makes nothing before the first record. */
  FileChain(AuditFolder folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.lock = new FolderLock(folder.lock());
  }

  @Override
  public String append(AuditEntry entry) throws IOException {
    try {
      return Uninterrupted.run(() -> appended(entry));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private String appended(AuditEntry entry) {
    try {
      return lock.during(() -> underLock(entry));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String underLock(AuditEntry entry) throws IOException {
    LocalDate today = LocalDate.ofInstant(entry.at(), ZoneOffset.UTC);
    Optional<Path> newest = folder.newest();
    ChainLink link = ChainLink.START;
    if (newest.isPresent()) {
      Path file = newest.get();
      link = end(file, entry);
      if (Files.size(file) < maxBytes && !AuditFolder.isOlder(file, today)) {
        return write(file, link, entry);
      }
    }
    return write(folder.next(newest, today), link, entry);
  }

  /** The last link in the newest file, after a torn line is closed. */
  private ChainLink end(Path file, AuditEntry entry) throws IOException {
    long size = Files.size(file);
    Optional<End> own = known.filter(end -> end.file().equals(file) && end.size() == size);
    if (own.isPresent()) {
      return own.get().link();
    }
    LogTail tail = LogTail.of(file);
    ChainLink link = tail.last().isPresent() ? tail.last().get().link() : before(file);
    if (tail.tornBytes() == 0) {
      return link;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("torn_bytes", tail.tornBytes());
    fields.put("torn_sha256", tail.tornHash());
    AuditEntry repair = repair(entry.at(), entry.session(), fields);
    String line = AuditLine.seal(link, repair);
    put(file, "\n" + line + "\n");
    return AuditLine.linkOf(link, line);
  }

  private static AuditEntry repair(Instant at, String session, Map<String, Object> fields) {
    return new AuditEntry(at, session, 0, AuditEvents.REPAIR, Phase.AT, fields);
  }

  /** The last link of the files before one that holds no whole record. */
  private ChainLink before(Path file) throws IOException {
    ChainLink link = ChainLink.START;
    for (Path each : folder.files()) {
      if (each.equals(file)) {
        return link;
      }
      link = LogTail.of(each).last().map(AuditLine::link).orElse(link);
    }
    return link;
  }

  private String write(Path file, ChainLink last, AuditEntry entry) throws IOException {
    String line = AuditLine.seal(last, entry);
    long size = put(file, line + "\n");
    known = Optional.of(new End(file, size, AuditLine.linkOf(last, line)));
    return line;
  }

  /** What is to be known before an action is on the disk before it. */
  private long put(Path file, String text) throws IOException {
    known = Optional.empty();
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)) {
      writeWhole(channel, bytes);
      return channel.size();
    }
  }

  /** A part that found no room is taken back: nobody has read it, under the lock. */
  private static void writeWhole(FileChannel channel, ByteBuffer bytes) throws IOException {
    long before = channel.size();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      takeBack(channel, before, e);
      throw e;
    }
  }

  private static void takeBack(FileChannel channel, long size, IOException failure) {
    try {
      channel.truncate(size);
    } catch (IOException e) {
      failure.addSuppressed(e); // the part stays, as a torn line
    }
  }
}
