package dev.vibe.tool.builtin;

import dev.vibe.text.Glob;
import dev.vibe.text.NameBytes;
import dev.vibe.workspace.FileTree;
import dev.vibe.workspace.FileTree.Entry;
import dev.vibe.workspace.WorkspacePath;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Pattern for names of files as a model writes it. Frameworks name folders {@code [id]}: where
 * there is a path that is really spelled like the pattern, its brackets are no sets of characters.
 *
 * @param spelled the pattern in which brackets stand for themselves; nothing when it has none
 * @param topToo whether a path from the top of the workspace may match as well
 */
record NamePattern(Glob glob, Optional<Glob> spelled, boolean topToo) {

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException as {@link Glob#compile}
   */
  static NamePattern compile(String pattern, boolean topToo) {
    String named = NameBytes.unescaped(pattern);
    return new NamePattern(Glob.compile(named), Glob.withoutSets(named).map(Glob::compile), topToo);
  }

  /** What it means below a folder; reads the disk when it has brackets. */
  NamePattern meantIn(FileTree tree, WorkspacePath start) {
    if (spelled.isEmpty()) {
      return this;
    }
    NamePattern literal = new NamePattern(spelled.get(), Optional.empty(), topToo);
    FileTree.Walk files = literal.walk(tree, start);
    while (files.hasNext() && !Thread.currentThread().isInterrupted()) {
      if (literal.matches(start, files.next())) {
        return literal;
      }
    }
    return new NamePattern(glob, Optional.empty(), topToo);
  }

  /** The files in those folders that may hold one that matches. */
  FileTree.Walk walk(FileTree tree, WorkspacePath start) {
    return walk(tree, start, folder -> {});
  }

  /**
   * The same.
   *
   * @param passed told of folders that match by their own name and hold nothing that does
   */
  FileTree.Walk walk(FileTree tree, WorkspacePath start, Consumer<WorkspacePath> passed) {
    return tree.walk(
        start,
        folder -> {
          String below = Reads.below(start, folder);
          boolean isWanted =
              glob.mayMatchBelow(below) || (topToo && glob.mayMatchBelow(folder.relative()));
          if (!isWanted && glob.matches(below)) {
            passed.accept(folder);
          }
          return isWanted;
        });
  }

  boolean matches(WorkspacePath start, Entry file) {
    return glob.matches(Reads.below(start, file.path()))
        || (topToo && glob.matches(file.path().relative()));
  }
}
