package dev.vibe.git.commit;

import dev.vibe.workspace.WorkspacePath;
import java.util.Collection;
import java.util.List;

/**
 * Request for a commit.
 *
 * @param message taken as it is but for blank lines around it; nothing is added
 * @param form what kind of commit is wanted
 * @param files files or folders that the commit is limited to, as a model names them: relative to
 *     the workspace root or absolute; empty for all that the run changed
 */
public record CommitRequest(String message, List<String> files, Form form, CommitNote note) {

  /** Form of a commit. */
  public enum Form {
    /** One that follows HEAD; where a merge is in progress, the one that finishes it. */
    NEW,
    /** One in the place of HEAD, which is the session's own. */
    AMENDED,
    /** What a run left: it follows HEAD and finishes nothing. */
    LEFT_OVER
  }

  public CommitRequest(String message, List<String> files, CommitNote note) {
    this(message, files, Form.NEW, note);
  }

  public CommitRequest {
    message = message.replace("\r\n", "\n").replace("\0", "").strip();
    files = List.copyOf(files);
  }

  /** The first line. */
  public String subject() {
    return message.lines().findFirst().orElse("");
  }

  /** Whether the commit is about this file. */
  public boolean covers(WorkspacePath path) {
    return files.isEmpty() || files.stream().anyMatch(name -> covers(name, path));
  }

  /** Names in {@code files} that none of the paths answers to. */
  public List<String> unknown(Collection<WorkspacePath> paths) {
    return files.stream()
        .filter(name -> paths.stream().noneMatch(path -> covers(name, path)))
        .toList();
  }

  private static boolean covers(String named, WorkspacePath path) {
    String name = named.strip();
    while (name.startsWith("./")) {
      name = name.substring(2);
    }
    while (name.length() > 1 && name.endsWith("/")) {
      name = name.substring(0, name.length() - 1);
    }
    return name.isEmpty()
        || name.equals(".")
        || isAtOrBelow(path.relative(), name)
        || isAtOrBelow(path.absolute().toString(), name);
  }

  private static boolean isAtOrBelow(String path, String name) {
    return path.equals(name) || path.startsWith(name + "/");
  }
}
