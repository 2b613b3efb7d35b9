package dev.vibe.git.store;

import dev.vibe.text.NameBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Content of the index as far as it is needed to see what changed on disk, read without JGit: that
 * one cannot read every index, and loading it costs more than this. Format versions 2 to 4, either
 * object format.
 *
 * @param entries sorted by path, conflicts included
 * @param extensions four-letter signatures
 */
public record IndexFile(List<Entry> entries, Set<String> extensions) {

  /** A million files; the memory of a start holds no more. */
  static final long MOST_BYTES = 100L << 20;

  static final int STAT_BYTES = 40;
  static final int EXTENDED = 0x4000;
  static final int INTENT_TO_ADD = 0x2000;
  static final int SKIP_WORKTREE = 0x4000;
  static final int ASSUME_VALID = 0x8000;

  public IndexFile {
    entries = List.copyOf(entries);
    extensions = Set.copyOf(extensions);
  }

  /**
   * One file as it was last staged.
   *
   * @param mode as in a tree, e.g. 0100644
   * @param stage 0, or 1 to 3 in a conflict
   * @param intentToAdd announced by {@code git add -N}; no content yet
   * @param unwatched Git was told not to look at the file in the work tree
   * @param at where it begins in the file
   */
  public record Entry(
      String path,
      int mode,
      int stage,
      Stat stat,
      String id,
      boolean intentToAdd,
      boolean unwatched,
      int at) {}

  /**
   * The work tree file when it was staged; all 0 when that is not known.
   *
   * @param mtimeNanos since the epoch
   * @param size its low 32 bits
   */
  record Stat(long mtimeNanos, long size) {}

  public boolean isSplit() {
    return extensions.contains("link");
  }

  public boolean isSparse() {
    return extensions.contains("sdir");
  }

  /** One that changes what the entries mean, as Git marks by a small letter. */
  Optional<String> unknownExtension() {
    return extensions.stream()
        .filter(name -> name.charAt(0) < 'A' || name.charAt(0) > 'Z')
        .filter(name -> !name.equals("link") && !name.equals("sdir"))
        .findFirst();
  }

  /**
   * Reads an index; one that is not there is empty.
   *
   * @param idBytes 20, or 32 in a SHA-256 repository
   * @throws IOException when it cannot be read or is damaged
   */
  public static IndexFile read(Path file, int idBytes) throws IOException {
    byte[] bytes;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("the index is larger than " + (MOST_BYTES >> 20) + " MB: " + file);
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new IndexFile(List.of(), Set.of());
    }
    return parse(bytes, idBytes, file);
  }

  static IndexFile parse(byte[] bytes, int idBytes, Path file) throws IOException {
    try {
      return new Reader(bytes, idBytes).read();
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException("the index is damaged: " + file, e);
    }
  }

  private static final class Reader {
    private final byte[] bytes;
    private final ByteBuffer in;
    private final int idBytes;
    private int version;
    private byte[] previousPath = new byte[0];
    private int at;

    Reader(byte[] bytes, int idBytes) {
      this.bytes = bytes;
      this.in = ByteBuffer.wrap(bytes);
      this.idBytes = idBytes;
    }

    IndexFile read() {
      version = in.getInt(4);
      int count = in.getInt(8);
      boolean known = in.getInt(0) == 0x44495243 && version >= 2 && version <= 4;
      if (!known || count < 0 || count > bytes.length) {
        throw new IllegalArgumentException("not an index");
      }
      at = 12;
      List<Entry> entries = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        entries.add(entry());
      }
      return new IndexFile(entries, extensions());
    }

    private Entry entry() {
      int start = at;
      long mtime = (in.getInt(start + 8) & 0xffffffffL) * 1_000_000_000L + in.getInt(start + 12);
      int mode = in.getInt(start + 24);
      long size = in.getInt(start + 36) & 0xffffffffL;
      String id = HexFormat.of().formatHex(bytes, start + STAT_BYTES, start + STAT_BYTES + idBytes);
      int flags = in.getShort(start + STAT_BYTES + idBytes);
      at = start + STAT_BYTES + idBytes + 2;
      int moreFlags = 0;
      if ((flags & EXTENDED) != 0) {
        moreFlags = in.getShort(at);
        at += 2;
      }
      String path = version == 4 ? compressedPath() : paddedPath(start);
      int stage = (flags >> 12) & 3;
      boolean intent = (moreFlags & INTENT_TO_ADD) != 0;
      boolean unwatched = (flags & ASSUME_VALID) != 0 || (moreFlags & SKIP_WORKTREE) != 0;
      return new Entry(path, mode, stage, new Stat(mtime, size), id, intent, unwatched, start);
    }

    private String paddedPath(int start) {
      int end = zeroFrom(at);
      String path = NameBytes.decoded(bytes, at, end);
      at = start + ((end - start + 8) & ~7);
      return path;
    }

    /** Version 4: how many bytes of the path before to drop, then what follows instead. */
    private String compressedPath() {
      int b = bytes[at++] & 0xff;
      int drop = b & 0x7f;
      while ((b & 0x80) != 0) {
        b = bytes[at++] & 0xff;
        drop = ((drop + 1) << 7) + (b & 0x7f);
      }
      int end = zeroFrom(at);
      int kept = previousPath.length - drop;
      byte[] path = new byte[kept + end - at];
      System.arraycopy(previousPath, 0, path, 0, kept);
      System.arraycopy(bytes, at, path, kept, end - at);
      previousPath = path;
      at = end + 1;
      return NameBytes.decoded(path);
    }

    private int zeroFrom(int from) {
      int end = from;
      while (bytes[end] != 0) {
        end++;
      }
      return end;
    }

    private Set<String> extensions() {
      Set<String> found = new HashSet<>();
      while (at + 8 <= bytes.length - idBytes) {
        found.add(new String(bytes, at, 4, StandardCharsets.ISO_8859_1));
        int length = in.getInt(at + 4);
        if (length < 0 || length > bytes.length) {
          throw new IllegalArgumentException("extension of " + length + " bytes");
        }
        at += 8 + length;
      }
      return found;
    }
  }
}
