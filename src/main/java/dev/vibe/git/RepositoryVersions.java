package dev.vibe.git;

import dev.vibe.git.commit.HeadWay;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.Versions;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.store.CommitHistory;
import dev.vibe.git.store.CommitHistory.Told;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.SubmoduleHead;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reader of the versions that a repository holds of the files of its work tree. */
final class RepositoryVersions implements Versions {

  /** A way of more commits is taken in as one step. */
  private static final int MOST_STEPS = 20;

  private final Path folder;
  private final GitFolders folders;
  private final IndexStorage storage;
  private final Clock clock;

  /**
   * Reads nothing yet.
   *
   * @param folder the working folder
   * @param storage of the whole repository
   */
  RepositoryVersions(Path folder, GitFolders folders, IndexStorage storage, Clock clock) {
    this.folder = folder;
    this.folders = folders;
    this.storage = storage;
    this.clock = clock;
  }

  @Override
  public WorkspacePath named(Path file) {
    return WorkspacePath.from(folder, file);
  }

  @Override
  public Moment now() {
    String head;
    try {
      head = storage.store().head().commit();
    } catch (IOException | RuntimeException e) {
      head = ""; // a commit, which needs it, says why it cannot be read
    }
    return new Moment(head, storage.tracked(), folders.worktree(), clock.instant());
  }

  @Override
  public TreeEntry committed(String commit, Path file) {
    TreeEntry entry = entry(commit, file);
    return kind(entry).isEmpty() ? TreeEntry.ABSENT : entry;
  }

  private TreeEntry entry(String commit, Path file) {
    if (commit.isEmpty() || !file.startsWith(folders.worktree())) {
      return TreeEntry.ABSENT;
    }
    try {
      String path = folders.relative(file);
      return storage
          .store()
          .committed(new Head("", commit), List.of(path))
          .getOrDefault(path, TreeEntry.ABSENT);
    } catch (IOException | RuntimeException e) {
      return TreeEntry.ABSENT;
    }
  }

  @Override
  public Map<WorkspacePath, String> submodules() {
    Map<WorkspacePath, String> found = new LinkedHashMap<>();
    storage
        .tracked()
        .submodules()
        .forEach(
            (name, entry) -> {
              WorkspacePath path = named(folders.worktree().resolve(name));
              found.put(path, SubmoduleHead.of(path.absolute(), entry.id()));
            });
    return found;
  }

  @Override
  public String link(String commit, Path submodule) {
    TreeEntry entry = entry(commit, submodule);
    return entry.isSubmodule() ? entry.id() : "";
  }

  private static List<FileKind> kind(TreeEntry entry) {
    return List.of(FileKind.values()).stream()
        .filter(kind -> kind.mode().equals(entry.mode()))
        .toList();
  }

  @Override
  public FileState content(TreeEntry entry) {
    if (entry.equals(TreeEntry.ABSENT)) {
      return new FileState.Absent();
    }
    try {
      return Held.of(kind(entry).getFirst(), storage.store().blob(entry.id()));
    } catch (IOException | RuntimeException e) {
      return new FileState.Unkept(FileKind.REGULAR, -1);
    }
  }

  @Override
  public HeadWay way(String from, String to) {
    if (from.isEmpty() || to.isEmpty()) {
      return HeadWay.straight(to);
    }
    try {
      CommitHistory history = storage.store().history();
      List<Told> gained = history.between(from, to);
      List<Told> lost = history.between(to, from);
      Line back = Line.of(lost, from);
      Line onward = Line.of(gained, to);
      if (gained.isEmpty()) {
        List<String> all = lost.reversed().stream().map(Told::id).toList();
        return new HeadWay(back.end().equals(to) ? back.commits() : all, List.of(to));
      }
      boolean isShort = Math.max(lost.size(), gained.size()) <= MOST_STEPS;
      if (!isShort || !back.end().equals(onward.end())) {
        return HeadWay.straight(to);
      }
      List<String> through = new ArrayList<>(onward.commits().reversed());
      if (!lost.isEmpty()) {
        through.addFirst(back.end());
      }
      return new HeadWay(back.commits(), through);
    } catch (IOException | RuntimeException e) {
      return HeadWay.straight(to);
    }
  }

  /**
   * Line of commits, by first parents.
   *
   * @param commits newest first
   * @param end the one that they lead to
   */
  private record Line(List<String> commits, String end) {
    static Line of(List<Told> among, String newest) {
      Map<String, String> parents = new HashMap<>();
      among.stream()
          .filter(each -> !each.parents().isEmpty())
          .forEach(each -> parents.put(each.id(), each.parents().getFirst()));
      List<String> line = new ArrayList<>();
      String at = newest;
      while (parents.containsKey(at)) {
        line.add(at);
        at = parents.get(at);
      }
      return new Line(line, at);
    }
  }

  @Override
  public TreeEntry keep(Held state) {
    try {
      return new TreeEntry(state.kind().mode(), storage.store().insertBlob(state.bytes()));
    } catch (IOException | RuntimeException e) {
      return TreeEntry.ABSENT;
    }
  }
}
