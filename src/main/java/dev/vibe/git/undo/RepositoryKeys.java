package dev.vibe.git.undo;

import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.undo.UndoPlan.Item;
import dev.vibe.git.undo.UndoPlan.Standing;
import dev.vibe.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finder of files whose return makes a repository of a folder that is none: an undo puts back what
 * was there, but not always everything that was not.
 */
final class RepositoryKeys {

  private final Workspace workspace;
  private final Set<Path> coming;

  RepositoryKeys(List<Item> items, Workspace workspace) {
    this.workspace = workspace;
    this.coming =
        items.stream()
            .filter(item -> !(item.then() instanceof Absent))
            .map(item -> item.path().absolute())
            .collect(Collectors.toSet());
  }

  /** The same, or one that is only restored after a yes to this very file. */
  Item marked(Item item) {
    return coming.contains(item.path().absolute()) && workspace.makesRepository(item.path(), coming)
        ? new Item(item.path(), item.now(), item.then(), Standing.MAKES_REPOSITORY, item.diff())
        : item;
  }
}
