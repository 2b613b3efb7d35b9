package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolNames;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.NearestName;
import dev.vibe.text.QuotedName;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.FileTree;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.EditBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Words on a path that does not exist, the same for all tools: which existing ones may be meant.
 *
 * @param rules of the workspace root: what they leave out is not offered
 */
record MissingPath(IgnoreRules rules) {

  private static final int MOST = 3;

  /** Files looked at; a larger workspace gets suggestions from its beginning. */
  private static final int MOST_FILES = 20_000;

  /** Of a file that was to be read or changed. Blocks on disk. */
  String file(Workspace workspace, WorkspacePath missing) {
    return told(missing, similar(files(workspace), missing.relative()))
        .orElseGet(() -> missing + " does not exist. Look for it with " + ToolNames.GLOB + ".");
  }

  /** What is told of an edit that found no file; else what it came to. Blocks on disk. */
  Prepared named(Prepared prepared, EditBatch batch, WorkspacePath path) {
    return prepared instanceof Refusal(RefusalCode code, String message)
            && code == RefusalCode.NO_FILE
            && !batch.seen().knows(path)
        ? new Refusal(code, file(batch.workspace(), path))
        : prepared;
  }

  /** Of a file or folder to search in. Blocks on disk. */
  String start(Workspace workspace, WorkspacePath missing) {
    List<String> files = files(workspace);
    Set<String> folders = new LinkedHashSet<>();
    files.forEach(file -> addFolders(file, folders));
    Set<String> similar = similar(folders, missing.relative());
    similar.addAll(similar(files, missing.relative()));
    return told(missing, similar)
        .orElseGet(() -> missing + " does not exist; leave path out to search everywhere.");
  }

  /**
   * The only other file that is called like a new one, which is perhaps that one in a wrong place;
   * a name that several folders have says nothing. Blocks on disk.
   */
  Optional<String> namesake(Workspace workspace, WorkspacePath created) {
    String name = lastName(created.relative());
    List<String> same =
        files(workspace).stream().filter(file -> lastName(file).equals(name)).limit(2).toList();
    return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
  }

  private static Optional<String> told(WorkspacePath missing, Set<String> near) {
    return near.isEmpty()
        ? Optional.empty()
        : Optional.of(
            missing
                + " does not exist. Did you mean "
                + near.stream().limit(MOST).map(QuotedName::of).collect(Collectors.joining(" or "))
                + "?");
  }

  private List<String> files(Workspace workspace) {
    List<String> files = new ArrayList<>();
    if (workspace.resolve(".", Access.READ) instanceof Resolution.Inside(WorkspacePath root)) {
      FileTree.Walk walk = new FileTree(workspace, rules).walk(root);
      while (files.size() < MOST_FILES && walk.hasNext()) {
        files.add(walk.next().path().relative());
      }
    }
    return files;
  }

  private static void addFolders(String file, Set<String> folders) {
    for (int at = file.indexOf('/'); at > 0; at = file.indexOf('/', at + 1)) {
      folders.add(file.substring(0, at));
    }
  }

  /** The same name in another folder, the nearest in the same folder, the whole path misspelt. */
  private static Set<String> similar(Collection<String> all, String missing) {
    Set<String> found = new LinkedHashSet<>();
    List<String> siblings = new ArrayList<>();
    String name = lastName(missing);
    for (String path : all) {
      if (lastName(path).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        found.add(path);
      } else if (folder(path).equals(folder(missing))) {
        siblings.add(lastName(path));
      }
    }
    NearestName.close(siblings, name).ifPresent(near -> found.add(folder(missing) + near));
    NearestName.close(all, missing).ifPresent(found::add);
    return found;
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** With its {@code /}; empty for the root. */
  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
