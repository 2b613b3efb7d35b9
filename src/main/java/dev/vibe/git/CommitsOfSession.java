package dev.vibe.git;

import dev.vibe.file.FileName;
import dev.vibe.git.commit.CommittedSecrets;
import dev.vibe.git.commit.FoundSecret;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.MovedHead;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.store.CommitHistory;
import dev.vibe.git.store.CommitHistory.Told;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.Head;
import dev.vibe.text.SecretScan;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reader of what became of the commits of a session, and of those that its commands make. */
final class CommitsOfSession {

  private final Path folder;
  private final GitFolders folders;
  private final GitStore store;

  CommitsOfSession(Path folder, GitFolders folders, GitStore store) {
    this.folder = folder;
    this.folders = folders;
    this.store = store;
  }

  /**
   * Where HEAD went since; empty when it did not move. A commit counts as made since by its own
   * time, because a branch that is switched to has commits of earlier.
   */
  Optional<MovedHead> movedSince(Moment before) throws IOException {
    String now = store.head().commit();
    if (now.equals(before.head())) {
      return Optional.empty();
    }
    List<MovedHead.Made> made = new ArrayList<>();
    if (!now.isEmpty()) {
      for (Told commit : store.history().between(before.head(), now)) {
        if (isMadeSince(before, commit)) {
          made.add(made(commit));
        }
      }
    }
    boolean replaces =
        !now.isEmpty()
            && !before.head().isEmpty()
            && !store.history().between(now, before.head()).isEmpty();
    return Optional.of(new MovedHead(before.head(), now, replaces, made));
  }

  /**
   * Git's times are whole seconds: of the first one, a commit that others have is an earlier one.
   */
  private boolean isMadeSince(Moment before, Told commit) throws IOException {
    Instant second = Instant.ofEpochSecond(before.at().getEpochSecond());
    return commit.at().isAfter(second)
        || (commit.at().equals(second)
            && store.history().others(commit.id(), store.head().branch()).isEmpty());
  }

  private MovedHead.Made made(Told commit) {
    return new MovedHead.Made(
        commit.id(), commit.message(), commit.files().stream().map(this::path).toList());
  }

  /** The secrets that commits added, oldest first. */
  List<FoundSecret> secretsIn(List<MovedHead.Made> commits, SecretScan scan) throws IOException {
    return CommittedSecrets.in(store, commits, scan);
  }

  private WorkspacePath path(String inRepository) {
    return WorkspacePath.from(folder, FileName.in(folders.worktree(), inRepository));
  }

  /** Those of the commits that HEAD or a branch has, in their order. */
  List<String> standing(List<String> commits) throws IOException {
    Set<String> standing = store.history().standing(commits);
    return commits.stream().filter(standing::contains).toList();
  }

  /** Where the changes of a session are that is asked to commit and has nothing; a sentence. */
  Optional<String> whereabouts(RunChanges changes) throws IOException {
    List<String> standing = standing(changes.commits());
    Head head = store.head();
    CommitHistory history = store.history();
    if (!standing.isEmpty()) {
      Told last = history.commit(standing.getLast());
      String what = "All that you changed is in " + shortId(last.id()) + " \"" + last.subject();
      if (last.id().equals(head.commit())) {
        return Optional.of(what + "\"; to change that commit or its message: amend true.");
      }
      boolean isBelow = history.between(last.id(), head.commit()).stream().findAny().isPresent();
      List<String> others = history.others(last.id(), head.branch());
      if (!isBelow || !others.isEmpty()) {
        return Optional.of(
            what
                + "\""
                + (others.isEmpty() ? "" : ", which is on " + String.join(", ", others))
                + "; checked out is "
                + (head.isDetached() ? "no branch" : head.branch().replaceFirst("^refs/heads/", ""))
                + ".");
      }
      return Optional.of(what + "\".");
    }
    Path stash = folders.commonDir().resolve("refs/stash");
    boolean isStashed =
        Files.exists(stash)
            && !Files.getLastModifiedTime(stash).toInstant().isBefore(changes.since());
    return isStashed
        ? Optional.of(
            "What you changed is in the stash that you made: git stash pop brings it back.")
        : Optional.empty();
  }

  private static String shortId(String id) {
    return RepoFacts.shortId(id);
  }
}
