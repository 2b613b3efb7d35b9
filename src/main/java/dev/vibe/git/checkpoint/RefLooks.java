package dev.vibe.git.checkpoint;

import dev.vibe.file.FileName;
import dev.vibe.git.checkpoint.CheckpointRecord.RefChange;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.store.SubmoduleHead;
import dev.vibe.git.store.TreeDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * Reader of what an undo does not give back but has to name: branches, tags, stashes, and the
 * commits of submodules.
 */
final class RefLooks {

  private static final List<String> PREFIXES = List.of("refs/heads/", "refs/tags/");
  private static final String STASH = "refs/stash";

  private RefLooks() {}

  /**
   * What they are now, by name.
   *
   * @param index the tree of what the index holds, which knows of submodules; empty for none
   */
  static Map<String, String> now(Repository repository, GitFolders folders, String index)
      throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String prefix : PREFIXES) {
      for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
        put(found, ref.getName(), ref.getObjectId());
      }
    }
    Ref stash = repository.exactRef(STASH);
    if (stash != null) {
      put(found, STASH, stash.getObjectId());
    }
    if (!index.isEmpty() && Files.exists(folders.worktree().resolve(".gitmodules"))) {
      for (TreeDifference each :
          TreeDifference.between(repository, ObjectId.zeroId(), ObjectId.fromString(index))) {
        if (each.after().isSubmodule()) {
          String path = each.path().substring(2);
          found.put(
              path, SubmoduleHead.of(FileName.in(folders.worktree(), path), each.after().id()));
        }
      }
    }
    return found;
  }

  private static void put(Map<String, String> found, String name, ObjectId id) {
    found.put(name, id == null ? "" : id.name());
  }

  /**
   * What differs.
   *
   * @param branch that HEAD is on, whose moves are told otherwise; empty when it is detached
   */
  static List<RefChange> between(
      Map<String, String> before, Map<String, String> after, String branch) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.remove(branch);
    List<RefChange> changes = new ArrayList<>();
    for (String name : names) {
      RefChange change =
          new RefChange(name, before.getOrDefault(name, ""), after.getOrDefault(name, ""));
      if (!change.before().equals(change.after())) {
        changes.add(change);
      }
    }
    return changes;
  }
}
