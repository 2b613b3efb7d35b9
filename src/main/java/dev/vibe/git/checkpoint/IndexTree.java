package dev.vibe.git.checkpoint;

import dev.vibe.git.file.FileKind;
import dev.vibe.git.store.IndexSlot;
import dev.vibe.git.store.IndexSlot.Mark;
import dev.vibe.git.store.IndexSlot.Stage;
import dev.vibe.git.store.TreeDifference;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.git.store.TreePath;
import dev.vibe.text.NameBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Converter of what an index holds into a tree and back: a folder for each stage, {@code 0} for
 * what is usual, so that a clean index costs nothing but a name for HEAD's own tree, and a list of
 * marks. What the tree names, Git's housekeeping keeps.
 */
public final class IndexTree {

  private static final String MARKS = "marks";
  private static final int STAGES = 4;

  private IndexTree() {}

  /** What a tree of these has, by path. */
  static Map<String, TreeEntry> files(Map<String, IndexSlot> slots, CheckpointFiles.Sink store)
      throws IOException {
    Map<String, TreeEntry> files = HashMap.newHashMap(slots.size() + 1);
    StringBuilder marks = new StringBuilder();
    for (Map.Entry<String, IndexSlot> slot : slots.entrySet()) {
      for (Stage stage : slot.getValue().stages()) {
        files.put(stage.number() + "/" + slot.getKey(), stage.entry());
        if (!stage.marks().isEmpty()) {
          stage.marks().stream().sorted().forEach(mark -> marks.append(mark.letter()));
          marks.append(' ').append(slot.getKey()).append('\0');
        }
      }
    }
    if (!marks.isEmpty()) {
      byte[] text = NameBytes.bytes(marks.toString());
      files.put(
          MARKS,
          new TreeEntry(FileKind.REGULAR.mode(), store.add(Constants.OBJ_BLOB, text).name()));
    }
    return files;
  }

  /** Change of what the index holds for a path. */
  public record SlotDifference(String path, IndexSlot before, IndexSlot after) {}

  /** Where two such trees differ, by path. */
  static List<SlotDifference> differences(Repository repository, String before, String after)
      throws IOException {
    if (before.equals(after)) {
      return List.of();
    }
    Map<String, Set<Mark>> was = marks(repository, before);
    Map<String, Set<Mark>> became = marks(repository, after);
    Set<String> paths = new TreeSet<>();
    for (TreeDifference each :
        TreeDifference.between(
            repository, ObjectId.fromString(before), ObjectId.fromString(after))) {
      if (!each.path().equals(MARKS)) {
        paths.add(each.path().substring(2));
      }
    }
    was.forEach((path, marks) -> addUnlessEqual(paths, path, marks, became));
    became.forEach((path, marks) -> addUnlessEqual(paths, path, marks, was));
    List<SlotDifference> differences = new ArrayList<>();
    try (ObjectReader reader = repository.newObjectReader()) {
      for (String path : paths) {
        differences.add(
            new SlotDifference(
                path,
                slot(reader, before, path, was.getOrDefault(path, Set.of())),
                slot(reader, after, path, became.getOrDefault(path, Set.of()))));
      }
    }
    return differences;
  }

  private static void addUnlessEqual(
      Set<String> paths, String path, Set<Mark> marks, Map<String, Set<Mark>> others) {
    if (!marks.equals(others.getOrDefault(path, Set.of()))) {
      paths.add(path);
    }
  }

  private static IndexSlot slot(ObjectReader reader, String tree, String path, Set<Mark> marks)
      throws IOException {
    List<Stage> stages = new ArrayList<>();
    for (int stage = 0; stage < STAGES; stage++) {
      int number = stage;
      TreePath.find(reader, stage + "/" + path, ObjectId.fromString(tree))
          .filter(entry -> !entry.isFolder())
          .ifPresent(entry -> stages.add(new Stage(number, entry, marks)));
    }
    return new IndexSlot(stages);
  }

  private static Map<String, Set<Mark>> marks(Repository repository, String tree)
      throws IOException {
    Map<String, Set<Mark>> found = new TreeMap<>();
    try (ObjectReader reader = repository.newObjectReader();
        TreeWalk walk = TreeWalk.forPath(reader, MARKS, ObjectId.fromString(tree))) {
      if (walk == null) {
        return found;
      }
      byte[] text = reader.open(walk.getObjectId(0), Constants.OBJ_BLOB).getCachedBytes();
      for (String line : NameBytes.decoded(text).split("\0", -1)) {
        int blank = line.indexOf(' ');
        if (blank > 0) {
          found.put(line.substring(blank + 1), Mark.of(line.substring(0, blank)));
        }
      }
    }
    return found;
  }
}
