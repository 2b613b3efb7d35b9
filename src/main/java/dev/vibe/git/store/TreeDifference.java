package dev.vibe.git.store;

import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.text.NameBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Difference of two trees at one path; an absent file has mode 000000. */
public record TreeDifference(String path, TreeEntry before, TreeEntry after) {

  /** Between two trees; the zero name stands for an empty one. */
  public static List<TreeDifference> between(Repository repository, ObjectId before, ObjectId after)
      throws IOException {
    List<TreeDifference> found = new ArrayList<>();
    try (TreeWalk walk = new TreeWalk(repository)) {
      for (ObjectId tree : List.of(before, after)) {
        if (tree.equals(ObjectId.zeroId())) {
          walk.addTree(new EmptyTreeIterator());
        } else {
          walk.addTree(tree);
        }
      }
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      while (walk.next()) {
        found.add(
            new TreeDifference(NameBytes.decoded(walk.getRawPath()), side(walk, 0), side(walk, 1)));
      }
    }
    return found;
  }

  private static TreeEntry side(TreeWalk walk, int side) {
    String mode = String.format("%06o", walk.getRawMode(side));
    return new TreeEntry(mode, walk.getObjectId(side).name());
  }

  public static FileState state(Repository repository, TreeEntry entry) throws IOException {
    for (FileKind kind : FileKind.values()) {
      if (kind.mode().equals(entry.mode())) {
        ObjectId id = ObjectId.fromString(entry.id());
        byte[] bytes = repository.open(id, Constants.OBJ_BLOB).getCachedBytes(1 << 30);
        return FileState.Held.of(kind, bytes);
      }
    }
    return entry.equals(TreeEntry.ABSENT)
        ? new FileState.Absent()
        : new FileState.Unkept(FileKind.REGULAR, -1);
  }
}
