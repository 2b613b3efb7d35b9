package dev.vibe.workspace.change;

import dev.vibe.problem.VibeException;
import dev.vibe.workspace.EditorTexts;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handover of changes to an editor in whose windows the files may be open. The disk stays what
 * counts: what was not saved is saved before a change, so that an undo goes back to it, and what
 * the editor makes of a change, such as another format, does not stay.
 *
 * @param journal as of {@link ChangeSet#write}
 */
public record EditorHandover(EditorTexts editor, Path journal) {

  private static final Logger LOG = LoggerFactory.getLogger(EditorHandover.class);

  /** Has texts saved that changes build on. */
  public void before(List<FileChange> changes) {
    if (!editor.canSave()) {
      return;
    }
    for (FileChange change : changes) {
      if (change.before() instanceof Content.Present unsaved
          && !isOnDisk(change.path(), unsaved)
          && save(change.path(), unsaved)) {
        restore(change.path(), unsaved); // not every editor writes it
      }
    }
  }

  /** Has the editor take what was written. */
  public void after(List<FileChange> changes) {
    if (!editor.canSave()) {
      return;
    }
    for (FileChange change : changes) {
      switch (change.after()) {
        case Content.Present written -> {
          if (save(change.path(), written)) {
            restore(change.path(), written);
          }
          if (change.before() instanceof Content.Absent) {
            editor.created(change.path().absolute());
          }
        }
        case Content.Absent() -> editor.deleted(change.path().absolute());
      }
    }
  }

  private boolean save(WorkspacePath path, Content.Present content) {
    return Loaded.decode(path.toString(), content.bytes()) instanceof Loaded.Text text
        && editor.save(path.absolute(), text.file().text());
  }

  private void restore(WorkspacePath path, Content.Present written) {
    Optional<byte[]> now = onDisk(path);
    if (now.isPresent() && !Arrays.equals(now.get(), written.bytes())) {
      Content.Present other = new Content.Present(now.get(), written.mode());
      try {
        ChangeSet.write(List.of(FileChange.between(path, other, written)), journal);
      } catch (VibeException e) {
        LOG.warn("{} stays as the editor made it", path, e);
      }
    }
  }

  private static boolean isOnDisk(WorkspacePath path, Content.Present content) {
    return onDisk(path).filter(bytes -> Arrays.equals(bytes, content.bytes())).isPresent();
  }

  private static Optional<byte[]> onDisk(WorkspacePath path) {
    try {
      return Optional.of(Files.readAllBytes(path.absolute()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
