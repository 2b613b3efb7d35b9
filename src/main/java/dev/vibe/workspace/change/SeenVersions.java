package dev.vibe.workspace.change;

import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.Content;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Record of what the model has seen of files in this session: for each the digest of the bytes that
 * it last read or wrote, and which lines of them. Held by the session, for as long as the session
 * lives. Thread-safe, because reads of one reply run in parallel.
 */
public final class SeenVersions {

  /** Of larger files only the digest is kept. */
  private static final int LARGEST_KEPT = 1 << 20;

  private static final int MOST_KEPT = 32 << 20;

  private final Map<WorkspacePath, Sight> seen = new ConcurrentHashMap<>();
  private final AtomicLong kept = new AtomicLong();

  /**
   * Sight of a file.
   *
   * @param digest of all its bytes
   * @param lines that were shown, from 1; those of a whole file have no end
   * @param content all its bytes, while there is room for them
   */
  private record Sight(String digest, List<LineRange> lines, Optional<Content.Present> content) {

    int size() {
      return content.map(bytes -> bytes.bytes().length).orElse(0);
    }

    boolean isWhole(int count) {
      int next = 1;
      for (LineRange range : lines.stream().sorted(LineRange.BY_FIRST).toList()) {
        if (range.first() > next) {
          return false;
        }
        next = Math.max(next, Math.min(range.last(), count) + 1);
      }
      return next > count;
    }
  }

  /** Lines of a file, from 1, both ends included. */
  public record LineRange(int first, int last) {

    /** Of a file of any length. */
    public static final LineRange ALL = new LineRange(1, Integer.MAX_VALUE);

    private static final Comparator<LineRange> BY_FIRST = Comparator.comparingInt(LineRange::first);
  }

  /** Standing of the bytes of a file against what the model knows of it. */
  public enum Standing {
    NEVER_SEEN,
    CURRENT,
    CHANGED_SINCE
  }

  /** The model has been shown the whole file, or has written it, with these bytes. */
  public void saw(WorkspacePath path, byte[] bytes) {
    saw(path, bytes, LineRange.ALL);
  }

  /** The model has been shown these lines of a file that holds these bytes. */
  public void saw(WorkspacePath path, byte[] bytes, LineRange lines) {
    String digest = digest(bytes);
    seen.compute(
        path,
        (same, before) -> {
          if (before == null || !before.digest().equals(digest)) {
            return sight(before, digest, List.of(lines), bytes);
          }
          List<LineRange> all = new ArrayList<>(before.lines());
          all.add(lines);
          return new Sight(digest, List.copyOf(all), before.content());
        });
  }

  private Sight sight(@Nullable Sight before, String digest, List<LineRange> lines, byte[] bytes) {
    kept.addAndGet(before == null ? 0 : -before.size());
    boolean hasRoom = bytes.length <= LARGEST_KEPT && kept.get() + bytes.length <= MOST_KEPT;
    kept.addAndGet(hasRoom ? bytes.length : 0);
    return new Sight(
        digest, lines, hasRoom ? Optional.of(new Content.Present(bytes)) : Optional.empty());
  }

  /** The model has changed places of the file, which holds these bytes now. */
  public void changed(WorkspacePath path, byte[] bytes) {
    seen.compute(
        path,
        (same, before) ->
            sight(before, digest(bytes), before == null ? List.of() : before.lines(), bytes));
  }

  /** Whether all lines of a file were shown, or written, as it was last seen. */
  boolean isWhole(WorkspacePath path, int lines) {
    Sight sight = seen.get(path);
    return sight != null && sight.isWhole(lines);
  }

  /** The file is gone, and the model knows. */
  public void forget(WorkspacePath path) {
    Sight before = seen.remove(path);
    kept.addAndGet(before == null ? 0 : -before.size());
  }

  /** Whether the model has seen the file, and was not told that it is gone. */
  public boolean knows(WorkspacePath path) {
    return seen.containsKey(path);
  }

  /** Files that the model has seen, as far as it was not told that they are gone. */
  public Set<WorkspacePath> known() {
    return Set.copyOf(seen.keySet());
  }

  /** All that the file held when the model last saw it; empty where that was not kept. */
  public Optional<Content.Present> content(WorkspacePath path) {
    return Optional.ofNullable(seen.get(path)).flatMap(Sight::content);
  }

  /** SHA-256 in lower-case hex of what the model last saw. */
  private Optional<String> lastSeen(WorkspacePath path) {
    return Optional.ofNullable(seen.get(path)).map(Sight::digest);
  }

  /** Compares what a file holds now. */
  Standing standing(WorkspacePath path, byte[] now) {
    return lastSeen(path)
        .map(digest -> digest.equals(digest(now)) ? Standing.CURRENT : Standing.CHANGED_SINCE)
        .orElse(Standing.NEVER_SEEN);
  }

  /** SHA-256 in lower-case hex. */
  public static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
