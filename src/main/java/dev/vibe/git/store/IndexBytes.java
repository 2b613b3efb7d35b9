package dev.vibe.git.store;

import dev.vibe.text.NameBytes;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Codec of a whole index, byte by byte: what it holds for each path, marks and conflicts included,
 * and the same file with other content at some paths. JGit can set none of the marks. Only SHA-1.
 */
public final class IndexBytes {

  /** An index of some hundred thousand files; a larger one is not kept. */
  private static final long MOST_BYTES = 32L << 20;

  private static final int SIGNATURE = 0x44495243;
  private static final int ID_BYTES = 20;
  private static final int MTIME_AT = 8;
  private static final int MODE_AT = 24;
  private static final int SIZE_AT = 36;
  private static final int LONGEST_NAME = 0xfff;

  private final byte[] bytes;
  private final IndexFile index;
  private final long writtenSeconds;

  private IndexBytes(byte[] bytes, IndexFile index, long writtenSeconds) {
    this.bytes = bytes;
    this.index = index;
    this.writtenSeconds = writtenSeconds;
  }

  /**
   * Reads it; one that is not there is empty.
   *
   * @throws IOException when it cannot be read, is damaged, or too large
   */
  public static IndexBytes read(Path file) throws IOException {
    return Unparsed.read(file).parsed();
  }

  /** Bytes of an index as they were at one moment; what they mean is found out later. */
  public static final class Unparsed {
    private final Path file;
    private final byte[] bytes;
    private final long writtenSeconds;

    private Unparsed(Path file, byte[] bytes, long writtenSeconds) {
      this.file = file;
      this.bytes = bytes;
      this.writtenSeconds = writtenSeconds;
    }

    /**
     * Reads them; of an index that is not there there are none.
     *
     * @throws IOException when they cannot be read, or are too many
     */
    public static Unparsed read(Path file) throws IOException {
      try {
        if (Files.size(file) > MOST_BYTES) {
          throw new IOException("the index is larger than " + (MOST_BYTES >> 20) + " MB: " + file);
        }
        FileTime written = Files.getLastModifiedTime(file);
        return new Unparsed(file, Files.readAllBytes(file), written.to(TimeUnit.SECONDS));
      } catch (NoSuchFileException e) {
        return new Unparsed(file, new byte[0], Long.MAX_VALUE);
      }
    }

    /**
     * What they mean.
     *
     * @throws IOException when the index is damaged
     */
    public IndexBytes parsed() throws IOException {
      IndexFile index =
          writtenSeconds == Long.MAX_VALUE
              ? new IndexFile(List.of(), Set.of())
              : IndexFile.parse(bytes, ID_BYTES, file);
      return new IndexBytes(bytes, index, writtenSeconds);
    }
  }

  /** Whether every entry is in this file, and each is a file: not so if it is split or sparse. */
  public boolean isWhole() {
    return !index.isSplit() && !index.isSparse();
  }

  /** What it holds, by path. */
  public Map<String, IndexSlot> slots() {
    Map<String, IndexSlot> slots = LinkedHashMap.newLinkedHashMap(index.entries().size());
    for (IndexFile.Entry entry : index.entries()) {
      IndexSlot.Stage stage = stage(entry);
      if (entry.stage() == 0) {
        slots.put(entry.path(), new IndexSlot(List.of(stage)));
      } else {
        List<IndexSlot.Stage> stages =
            new ArrayList<>(slots.getOrDefault(entry.path(), IndexSlot.NOTHING).stages());
        stages.add(stage);
        slots.put(entry.path(), new IndexSlot(stages));
      }
    }
    return slots;
  }

  private IndexSlot.Stage stage(IndexFile.Entry entry) {
    TreeEntry content = new TreeEntry(mode(entry.mode()), entry.id());
    return new IndexSlot.Stage(
        entry.stage(), content, entry.intentToAdd() || entry.unwatched() ? marks(entry) : Set.of());
  }

  private static String mode(int mode) {
    return switch (mode) {
      case 0100644 -> "100644";
      case 0100755 -> "100755";
      default -> String.format("%06o", mode);
    };
  }

