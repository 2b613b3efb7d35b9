package dev.vibe.workspace;

import dev.vibe.file.FileName;
import dev.vibe.file.PseudoMounts;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tree of the files below a folder that are not ignored. Links are neither followed nor listed,
 * repositories' own files never listed, folders that cannot be read and file systems that the
 * kernel makes up passed over. Files that the user's rules do not leave free to read are not listed
 * either, but counted. Immutable; each walk belongs to one thread.
 */
public final class FileTree {

  /** Of a folder with more entries only this many are seen; bounds the memory. */
  private static final int MOST_ENTRIES = 100_000;

  /** A walk ends after this many files. */
  private static final int MOST_FILES = 500_000;

  /** A folder with these is a repository without a telling name. */
  private static final Set<String> BARE_REPOSITORY = Set.of("HEAD", "objects", "refs");

  private final Workspace workspace;
  private final IgnoreRules rules;

  /**
   * Creates the tree of a workspace.
   *
   * @param rules those of the workspace root, which know of what is around it; added folders have
   *     none
   */
  public FileTree(Workspace workspace, IgnoreRules rules) {
    this.workspace = workspace;
    this.rules = rules;
  }

  /** A regular file. */
  public record Entry(WorkspacePath path, long size, Instant modified) {}

  /**
   * The files below a folder, lazily, in order of their names folder by folder; of a file, that
   * file alone. A start that is itself ignored was asked for by name: all in it is listed. Whether
   * a start may be read is for the caller to know.
   */
  public Walk walk(WorkspacePath start) {
    return walk(start, folder -> true);
  }

  /**
   * The same, of those folders alone; what is in others is neither looked at nor counted.
   *
   * @param wanted whether a folder below the start may hold what is looked for
   */
  public Walk walk(WorkspacePath start, Predicate<WorkspacePath> wanted) {
    return new Walk(start, wanted);
  }

  private IgnoreRules rulesAt(WorkspacePath start) {
    if (!start.absolute().startsWith(workspace.root())) {
      return rules.outside(start.absolute());
    }
    IgnoreRules at = rules;
    Path folder = workspace.root();
    for (Path name : workspace.root().relativize(start.absolute())) {
      folder = folder.resolve(name);
      String relative = workspace.pathOf(folder).relative();
      if (relative.equals(".")) {
        continue;
      }
      if (at.ignored(relative, IgnoreRules.Kind.FOLDER)) {
        return IgnoreRules.repositoriesOnly();
      }
      at = at.enter(relative);
    }
    return at;
  }

  private WorkspacePath child(WorkspacePath folder, String name, Path absolute) {
    if (workspace.root().startsWith(absolute)) {
      return workspace.pathOf(absolute); // the user's rules name what is below from the root
    }
    String relative = folder.relative();
    return new WorkspacePath(
        relative.equals(".") ? name : relative + "/" + name, absolute, folder.base());
  }

  /** None for what is gone or cannot be looked at. */
  private static Optional<Node> node(WorkspacePath path, String name) {
    try {
      return Optional.of(
          new Node(
              path,
              name,
              Files.readAttributes(
                  path.absolute(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private record Node(WorkspacePath path, String name, BasicFileAttributes attributes) {}

  private record Level(Iterator<Node> nodes, IgnoreRules rules) {}

  /** One pass over the files. */
  public final class Walk implements Iterator<Entry> {

    private final Predicate<WorkspacePath> wanted;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final Deque<Entry> ready = new ArrayDeque<>(1);
    private int files;
    private int leftOut;
    private boolean isCut;

    private Walk(WorkspacePath start, Predicate<WorkspacePath> wanted) {
      this.wanted = wanted;
      Optional<Node> node = node(start, "");
      if (node.isEmpty() || PseudoMounts.ofMachine().hold(start.absolute())) {
        return;
      }
      if (node.get().attributes.isRegularFile()) {
        ready.add(entry(node.get()));
      } else if (node.get().attributes.isDirectory()) {
        enter(node.get(), rulesAt(start));
      }
    }

    /** Whether there was more than a walk will look at; known at its end. */
    public boolean isCut() {
      return isCut;
    }

    /**
     * How many files so far are left out by a rule. Whatever is looked for, all of them in the
     * folders that were looked at count, so that the number tells nothing of their names.
     */
    public int leftOut() {
      return leftOut;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && !levels.isEmpty()) {
        Level level = levels.peek();
        if (level.nodes.hasNext()) {
          visit(level.nodes.next(), level.rules);
        } else {
          levels.pop();
        }
      }
      return !ready.isEmpty();
    }

    @Override
    public Entry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.pop();
    }

    private void visit(Node node, IgnoreRules rules) {
      boolean folder = node.attributes.isDirectory();
      if ((folder && PseudoMounts.ofMachine().areAt(node.path.absolute()))
          || ProtectedNames.isRepository(node.name)
          || (!folder && !node.attributes.isRegularFile())
          || rules.ignored(
              node.path.relative(), folder ? IgnoreRules.Kind.FOLDER : IgnoreRules.Kind.FILE)) {
        return;
      }
      if (folder) {
        if (wanted.test(node.path)) {
          enter(node, rules.enter(node.path.relative()));
        }
      } else if (workspace.standing(node.path) != ReadRules.Standing.FREE) {
        leftOut++;
      } else if (files < MOST_FILES) {
        files++;
        ready.add(entry(node));
      } else {
        isCut = true;
        levels.clear();
      }
    }

    private void enter(Node folder, IgnoreRules rules) {
      List<Node> nodes = new ArrayList<>();
      Set<String> names = new HashSet<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path.absolute())) {
        for (Path entry : entries) {
          if (nodes.size() == MOST_ENTRIES) {
            isCut = true;
            break;
          }
          String name = FileName.of(entry.getFileName());
          names.add(name);
          node(child(folder.path, name, entry), name).ifPresent(nodes::add);
        }
      } catch (IOException | DirectoryIteratorException e) {
        return; // not readable, or gone while it was walked
      }
      if (!names.containsAll(BARE_REPOSITORY)) {
        nodes.sort((a, b) -> a.name().compareTo(b.name()));
        levels.push(new Level(nodes.iterator(), rules));
      }
    }

    private static Entry entry(Node node) {
      return new Entry(
          node.path, node.attributes.size(), node.attributes.lastModifiedTime().toInstant());
    }
  }
}
