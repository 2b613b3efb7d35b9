package dev.vibe.workspace.change;

import dev.vibe.workspace.WorkspacePath;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Record of what the model has seen of files in this session: for each the digest of the bytes that
 * it last read or wrote. Held by the session, for as long as the session lives. Thread-safe,
 * because reads of one reply run in parallel.
 */
public final class SeenVersions {

  private final Map<WorkspacePath, String> seen = new ConcurrentHashMap<>();

  /** Standing of the bytes of a file against what the model knows of it. */
  public enum Standing {
    NEVER_SEEN,
    CURRENT,
    CHANGED_SINCE
  }

  /** The model has been shown the file, or has written it, with these bytes. */
  public void saw(WorkspacePath path, byte[] bytes) {
    seen.put(path, digest(bytes));
  }

  /** The file is gone, and the model knows. */
  public void forget(WorkspacePath path) {
    seen.remove(path);
  }

  /** Whether the model has seen the file, and was not told that it is gone. */
  public boolean knows(WorkspacePath path) {
    return seen.containsKey(path);
  }

  /** SHA-256 in lower-case hex of what the model last saw. */
  private Optional<String> lastSeen(WorkspacePath path) {
    return Optional.ofNullable(seen.get(path));
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
