package dev.vibe.git.store;

import dev.vibe.git.file.PathAttributes;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.Attributes;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/**
 * Reader of what {@code .gitattributes} and its like say about files, as they are in the work tree
 * now.
 */
final class JGitAttributes {

  private JGitAttributes() {}

  /** Each path is answered; one that is neither on disk nor in the index has none. */
  static Map<String, PathAttributes> of(Repository repository, Collection<String> paths)
      throws IOException {
    Map<String, PathAttributes> found = new HashMap<>();
    paths.forEach(path -> found.put(path, PathAttributes.NONE));
    if (paths.isEmpty()) {
      return found;
    }
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.setOperationType(TreeWalk.OperationType.CHECKIN_OP);
      DirCacheIterator index = new DirCacheIterator(repository.readDirCache());
      FileTreeIterator files = new FileTreeIterator(repository);
      walk.addTree(index);
      walk.addTree(files);
      files.setDirCacheIterator(walk, 0);
      walk.setFilter(PathFilterGroup.createFromStrings(new TreeSet<>(paths)));
      walk.setRecursive(true);
      while (walk.next()) {
        found.computeIfPresent(walk.getPathString(), (path, old) -> read(walk.getAttributes()));
      }
    }
    return found;
  }

  private static PathAttributes read(Attributes attributes) {
    return new PathAttributes.Raw(
            word(attributes, "text"),
            word(attributes, "eol"),
            word(attributes, "crlf"),
            word(attributes, "filter"),
            word(attributes, "ident"),
            word(attributes, "working-tree-encoding"))
        .read();
  }

  private static String word(Attributes attributes, String name) {
    Attribute attribute = attributes.get(name);
    if (attribute == null) {
      return "unspecified";
    }
    return switch (attribute.getState()) {
      case SET -> "set";
      case UNSET -> "unset";
      case UNSPECIFIED -> "unspecified";
      case CUSTOM -> attribute.getValue();
    };
  }
}
