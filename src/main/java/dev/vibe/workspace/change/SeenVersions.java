package dev.vibe.workspace.change;

import dev.vibe.workspace.WorkspacePath;
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

/**
 * Record of what the model has seen of files in this session: for each the digest of the bytes that
 * it last read or wrote, and which lines of them. Held by the session, for as long as the session
 * lives. Thread-safe, because reads of one reply run in parallel.
 */
public final class SeenVersions {

  private final Map<WorkspacePath, Sight> seen = new ConcurrentHashMap<>();

  /**
   * Sight of a file.
   *
   * @param digest of all its bytes
   * @param lines that were shown, from 1; those of a whole file have no end
   */
  private record Sight(String digest, List<LineRange> lines) {

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
    Sight now = new Sight(digest(bytes), List.of(lines));
    seen.merge(
        path,
        now,
        (before, next) -> {
          if (!before.digest().equals(next.digest())) {
            return next;
          }
          List<LineRange> all = new ArrayList<>(before.lines());
          all.addAll(next.lines());
          return new Sight(next.digest(), List.copyOf(all));
        });
  }

  /** The model has changed places of the file, which holds these bytes now. */
  public void changed(WorkspacePath path, byte[] bytes) {
    Sight before = seen.get(path);
    seen.put(path, new Sight(digest(bytes), before == null ? List.of() : before.lines()));
  }

  /** Whether all lines of a file were shown, or written, as it was last seen. */
  boolean isWhole(WorkspacePath path, int lines) {
    Sight sight = seen.get(path);
    return sight != null && sight.isWhole(lines);
  }

  /** The file is gone, and the model knows. */
  public void forget(WorkspacePath path) {
    seen.remove(path);
  }

  /** Whether the model has seen the file, and was not told that it is gone. */
  public boolean knows(WorkspacePath path) {
    return seen.containsKey(path);
  }

  /** Files that the model has seen, as far as it was not told that they are gone. */
  public Set<WorkspacePath> known() {
    return Set.copyOf(seen.keySet());
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
