package dev.vibe.workspace.change;

import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.FileName;
import dev.vibe.file.OwnerOnly;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Journal of what a change set is about to do, a file, so that the next start can finish it or take
 * it back. Its lock, which ends with the process, tells a change set at work from one that was cut
 * off. One line for each file, then {@code ready} once all new content is on the disk; an
 * incomplete last line counts for nothing.
 */
final class ChangeJournal implements AutoCloseable {

  private static final String READY = "ready";
  private static final String NOTHING = "-";
  private static final String SUFFIX = ".journal";

  private final Path file;
  private final FileChannel channel;

  private ChangeJournal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * One file of a change set.
   *
   * @param temp where the new content waits, beside the target; nothing there for a deletion
   * @param before digest of the old content, or {@code -} when there is none
   * @param after digest of the new content, or {@code -} when there is none
   * @param base the folder that the file belongs to, from which no link is followed
   */
  record Entry(Path temp, Path target, String before, String after, Path base) {

    boolean deletes() {
      return after.equals(NOTHING);
    }

    private String line() {
      return "file\t%s\t%s\t%s\t%s\t%s\n"
          .formatted(encode(temp), encode(target), before, after, encode(base));
    }

    private static Optional<Entry> parse(String line) {
      String[] parts = line.split("\t", -1);
      if (parts.length < 5 || !parts[0].equals("file")) {
        return Optional.empty();
      }
      Path target = decode(parts[2]);
      Path base = parts.length > 5 ? decode(parts[5]) : target.getRoot(); // of an earlier version
      return Optional.of(new Entry(decode(parts[1]), target, parts[3], parts[4], base));
    }
  }

  /**
   * A folder that is made for the files of a change set.
   *
   * @param draft the name that it has until it is in its place
   */
  record Draft(Path draft, Path base) {

    private String line() {
      return "folder\t%s\t%s\n".formatted(encode(draft), encode(base));
    }

    private static Optional<Draft> parse(String line) {
      String[] parts = line.split("\t", -1);
      return parts.length == 3 && parts[0].equals("folder")
          ? Optional.of(new Draft(decode(parts[1]), decode(parts[2])))
          : Optional.empty();
    }
  }

  private static String encode(Path path) {
    return URLEncoder.encode(FileName.of(path), StandardCharsets.UTF_8);
  }

  private static Path decode(String path) {
    return FileName.path(URLDecoder.decode(path, StandardCharsets.UTF_8));
  }

  /** What a journal says. */
  record Contents(List<Entry> entries, List<Draft> drafts, boolean ready) {

    /** The folders that its files belong to. */
    List<Path> bases() {
      return Stream.concat(entries.stream().map(Entry::base), drafts.stream().map(Draft::base))
          .distinct()
          .toList();
    }
  }

  /** How the journal writes the content of a file: its digest, or that there is none. */
  static String digest(Content content) {
    return switch (content) {
      case Content.Absent() -> NOTHING;
      case Content.Present present -> SeenVersions.digest(present.bytes());
    };
  }

  /** Begins a journal of its own in a folder, which is made if need be. */
  static ChangeJournal create(Path folder) throws IOException {
    OwnerOnly.folder(folder);
    for (int i = 1; ; i++) {
      Path file = folder.resolve("change-" + i + SUFFIX);
      Optional<ChangeJournal> journal =
          Files.exists(file)
              ? Optional.empty()
              : open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (journal.isPresent()) {
        return journal.get();
      }
    }
  }

  /** The journals in a folder whose writers are gone; to be closed. */
  static List<ChangeJournal> abandoned(Path folder) throws IOException {
    List<ChangeJournal> abandoned = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
          open(file, StandardOpenOption.READ, StandardOpenOption.WRITE).ifPresent(abandoned::add);
        }
      }
    }
    return abandoned;
  }

  /** Empty when it is another's, which may also have removed it before the lock was held. */
  private static Optional<ChangeJournal> open(Path file, StandardOpenOption... options)
      throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, options);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      return Optional.empty();
    }
    if (lock(channel) && Files.exists(file)) {
      return Optional.of(new ChangeJournal(file, channel));
    }
    channel.close();
    return Optional.empty();
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path file() {
    return file;
  }

  static String lines(List<Draft> drafts, List<Entry> entries) {
    StringBuilder out = new StringBuilder();
    drafts.forEach(draft -> out.append(draft.line()));
    entries.forEach(entry -> out.append(entry.line()));
    return out.toString();
  }

  static String ready() {
    return READY + "\n";
  }

  void append(String text, Flush flush) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    if (flush == Flush.AT_ONCE) {
      channel.force(true);
    }
  }

  Contents read() throws IOException {
    String text = Files.readString(file);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    List<Entry> entries = whole.lines().map(Entry::parse).flatMap(Optional::stream).toList();
    List<Draft> drafts = whole.lines().map(Draft::parse).flatMap(Optional::stream).toList();
    return new Contents(entries, drafts, whole.endsWith("\n" + READY + "\n"));
  }

  /** Ends it. One that stays does no harm: there is nothing in it to finish. */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      return;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
