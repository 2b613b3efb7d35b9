package dev.vibe.git.commit;

import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.store.TrackedFiles;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.workspace.WorkspacePath;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Port to the versions of files that a repository holds beside those in the work tree. Blocks on
 * disk; never throws: what cannot be read is {@link FileState.Unkept unknown}, or not there.
 */
public interface Versions {

  /** Of a folder without a repository. */
  Versions NONE =
      new Versions() {
        private static final TrackedFiles UNTRACKED =
            new TrackedFiles(Map.of(), Set.of(), Set.of(), Map.of(), Long.MAX_VALUE);

        @Override
        public Moment now() {
          return new Moment("", UNTRACKED, Path.of(""), Instant.EPOCH);
        }

        @Override
        public WorkspacePath named(Path file) {
          return new WorkspacePath(file.toString(), file, file.getRoot());
        }

        @Override
        public TreeEntry committed(String commit, Path file) {
          return TreeEntry.ABSENT;
        }

        @Override
        public FileState content(TreeEntry entry) {
          return new FileState.Absent();
        }

        @Override
        public TreeEntry keep(Held state) {
          return TreeEntry.ABSENT;
        }

        @Override
        public HeadWay way(String from, String to) {
          return HeadWay.straight(to);
        }
      };

  /** As people are told the file. Pure. */
  WorkspacePath named(Path file);

  /** Cheap when nothing was staged or committed since it was last asked. */
  Moment now();

  /**
   * What a commit holds.
   *
   * @param commit full name; an empty one holds nothing
   * @param file absolute
   * @return {@link TreeEntry#ABSENT} where that is no file
   */
  TreeEntry committed(String commit, Path file);

  FileState content(TreeEntry entry);

  /**
   * The way of HEAD from one commit to another.
   *
   * @param from full name; empty for none
   * @param to full name; empty for none
   */
  HeadWay way(String from, String to);

  /** The commits that submodules in the working folder are at. */
  default Map<WorkspacePath, String> submodules() {
    return Map.of();
  }

  /**
   * The commit that another one holds for a submodule; empty where it holds none.
   *
   * @param commit full name; an empty one holds nothing
   * @param submodule absolute
   */
  default String link(String commit, Path submodule) {
    return "";
  }

  /** Adds it to the objects of the repository; nothing refers to it yet. */
  TreeEntry keep(Held state);
}
