package dev.vibe.context.map;

import dev.vibe.context.map.MappedFile.Stamp;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.BoundedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Store of what is known of a repository's files between two sessions: one file for its owner
 * alone. One that cannot be read, of another version, or of another finder of definitions counts as
 * none.
 */
final class MapStore {

  private static final Logger LOG = LoggerFactory.getLogger(MapStore.class);

  private static final int VERSION = 0x76_6d_61_01;
  private static final int MOST_BYTES = 128 << 20;

  /** With the sum of the rest in front of it, a file that was cut or changed is known. */
  private static final int HEAD = 3 * Integer.BYTES + Long.BYTES;

  private final Path file;
  private final int finder;

  /**
   * Looks at nothing yet.
   *
   * @param finder which found the definitions
   */
  MapStore(Path file, String finder) {
    this.file = file;
    this.finder = finder.hashCode();
  }

  /**
   * Contents of the store.
   *
   * @param at when it was written, in milliseconds
   */
  record Kept(long at, List<MappedFile> files) {
    static final Kept NOTHING = new Kept(0, List.of());

    Kept {
      files = List.copyOf(files);
    }
  }

  /** Blocks on disk; never throws. */
  Kept read() {
    try {
      byte[] bytes = BoundedFile.bytes(file, MOST_BYTES);
      ByteBuffer in = ByteBuffer.wrap(bytes);
      if (in.remaining() < HEAD || in.getInt() != VERSION || in.getInt() != finder) {
        return Kept.NOTHING;
      }
      long at = in.getLong();
      int sum = in.getInt();
      if (sum != sum(bytes)) {
        LOG.debug("{} is damaged", file);
        return Kept.NOTHING;
      }
      List<MappedFile> files = new ArrayList<>();
      while (in.hasRemaining()) {
        files.add(entry(in));
      }
      return new Kept(at, files);
    } catch (NoSuchFileException e) {
      return Kept.NOTHING;
    } catch (IOException | BufferUnderflowException e) {
      LOG.debug("cannot read {}", file, e);
      return Kept.NOTHING;
    }
  }

  /** Blocks on disk; never throws. */
  void write(Kept kept) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(new byte[HEAD]);
      for (MappedFile each : kept.files()) {
        out.write(bytes(each));
      }
      byte[] bytes = out.toByteArray();
      ByteBuffer.wrap(bytes).putInt(VERSION).putInt(finder).putLong(kept.at()).putInt(sum(bytes));
      if (bytes.length <= MOST_BYTES) {
        AtomicFile.write(file, bytes, AtomicFile.Rights.OWNER_ONLY, AtomicFile.Flush.SOMETIME);
      }
    } catch (IOException e) {
      LOG.debug("cannot write {}", file, e);
    }
  }

  private static int sum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, HEAD, bytes.length - HEAD);
    return (int) sum.getValue();
  }

  private static byte[] bytes(MappedFile file) {
    byte[] path = utf8(file.path());
    byte[] hash = utf8(file.stamp().hash());
    byte[] definitions = utf8(String.join("\n", file.facts().definitions()));
    int[] names = file.facts().names();
    int[] words = file.facts().words();
    ByteBuffer out =
        ByteBuffer.allocate(
            5 * Integer.BYTES
                + 2 * Long.BYTES
                + path.length
                + hash.length
                + definitions.length
                + (names.length + words.length) * Integer.BYTES
                + words.length);
    out.putInt(path.length).put(path);
    out.putLong(file.stamp().size()).putLong(file.stamp().modified());
    out.putInt(hash.length).put(hash);
    out.putInt(definitions.length).put(definitions);
    put(out, names);
    put(out, words);
    return out.put(file.facts().counts()).array();
  }

  private static MappedFile entry(ByteBuffer in) {
    String path = text(in);
    long size = in.getLong();
    long modified = in.getLong();
    String hash = text(in);
    String definitions = text(in);
    int[] names = numbers(in);
    int[] words = numbers(in);
    byte[] counts = new byte[words.length];
    in.get(counts);
    FileFacts facts =
        new FileFacts(
            names,
            words,
            counts,
            definitions.isEmpty() ? List.of() : List.of(definitions.split("\n", -1)));
    return new MappedFile(path, new Stamp(size, modified, hash), facts);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ByteBuffer out, int[] numbers) {
    out.putInt(numbers.length);
    out.asIntBuffer().put(numbers);
    out.position(out.position() + numbers.length * Integer.BYTES);
  }

  private static String text(ByteBuffer in) {
    int length = length(in, 1);
    byte[] text = new byte[length];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static int[] numbers(ByteBuffer in) {
    int[] numbers = new int[length(in, Integer.BYTES)];
    in.asIntBuffer().get(numbers);
    in.position(in.position() + numbers.length * Integer.BYTES);
    return numbers;
  }

  private static int length(ByteBuffer in, int each) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining() / each) {
      throw new BufferUnderflowException();
    }
    return length;
  }
}
