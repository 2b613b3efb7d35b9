package dev.vibe.task.batch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Task of a batch, a line of its file.
 *
 * @param folder to work in, relative to that of the batch; empty for that one
 * @param base the commit that its worktree begins with; empty for the one that is checked out
 * @param verify the command that must pass; empty for that of the configuration
 * @param model empty for the usual one
 */
public record BatchTask(
    String id, String prompt, String folder, String base, String verify, String model) {

  /** Tells it from what stood in the file under the same id before. */
  public String digest() {
    return digest(String.join("\0", List.of(id, prompt, folder, base, verify, model)));
  }

  /**
   * Name of its worktree, the same each time.
   *
   * @param batch tells it from tasks of that id in other batches
   */
  public String worktree(String batch) {
    String plain = id.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
    String start = plain.substring(0, Math.min(plain.length(), 48));
    return "t-" + start + "-" + digest(batch + "\0" + id).substring(0, 8);
  }

  /** Name of the folder with all of its run. */
  public String record() {
    return worktree("").substring(2);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
