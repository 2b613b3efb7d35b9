package dev.vibe.git.checkpoint;

import dev.vibe.file.FileName;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.snapshot.Worktree;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.IndexFile;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.workspace.content.BlobId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;

/** Name of the tree that a snapshot shows, as Git would give it. Writes nothing. */
public final class TreeId {

  private final ObjectInserter.Formatter names = new ObjectInserter.Formatter();
  private final WorktreeSnapshot snapshot;

  private TreeId(WorktreeSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * The name in 40 hexadecimal digits; that of all files of the snapshot as they lie on the disk.
   * Empty where the names of the repository are longer, or a file cannot be read.
   */
  public static String of(WorktreeSnapshot snapshot) {
    try {
      return new TreeId(snapshot).name();
    } catch (IOException e) {
      return "";
    }
  }

  private String name() throws IOException {
    Map<String, TreeEntry> entries = HashMap.newHashMap(snapshot.scan().files().size());
    for (Map.Entry<String, FileStat> file : snapshot.scan().files().entrySet()) {
      FileKind kind = file.getValue().kind();
      entries.put(file.getKey(), new TreeEntry(kind.mode(), blob(file.getKey(), kind)));
    }
    snapshot
        .tracked()
        .submodules()
        .forEach(
            (path, entry) -> entries.put(path, new TreeEntry(TreeEntry.SUBMODULE, entry.id())));
    if (entries.values().stream().anyMatch(entry -> entry.id().length() != BlobId.WHOLE)) {
      return "";
    }
    return CheckpointFiles.none().exactly(entries).addTo(names::idFor);
  }

  private String blob(String path, FileKind kind) throws IOException {
    FileState kept = snapshot.kept().getOrDefault(path, new FileState.Absent());
    IndexFile.Entry staged = snapshot.tracked().files().get(path);
    if (kept instanceof Held held) {
      return BlobId.of(held.bytes(), BlobId.WHOLE);
    }
    if (kept instanceof FileState.Absent && staged != null) {
      return staged.id();
    }
    Path file = FileName.in(snapshot.root(), path);
    if (kind == FileKind.SYMLINK) {
      return BlobId.of(Worktree.content(file, kind), BlobId.WHOLE);
    }
    try (InputStream content = Files.newInputStream(file)) {
      return names.idFor(Constants.OBJ_BLOB, Files.size(file), content).name();
    }
  }
}
