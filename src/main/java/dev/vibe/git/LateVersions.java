package dev.vibe.git;

import dev.vibe.git.commit.HeadWay;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.Versions;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.workspace.WorkspacePath;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/** Versions of files in a folder that may come to lie in a repository: none until it does. */
final class LateVersions implements Versions {

  private final Path folder;
  private final Supplier<Versions> present;
  private final Clock clock;

  LateVersions(Path folder, Supplier<Versions> present, Clock clock) {
    this.folder = folder;
    this.present = present;
    this.clock = clock;
  }

  @Override
  public WorkspacePath named(Path file) {
    return WorkspacePath.from(folder, file);
  }

  @Override
  public Moment now() {
    Moment now = present.get().now();
    return new Moment(now.head(), now.index(), now.top(), clock.instant());
  }

  @Override
  public TreeEntry committed(String commit, Path file) {
    return present.get().committed(commit, file);
  }

  @Override
  public FileState content(TreeEntry entry) {
    return present.get().content(entry);
  }

  @Override
  public HeadWay way(String from, String to) {
    return present.get().way(from, to);
  }

  @Override
  public Map<WorkspacePath, String> submodules() {
    return present.get().submodules();
  }

  @Override
  public String link(String commit, Path submodule) {
    return present.get().link(commit, submodule);
  }

  @Override
  public TreeEntry keep(Held state) {
    return present.get().keep(state);
  }
}
