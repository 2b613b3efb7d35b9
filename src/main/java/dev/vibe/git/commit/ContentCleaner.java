package dev.vibe.git.commit;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.NativeFilters;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.FileState.Unkept;
import dev.vibe.git.file.LineEndings;
import dev.vibe.git.file.PathAttributes;
import dev.vibe.git.store.GitStore;
import dev.vibe.workspace.content.Content;
import java.io.IOException;

/** Cleaner of content: turns work tree content into what Git stores for one path. */
final class ContentCleaner {
  private final GitStore store;
  private final GitConfig config;
  private final CommitPlace place;
  private final FileState inHead;
  private final byte[] stored;

  ContentCleaner(
      GitStore store, GitConfig config, CommitPlace place, FileState inHead, byte[] stored) {
    this.store = store;
    this.config = config;
    this.place = place;
    this.inHead = inHead;
    this.stored = stored;
  }

  FileState base(ChangedFile file, FileState version) throws IOException {
    // committed before line endings were normalised: git add would normalise it now
    return file.base().sameAs(version) ? version : clean(file.base(), file.after());
  }

  FileState clean(FileState state, FileState after) throws IOException {
    return switch (state) {
      case Held held -> new Held(kind(held.kind(), after), content(held));
      case Absent absent -> absent;
      case Unkept unkept -> unkept;
    };
  }

  private Content.Present content(Held held) throws IOException {
    if (held.kind() == FileKind.SYMLINK) {
      return held.content();
    }
    PathAttributes attributes = place.attributes();
    boolean throughGit = attributes.rewritten() || attributes.filter().equals(NativeFilters.LFS);
    byte[] clean =
        throughGit
            ? store.filtered(place.path(), held.bytes())
            : LineEndings.clean(
                held.bytes(), attributes.text(), config.normalizesLineEndings(), stored);
    return new Content.Present(clean);
  }

  /** HEAD's, where the disk cannot say: the file is gone, or modes are not to be trusted. */
  private FileKind kind(FileKind onDisk, FileState after) {
    boolean unknown = after instanceof Absent || !config.isTrueByDefault("core", "fileMode");
    if (onDisk == FileKind.SYMLINK || !unknown) {
      return onDisk;
    }
    return inHead instanceof Held held && held.kind() != FileKind.SYMLINK
        ? held.kind()
        : FileKind.REGULAR;
  }
}
