package dev.vibe.git;

import java.util.List;

/**
 * A commit that is wanted.
 *
 * @param message taken as it is but for blank lines around it; nothing is added
 * @param files files or folders that the commit is limited to, relative to the workspace root;
 *     empty for all that the run changed
 */
public record CommitRequest(String message, List<String> files, CommitNote note) {
  public CommitRequest {
    message = message.replace("\r\n", "\n").replace("\0", "").strip();
    files = List.copyOf(files);
  }

  /** The first line. */
  public String subject() {
    return message.lines().findFirst().orElse("");
  }
}
