package dev.vibe.git.checkpoint;

import dev.vibe.git.store.TreeEntry;
import dev.vibe.text.NameBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.util.Paths;

/**
 * Tree of the files of a checkpoint. To be treated as a value: a change makes another one, which
 * shares every folder that stayed the same, and with it the tree that was already added to the
 * store. So the work for a checkpoint grows with what changed. Owned by one thread.
 */
public final class CheckpointFiles {

  private final Folder top;
  private final int size;

  private CheckpointFiles(Folder top, int size) {
    this.top = top;
    this.size = size;
  }

  /** No files yet, for one store. */
  static CheckpointFiles none() {
    return new CheckpointFiles(new Folder(Map.of()), 0);
  }

  /** Port that takes what is to be kept. */
  @FunctionalInterface
  public interface Sink {
    /** Adds what is not there yet; gives its name. */
    ObjectId add(int type, byte[] bytes) throws IOException;
  }

  private sealed interface Node permits File, Folder {}

  private record File(TreeEntry entry) implements Node {}

  private static final class Folder implements Node {
    private final Map<String, Node> children;

    /** The tree in Git, once it was added; empty until then. */
    private String tree = "";

    Folder(Map<String, Node> children) {
      this.children = children;
    }
  }

  /** Exactly these, by path. */
  CheckpointFiles exactly(Map<String, TreeEntry> files) {
    Map<String, TreeEntry> changes = new HashMap<>();
    int found = 0;
    for (Map.Entry<String, TreeEntry> file : files.entrySet()) {
      TreeEntry entry = entry(file.getKey());
      found += entry.equals(TreeEntry.ABSENT) ? 0 : 1;
      if (!entry.equals(file.getValue())) {
        changes.put(file.getKey(), file.getValue());
      }
    }
    if (found < size) {
      addMissing(top, "", files, changes);
    }
    return exceptFor(changes);
  }

  private static void addMissing(
      Folder folder, String prefix, Map<String, TreeEntry> files, Map<String, TreeEntry> changes) {
    for (Map.Entry<String, Node> child : folder.children.entrySet()) {
      String path = prefix + child.getKey();
      switch (child.getValue()) {
        case Folder below -> addMissing(below, path + "/", files, changes);
        case File file -> {
          if (!files.containsKey(path)) {
            changes.put(path, TreeEntry.ABSENT);
          }
        }
      }
    }
  }

  private TreeEntry entry(String path) {
    Folder folder = top;
    int start = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
      if (!(folder.children.get(path.substring(start, slash)) instanceof Folder below)) {
        return TreeEntry.ABSENT;
      }
      folder = below;
      start = slash + 1;
    }
    return folder.children.get(path.substring(start)) instanceof File(TreeEntry entry)
        ? entry
        : TreeEntry.ABSENT;
  }

  /** The same but for these, by path; names that Git itself would not take are left out. */
  CheckpointFiles exceptFor(Map<String, TreeEntry> changes) {
    boolean same =
        changes.entrySet().stream().allMatch(c -> entry(c.getKey()).equals(c.getValue()));
    if (same) {
      return this;
    }
    Change change = new Change();
    Folder changed = change.own(top);
    // first what goes: a folder may take the name of a file
    changes.forEach(
        (path, entry) -> {
          if (entry.equals(TreeEntry.ABSENT)) {
            change.put(changed, path, entry);
          }
        });
    changes.forEach(
        (path, entry) -> {
          if (!entry.equals(TreeEntry.ABSENT)) {
            change.put(changed, path, entry);
          }
        });
    return new CheckpointFiles(changed, size + change.grown);
  }

  /** Folders that were copied for a change may be written to while it lasts. */
  private static final class Change {
    private final Set<Folder> owned = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ObjectChecker checker = new ObjectChecker();
    private int grown;

    Folder own(Folder folder) {
      if (owned.contains(folder)) {
        return folder;
      }
      Folder copy = new Folder(new HashMap<>(folder.children));
      owned.add(copy);
      return copy;
    }

    void put(Folder top, String path, TreeEntry entry) {
      boolean goes = entry.equals(TreeEntry.ABSENT);
      if (!goes && !isTaken(path)) {
        return;
      }
      Folder folder = top;
      int start = 0;
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
        String name = path.substring(start, slash);
        Node below = folder.children.get(name);
        if (goes && !(below instanceof Folder)) {
          return;
        }
        grown -= below instanceof File ? 1 : 0;
        Folder next = own(below instanceof Folder known ? known : new Folder(Map.of()));
        folder.children.put(name, next);
        folder = next;
        start = slash + 1;
      }
      String name = path.substring(start);
      Node before = folder.children.get(name);
      if (!goes) {
        grown += before instanceof File ? 0 : 1;
        folder.children.put(name, new File(entry));
      } else if (before instanceof File) {
        grown--;
        folder.children.remove(name);
      }
    }

    private boolean isTaken(String path) {
      try {
        checker.checkPath(path);
        return true;
      } catch (CorruptObjectException e) {
        return false;
      }
    }
  }

  /** The name of the tree, which is added with all that is below it. */
  public String addTo(Sink store) throws IOException {
    return add(top, store);
  }

  private static final class Child {

    final byte[] name;
    final FileMode mode;
    final String id;

    Child(byte[] name, FileMode mode, String id) {
      this.name = name;
      this.mode = mode;
      this.id = id;
    }
  }

  private static String add(Folder folder, Sink store) throws IOException {
    if (folder.tree.isEmpty()) {
      List<Child> children = inOrder(folder, store);
      int size =
          children.stream()
              .mapToInt(child -> TreeFormatter.entrySize(child.mode, child.name.length))
              .sum();
      TreeFormatter formatter = new TreeFormatter(size);
      for (Child child : children) {
        formatter.append(child.name, child.mode, ObjectId.fromString(child.id));
      }
      folder.tree = store.add(Constants.OBJ_TREE, formatter.toByteArray()).name();
    }
    return folder.tree;
  }

  /** As Git wants them: folders as if their names ended with a slash; empty ones do not count. */
  private static List<Child> inOrder(Folder folder, Sink store) throws IOException {
    List<Child> children = new ArrayList<>();
    for (Map.Entry<String, Node> entry : folder.children.entrySet()) {
      byte[] name = NameBytes.bytes(entry.getKey());
      switch (entry.getValue()) {
        case File(TreeEntry(String mode, String id)) ->
            children.add(new Child(name, FileMode.fromBits(Integer.parseInt(mode, 8)), id));
        case Folder below when isEmpty(below) -> {}
        case Folder below -> children.add(new Child(name, FileMode.TREE, add(below, store)));
      }
    }
    children.sort(
        (a, b) ->
            Paths.compare(
                a.name,
                0,
                a.name.length,
                a.mode.getBits(),
                b.name,
                0,
                b.name.length,
                b.mode.getBits()));
    return children;
  }

  private static boolean isEmpty(Folder folder) {
    return folder.children.values().stream()
        .allMatch(child -> child instanceof Folder below && isEmpty(below));
  }
}
