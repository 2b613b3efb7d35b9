package dev.vibe.git.commit;

import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.store.CommitHistory.Told;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.text.SecretScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finder of the secrets that commits added which vibe did not make. Blocks on disk. */
public final class CommittedSecrets {

  private CommittedSecrets() {}

  /** Those of each commit in turn; a merge only brings what other commits have. */
  public static List<FoundSecret> in(GitStore store, List<MovedHead.Made> commits, SecretScan scan)
      throws IOException {
    List<FoundSecret> found = new ArrayList<>();
    for (MovedHead.Made each : commits) {
      Told commit = store.history().commit(each.id());
      if (commit.parents().size() <= 1) {
        String parent = commit.parents().isEmpty() ? "" : commit.parents().getFirst();
        Map<String, TreeEntry> before = store.committed(new Head("", parent), commit.files());
        Map<String, TreeEntry> after = store.committed(new Head("", commit.id()), commit.files());
        AddedSecrets added = new AddedSecrets();
        for (String file : commit.files()) {
          added.add(file, state(store, before, file), state(store, after, file));
        }
        found.addAll(added.find(commit.message(), scan));
      }
    }
    return found;
  }

  static FileState state(GitStore store, Map<String, TreeEntry> entries, String file)
      throws IOException {
    TreeEntry entry = entries.getOrDefault(file, TreeEntry.ABSENT);
    for (FileKind kind : FileKind.values()) {
      if (kind.mode().equals(entry.mode())) {
        return FileState.Held.of(kind, store.blob(entry.id()));
      }
    }
    return new FileState.Absent(); // nothing, a folder or a submodule
  }

  /** What is told of them. */
  public static String named(List<FoundSecret> found) {
    return CommitProblems.named(found);
  }
}
