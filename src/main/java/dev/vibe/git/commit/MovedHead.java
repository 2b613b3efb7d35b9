package dev.vibe.git.commit;

import dev.vibe.workspace.WorkspacePath;
import java.util.List;

/**
 * Move of HEAD while something went on, with the commits that were made then.
 *
 * @param from full name; empty when there was no commit
 * @param to full name; empty when there is none now
 * @param replaces whether it left the commit that it came from, as an amend does
 * @param made oldest first; none where HEAD only went to what was there
 */
public record MovedHead(String from, String to, boolean replaces, List<Made> made) {
  public MovedHead {
    made = List.copyOf(made);
  }

  /**
   * A commit.
   *
   * @param files what it changed; relative to the working folder
   */
  public record Made(String id, String message, List<WorkspacePath> files) {
    public Made {
      files = List.copyOf(files);
    }

    /** The first line of the message. */
    public String subject() {
      return message.lines().findFirst().orElse("");
    }
  }
}
