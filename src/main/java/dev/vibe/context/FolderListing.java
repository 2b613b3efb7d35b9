package dev.vibe.context;

import dev.vibe.context.Fragment.Files.Extent;
import dev.vibe.workspace.FileTree;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.IgnoreRules.Kind;
import dev.vibe.workspace.ReadRules;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Listing of a folder for the {@link Fragment.Files} of a session. */
final class FolderListing {

  /** Up to so many files all of them are listed; beyond, the top level says more. */
  private static final int SMALL = 60;

  private FolderListing() {}

  /** Blocks on disk, for the first few dozen files only, however large the folder is. */
  static Fragment of(Workspace workspace, IgnoreRules rules) {
    FileTree.Walk walk = new FileTree(workspace, rules).walk(workspace.pathOf(workspace.root()));
    List<String> paths = new ArrayList<>();
    while (paths.size() <= SMALL && walk.hasNext()) {
      paths.add(walk.next().path().relative());
    }
    return paths.size() <= SMALL
        ? new Fragment.Files(paths, Extent.ALL_FILES)
        : new Fragment.Files(topLevel(workspace, rules), Extent.TOP_LEVEL);
  }

  private static List<String> topLevel(Workspace workspace, IgnoreRules rules) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(workspace.root())) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        Kind kind = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) ? Kind.FOLDER : Kind.FILE;
        if (!name.equals(".git")
            && !rules.ignored(name, kind)
            && workspace.readRules().of(name) == ReadRules.Standing.FREE) {
          names.add(kind == Kind.FOLDER ? name + "/" : name);
        }
      }
    } catch (IOException e) {
      // The list is a convenience; tools tell of a folder that cannot be read.
    }
    names.sort(null);
    return names;
  }
}