  private Set<IndexSlot.Mark> marks(IndexFile.Entry entry) {
    EnumSet<IndexSlot.Mark> marks = EnumSet.noneOf(IndexSlot.Mark.class);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int flagsAt = entry.at() + IndexFile.STAT_BYTES + ID_BYTES;
    if ((in.getShort(flagsAt) & IndexFile.ASSUME_VALID) != 0) {
      marks.add(IndexSlot.Mark.ASSUME_UNCHANGED);
    }
    boolean extended = (in.getShort(flagsAt) & IndexFile.EXTENDED) != 0;
    int more = extended ? in.getShort(flagsAt + 2) : 0;
    if ((more & IndexFile.INTENT_TO_ADD) != 0) {
      marks.add(IndexSlot.Mark.INTENT_TO_ADD);
    }
    if ((more & IndexFile.SKIP_WORKTREE) != 0) {
      marks.add(IndexSlot.Mark.SKIP_WORKTREE);
    }
    return marks;
  }

  /** An entry to be written, with what Git knows of the file; zeros make it look at the file. */
  private static final class Written {
    private final byte[] path;
    private final IndexSlot.Stage stage;
    private final byte[] stat;

    Written(byte[] path, IndexSlot.Stage stage, byte[] stat) {
      this.path = path;
      this.stage = stage;
      this.stat = stat;
    }
  }

  /**
   * The file with these in place of what it holds for their paths. Caches of Git's, which it makes
   * anew, are left out.
   */
  public byte[] with(Map<String, IndexSlot> changes) throws IOException {
    List<Written> all = new ArrayList<>();
    for (IndexFile.Entry entry : index.entries()) {
      if (!changes.containsKey(entry.path())) {
        all.add(new Written(name(entry.path()), stage(entry), stat(entry)));
      }
    }
    changes.forEach(
        (path, slot) ->
            slot.stages().forEach(stage -> all.add(new Written(name(path), stage, new byte[40]))));
    all.sort(
        Comparator.<Written, byte[]>comparing(each -> each.path, Arrays::compareUnsigned)
            .thenComparingInt(each -> each.stage.number()));
    boolean extended = all.stream().anyMatch(each -> isExtended(each.stage));
    ByteArrayOutputStream buffer = new ByteArrayOutputStream(bytes.length + 1024);
    DataOutputStream out = new DataOutputStream(buffer);
    out.writeInt(SIGNATURE);
    out.writeInt(extended ? 3 : 2);
    out.writeInt(all.size());
    for (Written each : all) {
      write(out, each);
    }
    out.write(sha1(buffer.toByteArray()));
    return buffer.toByteArray();
  }

  private static byte[] name(String path) {
    return NameBytes.bytes(path);
  }

  /**
   * What Git knows of the file in the work tree. One that was changed in the second in which the
   * index was written may have changed again unseen, which Git knows by the index being no newer
   * than the file; as writing makes it newer, the size becomes 0, for a look at the content.
   */
  private byte[] stat(IndexFile.Entry entry) {
    byte[] stat = Arrays.copyOfRange(bytes, entry.at(), entry.at() + IndexFile.STAT_BYTES);
    ByteBuffer fields = ByteBuffer.wrap(stat);
    if ((fields.getInt(MTIME_AT) & 0xffffffffL) >= writtenSeconds) {
      fields.putInt(SIZE_AT, 0);
    }
    return stat;
  }

  private static boolean isExtended(IndexSlot.Stage stage) {
    return stage.marks().contains(IndexSlot.Mark.INTENT_TO_ADD)
        || stage.marks().contains(IndexSlot.Mark.SKIP_WORKTREE);
  }

  private static void write(DataOutputStream out, Written entry) throws IOException {
    int start = out.size();
    IndexSlot.Stage stage = entry.stage;
    ByteBuffer.wrap(entry.stat).putInt(MODE_AT, Integer.parseInt(stage.entry().mode(), 8));
    out.write(entry.stat);
    out.write(HexFormat.of().parseHex(stage.entry().id()));
    int flags = Math.min(entry.path.length, LONGEST_NAME) | stage.number() << 12;
    flags |= isExtended(stage) ? IndexFile.EXTENDED : 0;
    flags |= stage.marks().contains(IndexSlot.Mark.ASSUME_UNCHANGED) ? IndexFile.ASSUME_VALID : 0;
    out.writeShort(flags);
    if (isExtended(stage)) {
      int more = stage.marks().contains(IndexSlot.Mark.INTENT_TO_ADD) ? IndexFile.INTENT_TO_ADD : 0;
      more |= stage.marks().contains(IndexSlot.Mark.SKIP_WORKTREE) ? IndexFile.SKIP_WORKTREE : 0;
      out.writeShort(more);
    }
    out.write(entry.path);
    int length = out.size() - start;
    out.write(new byte[8 - length % 8]);
  }

  private static byte[] sha1(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
