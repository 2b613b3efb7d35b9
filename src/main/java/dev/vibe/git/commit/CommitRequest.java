package dev.vibe.git.commit;

import dev.vibe.file.FileName;
import dev.vibe.text.NameBytes;
import dev.vibe.text.QuotedName;
import dev.vibe.workspace.WorkspacePath;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Request for a commit.
 *
 * @param message taken as it is but for blank lines around it; the trailers of its terms are added
 * @param form what kind of commit is wanted
 * @param files files or folders that the commit is limited to, as a model names them: relative to
 *     the workspace root or absolute; empty for all that the run changed
 * @param terms what its user has set
 */
public record CommitRequest(
    String message, List<String> files, Form form, CommitNote note, CommitTerms terms) {

  /** Form of a commit. */
  public enum Form {
    /** One that follows HEAD; where a merge is in progress, the one that finishes it. */
    NEW,
    /** One in the place of HEAD, which is the session's own. */
    AMENDED,
    /** What a run left: it follows HEAD and finishes nothing. */
    LEFT_OVER
  }

  public CommitRequest(String message, List<String> files, CommitNote note, CommitTerms terms) {
    this(message, files, Form.NEW, note, terms);
  }

  public CommitRequest {
    message = message.replace("\r\n", "\n").replace("\0", "").strip();
    files = List.copyOf(files);
  }

  /** A request for a commit that holds no secrets and runs no hooks. */
  public CommitRequest(String message, List<String> files, CommitNote note) {
    this(message, files, note, CommitTerms.STRICT);
  }

  /** The same, after a person's yes to the secrets in it. */
  public CommitRequest allowingSecrets() {
    return new CommitRequest(message, files, form, note, terms.allowingSecrets());
  }

  /** The same, where names that lead out of the folder are absolute. */
  public CommitRequest from(Path folder) {
    List<String> named =
        files.stream().map(name -> name.startsWith("..") ? normal(folder, name) : name).toList();
    return new CommitRequest(message, named, form, note, terms);
  }

  /** The same with other terms for hooks. */
  public CommitRequest with(HookTerms hooks) {
    return new CommitRequest(message, files, form, note, terms.with(hooks));
  }

  /** The same with another message. */
  CommitRequest saying(String other) {
    return new CommitRequest(other, files, form, note, terms);
  }

  SecretCheck secrets() {
    return terms.secrets();
  }

  private static String normal(Path folder, String name) {
    try {
      return FileName.of(FileName.in(folder, name).normalize());
    } catch (InvalidPathException e) {
      return name; // no file has it
    }
  }

  /** The first line. */
  public String subject() {
    return message.lines().findFirst().orElse("");
  }

  /** Whether the commit is about this file. */
  public boolean covers(WorkspacePath path) {
    return files.isEmpty() || files.stream().anyMatch(name -> isAbout(name, path));
  }

  /** Names in {@code files} that none of the paths answers to. */
  public List<String> unknown(Collection<WorkspacePath> paths) {
    return files.stream()
        .filter(name -> paths.stream().noneMatch(path -> isAbout(name, path)))
        .toList();
  }

  /** Also when it was named as it was told, in quotes. */
  private static boolean isAbout(String named, WorkspacePath path) {
    return covers(named, path)
        || QuotedName.read(named).filter(name -> covers(name, path)).isPresent()
        || covers(NameBytes.unescaped(named), path);
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
        || isAtOrBelow(FileName.of(path.absolute()), name);
  }

  private static boolean isAtOrBelow(String path, String name) {
    return path.equals(name) || path.startsWith(name + "/");
  }
}
