package dev.vibe.git;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.store.GitProblems;
import dev.vibe.git.store.NativeGit;
import dev.vibe.git.store.NativeGit.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commit that a session made, as the note beside it says.
 *
 * @param id full object name
 * @param at when it was made, to the second
 * @param note one line of JSON, from {@link dev.vibe.git.commit.CommitNote}
 */
public record NotedCommit(String id, Instant at, String subject, String note) {

  private static final int FIELDS = 4;

  /**
   * Those that lead to HEAD, newest first; none where there is no commit. Blocks on disk.
   *
   * @param folder where the name of a file starts from
   * @param file only those that changed it, under whatever name it had then
   * @throws dev.vibe.problem.VibeException without an installed {@code git}
   */
  static List<NotedCommit> newest(
      Path folder, GitFolders folders, GitSettings settings, Optional<String> file)
      throws IOException {
    if (settings.nativeGit().isEmpty()) {
      throw GitProblems.thrown(GitProblems.needsGit("notes are to be read"));
    }
    NativeGit git = new NativeGit(folder, folders, settings, GitConfig.load(settings, folders));
    if (!git.attempt(Request.of("rev-parse", "-q", "--verify", "HEAD^{commit}")).isGood()) {
      return List.of();
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "log",
                "-z",
                "--no-show-signature",
                "--notes=vibe",
                "--format=%H%x00%ct%x00%s%x00%N"));
    file.ifPresent(name -> arguments.addAll(List.of("--follow", "--", name)));
    Request log = Request.of(arguments.toArray(String[]::new));
    String[] fields = NativeGit.good(log, git.attempt(log)).text().split("\0", -1);
    List<NotedCommit> found = new ArrayList<>();
    for (int i = 0; i + FIELDS <= fields.length; i += FIELDS) {
      if (!fields[i + 3].isBlank()) {
        Instant at = Instant.ofEpochSecond(Long.parseLong(fields[i + 1]));
        found.add(new NotedCommit(fields[i], at, fields[i + 2], fields[i + 3].strip()));
      }
    }
    return found;
  }
}
