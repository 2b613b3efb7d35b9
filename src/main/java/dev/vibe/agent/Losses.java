package dev.vibe.agent;

import dev.vibe.exec.shell.LinePaths;
import dev.vibe.exec.shell.Takings.Ignored;
import dev.vibe.exec.shell.Takings.Staged;
import dev.vibe.exec.shell.Takings.Taking;
import dev.vibe.git.UsersWork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Losses of work that is not the run's, in words for people: what goes, and the way back. */
final class Losses {

  private static final int MOST_NAMED = 5;

  private final Set<String> files = new TreeSet<>();
  private final Set<String> stashes = new LinkedHashSet<>();
  private final Set<String> others = new LinkedHashSet<>();

  /** What keeps it, to be done before. */
  private final Set<String> precautions = new LinkedHashSet<>();

  /** Whether what goes into a stash is somebody else's, too. */
  private boolean usersAreStashed;

  void add(Taking taking, UsersWork work, Set<String> ownStashes) throws IOException {
    switch (taking) {
      case Taking.Changes(LinePaths paths, Staged staged) -> {
        files.addAll(work.unstaged(paths::has));
        if (staged == Staged.TOO) {
          files.addAll(work.staged(paths::has));
        }
      }
      case Taking.Untracked(LinePaths paths, Ignored ignored) -> {
        if (ignored != Ignored.ONLY) {
          files.addAll(work.untracked(paths::has));
        }
      }
      case Taking.Files(LinePaths paths) -> {
        files.addAll(work.unstaged(paths::has));
        files.addAll(work.staged(paths::has));
        files.addAll(work.untracked(paths::has));
        if (paths.patterns().contains(".git")) {
          others.add("the repository with all its commits");
        }
      }
      case Taking.Stashes() ->
          work.stashes().stream().filter(id -> !ownStashes.contains(id)).forEach(stashes::add);
      case Taking.Stashing() ->
          usersAreStashed |=
              !work.unstaged(path -> true).isEmpty()
                  || !work.staged(path -> true).isEmpty()
                  || !work.untracked(path -> true).isEmpty();
      case Taking.Branches(List<String> names) -> {
        for (String name : names) {
          commits(work.commitsOnlyOn(name), "that only " + name + " has");
        }
      }
      case Taking.CommitsSince(String revision) ->
          commits(work.commitsSince(revision), "that no other branch has");
      case Taking.Rewriting() ->
          commits(work.commitsOnlyOnHead(), "that would be made anew, under other ids");
      case Taking.Remote() -> {
        others.add("what others have pushed there since the last fetch");
        precautions.add("git fetch first and --force-with-lease in place of --force");
      }
      case Taking.Unreachable() ->
          others.add("what only the reflog still has, such as commits before a reset");
    }
  }

  private void commits(int count, String which) {
    if (count > 0) {
      others.add((count == 1 ? "1 commit " : count + " commits ") + which);
      precautions.add("another branch that keeps the commits");
    }
  }

  /** Those that are not there any more. */
  Losses without(Losses left) {
    Losses gone = new Losses();
    files.stream().filter(file -> !left.files.contains(file)).forEach(gone.files::add);
    stashes.stream().filter(id -> !left.stashes.contains(id)).forEach(gone.stashes::add);
    others.stream().filter(other -> !left.others.contains(other)).forEach(gone.others::add);
    return gone;
  }

  /** Whether a stash that is made now has nothing but the run's. */
  boolean holdNoFile() {
    return files.isEmpty() && !usersAreStashed;
  }

  boolean isNothing() {
    return files.isEmpty() && stashes.isEmpty() && others.isEmpty();
  }

  String inWords() {
    List<String> parts = new ArrayList<>();
    if (!files.isEmpty()) {
      String names = String.join(", ", files.stream().limit(MOST_NAMED).toList());
      parts.add(
          (files.size() == 1 ? "1 file" : files.size() + " files")
              + " with work that is in no commit: "
              + names
              + (files.size() > MOST_NAMED ? " …" : ""));
    }
    if (!stashes.isEmpty()) {
      parts.add(stashes.size() == 1 ? "1 stash" : stashes.size() + " stashes");
    }
    parts.addAll(others);
    return String.join("; ", parts);
  }

  /** What would keep it all, as words before an alternative; empty where nothing would. */
  String precaution() {
    List<String> ways = new ArrayList<>();
    if (!files.isEmpty()) {
      ways.add("committing or stashing the work first");
    }
    if (!stashes.isEmpty()) {
      ways.add("git stash branch, which keeps the stash as a branch");
    }
    ways.addAll(precautions);
    return ways.isEmpty() ? "" : String.join(" and ", ways) + ", or ";
  }

  String wayBack() {
    List<String> ways = new ArrayList<>();
    if (!files.isEmpty()) {
      ways.add("vibe undo brings the files back, and what was staged");
    }
    stashes.forEach(id -> ways.add("git stash store " + id));
    if (!others.isEmpty()) {
      ways.add("git reflog shows where commits were");
    }
    return String.join("; ", ways);
  }
}
