package dev.vibe.approval;

import dev.vibe.file.FileName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Pin of what a folder brings along, taken when a person looked at it: names relative to the top of
 * the project, sizes, digests, and the texts, so that a later change can be shown. Immutable.
 */
public record FolderPin(Map<String, Entry> entries) {

  /** Of a longer file the beginning is read; nothing that counts is longer. */
  static final int MOST_BYTES = 1 << 20;

  /** Of a longer text nothing is kept. */
  private static final int MOST_TEXT = 64 << 10;

  /** Kind of what lies at a name. */
  public enum Kind {
    FILE,
    /** A link, which never counts; its size is 0. */
    LINK,
    /** A pipe, a socket, a device, or what cannot be read: it never counts. */
    OTHER
  }

  /**
   * What lies at one name.
   *
   * @param size in bytes
   * @param digest of a file or of where a link leads; empty for anything else
   * @param text where a link leads; of a file its text, empty where it is long or not UTF-8
   */
  public record Entry(Kind kind, long size, String digest, Optional<String> text) {

    boolean isSameAs(Entry other) {
      return kind == other.kind && size == other.size && digest.equals(other.digest);
    }

    /** Looks at a path itself; never blocks on a pipe. */
    static Entry at(Path path) {
      try {
        BasicFileAttributes found =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (found.isSymbolicLink()) {
          String to = FileName.of(Files.readSymbolicLink(path));
          return new Entry(Kind.LINK, 0, sha256(to.getBytes(StandardCharsets.UTF_8)), text(to));
        }
        if (found.isRegularFile()) {
          try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MOST_BYTES);
            return new Entry(Kind.FILE, found.size(), sha256(bytes), text(bytes));
          }
        }
      } catch (IOException e) {
        return other();
      }
      return other();
    }

    private static Entry other() {
      return new Entry(Kind.OTHER, 0, "", Optional.empty());
    }

    private static Optional<String> text(String text) {
      return Optional.of(text);
    }

    private static Optional<String> text(byte[] bytes) {
      if (bytes.length > MOST_TEXT) {
        return Optional.empty();
      }
      try {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        return Optional.of(text.toString());
      } catch (CharacterCodingException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * Difference at one name.
   *
   * @param before empty for what is new
   * @param now empty for what is gone
   */
  public record Change(String name, Optional<Entry> before, Optional<Entry> now) {}

  public FolderPin {
    entries = Collections.unmodifiableMap(new TreeMap<>(entries));
  }

  /** Digest of all of it, in which texts play no part but by their own. */
  public String digest() {
    StringBuilder lines = new StringBuilder();
    entries.forEach(
        (name, entry) ->
            lines
                .append(name.length())
                .append(' ')
                .append(name)
                .append(' ')
                .append(entry.kind)
                .append(' ')
                .append(entry.size)
                .append(' ')
                .append(entry.digest)
                .append('\n'));
    return sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Where another pin differs, by name. */
  public List<Change> changesTo(FolderPin now) {
    TreeSet<String> names = new TreeSet<>(entries.keySet());
    names.addAll(now.entries.keySet());
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      Optional<Entry> old = Optional.ofNullable(entries.get(name));
      Optional<Entry> other = Optional.ofNullable(now.entries.get(name));
      if (old.isEmpty() || other.isEmpty() || !old.get().isSameAs(other.get())) {
        changes.add(new Change(name, old, other));
      }
    }
    return changes;
  }

  /** As JSON holds it. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new TreeMap<>();
    entries.forEach(
        (name, entry) -> {
          Map<String, Object> one = new TreeMap<>();
          one.put("kind", entry.kind.name());
          one.put("size", entry.size);
          one.put("digest", entry.digest);
          entry.text.ifPresent(text -> one.put("text", text));
          fields.put(name, one);
        });
    return fields;
  }

  /** Out of {@link #fields}; empty when that is nothing that this class wrote. */
  static Optional<FolderPin> of(Map<String, Object> fields) {
    Map<String, Entry> entries = new TreeMap<>();
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      if (!(field.getValue() instanceof Map<?, ?> one)
          || !(one.get("size") instanceof Number size)
          || !(one.get("digest") instanceof String digest)) {
        return Optional.empty();
      }
      Optional<String> text =
          one.get("text") instanceof String kept ? Optional.of(kept) : Optional.empty();
      Optional<Kind> kind =
          List.of(Kind.values()).stream()
              .filter(each -> each.name().equals(one.get("kind")))
              .findFirst();
      if (kind.isEmpty()) {
        return Optional.empty();
      }
      entries.put(field.getKey(), new Entry(kind.get(), size.longValue(), digest, text));
    }
    return Optional.of(new FolderPin(entries));
  }

  /** Whether the texts are those of the digests. */
  boolean isGenuine() {
    return entries.values().stream()
        .allMatch(
            entry ->
                entry
                    .text
                    .map(text -> sha256(text.getBytes(StandardCharsets.UTF_8)))
                    .filter(digest -> !digest.equals(entry.digest))
                    .isEmpty());
  }

  private static String sha256(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Objects.requireNonNull(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
