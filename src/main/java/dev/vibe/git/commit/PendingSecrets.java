package dev.vibe.git.commit;

import dev.vibe.git.file.FileState;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.problem.Problem;
import dev.vibe.text.SecretScan;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Finder of the secrets that a commit would add which somebody else makes. Blocks on disk. */
public final class PendingSecrets {

  private PendingSecrets() {}

  /**
   * What speaks against the commit; empty when nothing does.
   *
   * @param files that it would hold, by path in the repository, as they would be
   * @param command that makes it, whose words may end up in it
   */
  public static List<FoundSecret> in(
      GitStore store, Map<String, FileState> files, String command, SecretScan scan)
      throws IOException {
    Map<String, TreeEntry> committed = store.committed(store.head(), files.keySet());
    AddedSecrets added = new AddedSecrets();
    for (Map.Entry<String, FileState> file : files.entrySet()) {
      added.add(
          file.getKey(), CommittedSecrets.state(store, committed, file.getKey()), file.getValue());
    }
    return added.find(command, scan);
  }

  /** What is said of them. */
  public static Problem problem(List<FoundSecret> found) {
    return CommitProblems.secrets(found);
  }
}
