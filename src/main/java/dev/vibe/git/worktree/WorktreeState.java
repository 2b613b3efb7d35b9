package dev.vibe.git.worktree;

import dev.vibe.text.Figures;
import java.util.ArrayList;
import java.util.List;

/**
 * State of a managed worktree.
 *
 * @param changed files that differ from its last commit, new ones too; ignored ones do not count
 * @param ahead commits that are in no branch but those of worktrees, in no tag and on no remote
 */
public record WorktreeState(ManagedWorktree worktree, Use use, int changed, int ahead) {

  /** Use that is made of it. */
  public enum Use {
    /** A run works in it. */
    IN_USE("in use"),
    FREE("free"),
    /** The run that worked in it did not come to its end. */
    CUT_OFF("cut off"),
    /** It was not made to its end, or its folder is gone. */
    BROKEN("broken");

    private final String label;

    Use(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** Whether removing it loses nothing. */
  public boolean isEmpty() {
    return changed == 0 && ahead == 0;
  }

  /** In words, what only it holds; "nothing of its own" when that is nothing. */
  public String holds() {
    List<String> parts = new ArrayList<>();
    if (changed > 0) {
      parts.add(Figures.count(changed, "changed file"));
    }
    if (ahead > 0) {
      parts.add(Figures.count(ahead, "unpushed commit"));
    }
    return parts.isEmpty() ? "nothing of its own" : String.join(", ", parts);
  }
}
