package dev.vibe.git.remote;

import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.PrivateConfig;
import dev.vibe.git.store.NativeGit;
import dev.vibe.git.store.NativeGit.Answer;
import dev.vibe.git.store.NativeGit.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Branches of the repository as they are here, read and moved by the installed {@code git}. Index
 * and files are never touched. Owned by one thread.
 */
public final class LocalBranches {

  private static final String HEADS = "refs/heads/";
  private static final String REASON = "vibe: a branch for a pull request";

  private final GitFolders folders;
  private final NativeGit git;

  LocalBranches(GitFolders folders, NativeGit git) {
    this.folders = folders;
    this.git = git;
  }

  /**
   * Place where HEAD is.
   *
   * @param branch without {@code refs/heads/}; empty when HEAD is on none
   * @param commit empty on a branch without commits
   */
  public record Place(String branch, String commit) {}

  /** Change of one file. Binary ones count no lines. */
  public record FileCount(String path, int added, int removed) {}

  public Place place() throws IOException {
    Answer symbolic = git.attempt(Request.of("symbolic-ref", "-q", "HEAD"));
    String ref = symbolic.isGood() ? symbolic.text().strip() : "";
    return new Place(
        ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : "", commit("HEAD").orElse(""));
  }

  /** The commit that a branch is at; empty when it is not there. */
  public Optional<String> tip(String branch) throws IOException {
    return commit(HEADS + branch);
  }

  /** The full name of a commit; empty when it is not in this repository. */
  public Optional<String> commit(String name) throws IOException {
    Answer answer =
        git.attempt(
            Request.of("rev-parse", "-q", "--verify", "--end-of-options", name + "^{commit}"));
    return answer.isGood() ? Optional.of(answer.text().strip()) : Optional.empty();
  }

  /** Whether one commit is in the history of another; not when that cannot be told from here. */
  public boolean isWithin(String older, String newer) throws IOException {
    return older.equals(newer)
        || git.attempt(Request.of("merge-base", "--is-ancestor", older, newer)).isGood();
  }

  /** How many commits one has that the other lacks; empty when that cannot be told from here. */
  public Optional<Integer> beyond(String base, String commit) throws IOException {
    Answer answer = git.attempt(Request.of("rev-list", "--count", base + ".." + commit, "--"));
    return answer.isGood() ? Optional.of(Integer.valueOf(answer.text().strip())) : Optional.empty();
  }

  /** The subjects of the commits that one has and the other lacks, oldest first. */
  public List<String> subjects(String base, String commit) throws IOException {
    Answer answer =
        git.attempt(
            Request.of("log", "--reverse", "-z", "--format=%h %s", base + ".." + commit, "--"));
    return answer.isGood() ? parts(answer.text()) : List.of();
  }

  /**
   * What a pull request from one commit into another would change, by file; empty when that cannot
   * be told from here.
   */
  public List<FileCount> changes(String base, String commit) throws IOException {
    Answer fork = git.attempt(Request.of("merge-base", base, commit));
    if (!fork.isGood()) {
      return List.of();
    }
    Answer diff =
        git.attempt(
            Request.of(
                "diff-tree", "-r", "--numstat", "-z", "--no-renames", fork.text().strip(), commit));
    List<FileCount> counts = new ArrayList<>();
    for (String part : parts(diff.text())) {
      List<String> fields = List.of(part.split("\t", 3));
      if (fields.size() == 3) {
        counts.add(new FileCount(fields.get(2), number(fields.get(0)), number(fields.get(1))));
      }
    }
    return counts;
  }

  private static List<String> parts(String text) {
    return List.of(text.split("\0", -1)).stream()
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static int number(String text) {
    return text.equals("-") ? 0 : Integer.parseInt(text);
  }

  /** Whether another work tree has the branch checked out. */
  public boolean isElsewhere(String branch) throws IOException {
    List<Path> heads = new ArrayList<>(List.of(folders.commonDir().resolve("HEAD")));
    Path linked = folders.commonDir().resolve("worktrees");
    if (Files.isDirectory(linked)) {
      try (DirectoryStream<Path> each = Files.newDirectoryStream(linked)) {
        each.forEach(folder -> heads.add(folder.resolve("HEAD")));
      }
    }
    Path ours = folders.gitDir().resolve("HEAD");
    for (Path head : heads) {
      if (Files.isRegularFile(head)
          && !head.equals(ours)
          && Files.readString(head, StandardCharsets.ISO_8859_1)
              .strip()
              .equals("ref: " + HEADS + branch)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Points HEAD at a branch that begins where HEAD is. What is staged and what is changed stays as
   * it is, since it is the same commit.
   *
   * @param standing where the branch was before; empty when it was not there
   * @throws IOException when it is not there any more, or somebody else holds it
   */
  public void enter(String branch, Place from, Optional<String> standing) throws IOException {
    if (from.branch().equals(branch)) {
      return;
    }
    PrivateConfig.prepareLogs(folders);
    move(branch, from.commit(), standing.orElse(nothing(from.commit())));
    good("symbolic-ref", "-m", REASON, "HEAD", HEADS + branch);
  }

  /**
   * Takes {@link #enter} back, where nothing was committed meanwhile and HEAD is where that left
   * it.
   *
   * @return whether that was so
   */
  public boolean leave(String branch, Place from, Optional<String> standing) throws IOException {
    if (from.branch().equals(branch) || !place().equals(new Place(branch, from.commit()))) {
      return false;
    }
    if (from.branch().isEmpty()) {
      good("update-ref", "--no-deref", "-m", REASON, "HEAD", from.commit());
    } else {
      good("symbolic-ref", "-m", REASON, "HEAD", HEADS + from.branch());
    }
    if (standing.isPresent()) {
      move(branch, standing.get(), from.commit());
    } else {
      good("update-ref", "-d", HEADS + branch, from.commit());
    }
    return true;
  }

  private void move(String branch, String to, String from) throws IOException {
    good("update-ref", "-m", REASON, HEADS + branch, to, from);
  }

  /** What Git takes for a ref that is not there. */
  private static String nothing(String like) {
    return "0".repeat(like.length());
  }

  private void good(String... arguments) throws IOException {
    Request request = Request.of(arguments);
    NativeGit.good(request, git.attempt(request));
  }
}
