package dev.vibe.git.config;

import dev.vibe.text.Glob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Policy that decides whether an {@code includeIf} counts: by folder, branch, or the address of a
 * remote, as {@code git help config}, "Conditional includes", says. A condition that is not known
 * does not count.
 */
final class ConfigConditions {

  private static final String FOLDER = "gitdir:";
  private static final String FOLDER_ANY_CASE = "gitdir/i:";
  private static final String BRANCH = "onbranch:";
  private static final String REMOTE = "hasconfig:remote.*.url:";
  private static final String BRANCHES = "refs/heads/";

  /** What HEAD says where refs are in tables; gitrepository-layout(5). */
  private static final String IN_TABLE = "refs/heads/.invalid";

  private static final int LONGEST_REF = 4096;

  private static final Pattern BRACES = Pattern.compile("\\\\.|[{}]");
  private static final Pattern SLASHES = Pattern.compile("/+");

  private final GitFolders folders;
  private final GitSettings settings;
  private final Remotes remotes;

  /** Source of the addresses of all remotes. */
  interface Remotes {
    List<String> urls() throws IOException;
  }

  ConfigConditions(GitFolders folders, GitSettings settings, Remotes remotes) {
    this.folders = folders;
    this.settings = settings;
    this.remotes = remotes;
  }

  /**
   * Whether it counts in a file.
   *
   * @param file of the configuration, in which it stands
   */
  boolean hold(String condition, Path file) throws IOException {
    if (condition.startsWith(FOLDER)) {
      return inFolder(condition.substring(FOLDER.length()), file, Case.KEPT);
    }
    if (condition.startsWith(FOLDER_ANY_CASE)) {
      return inFolder(condition.substring(FOLDER_ANY_CASE.length()), file, Case.FOLDED);
    }
    if (condition.startsWith(BRANCH)) {
      String branch = branch();
      String pattern = openEnded(condition.substring(BRANCH.length()));
      return !branch.isEmpty() && matches("", pattern, branch, Case.KEPT);
    }
    if (condition.startsWith(REMOTE)) {
      String pattern = condition.substring(REMOTE.length());
      return remotes.urls().stream().anyMatch(url -> matches("", pattern, url, Case.KEPT));
    }
    return false;
  }

  private enum Case {
    KEPT,
    FOLDED
  }

  private boolean inFolder(String named, Path file, Case sense) throws IOException {
    String literal = "";
    String pattern = named;
    if (pattern.startsWith("./")) {
      Path above = file.toRealPath().getParent();
      literal = above + "/";
      pattern = pattern.substring(2);
    } else if (pattern.startsWith("~") || pattern.startsWith("%(prefix)/")) {
      Optional<Path> expanded = ConfigPlaces.named(pattern, folders.worktree(), settings);
      if (expanded.isEmpty()) {
        return false;
      }
      // a Path has no slash at its end
      pattern = expanded.get() + (pattern.endsWith("/") ? "/" : "");
    } else if (!pattern.startsWith("/")) {
      pattern = "**/" + pattern;
    }
    String open = openEnded(pattern);
    for (Path gitDir : List.of(folders.gitDir().toRealPath(), folders.gitDir(), asEntered())) {
      if (matches(literal, open, gitDir.toString(), sense)) {
        return true;
      }
    }
    return false;
  }

  /** By the links through which a shell went to the top of the work tree, as it tells. */
  private Path asEntered() throws IOException {
    Path usual = folders.gitDir();
    String entered = settings.variable("PWD");
    if (!entered.startsWith("/") || !usual.equals(folders.worktree().resolve(".git"))) {
      return usual;
    }
    try {
      Path folder = Path.of(entered);
      return folder.toRealPath().equals(folders.worktree()) ? folder.resolve(".git") : usual;
    } catch (InvalidPathException | IOException e) {
      return usual; // it is of another time
    }
  }

  private static String openEnded(String pattern) {
    return pattern.endsWith("/") ? pattern + "**" : pattern;
  }

  /** Git knows no alternatives in braces here, and no pattern that is for names at any depth. */
  private static boolean matches(String literal, String pattern, String text, Case sense) {
    String start = fold(literal, sense);
    String subject = fold(text, sense);
    if (!subject.startsWith(start) || pattern.isBlank()) {
      return false;
    }
    String plain =
        BRACES
            .matcher(fold(pattern, sense))
            .replaceAll(
                found -> {
                  String what = found.group();
                  return Matcher.quoteReplacement(what.length() == 1 ? "\\" + what : what);
                });
    try {
      // to Git, what is below a folder is not the folder itself
      String below = plain.endsWith("/**") ? plain + "/*" : plain;
      return Glob.compile(single("/" + below))
          .matches(single("/" + subject.substring(start.length())).substring(1));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String single(String text) {
    return SLASHES.matcher(text).replaceAll("/");
  }

  private static String fold(String text, Case sense) {
    return switch (sense) {
      case KEPT -> text;
      case FOLDED -> text.toLowerCase(Locale.ROOT);
    };
  }

  private String branch() throws IOException {
    Path head = folders.gitDir().resolve("HEAD");
    String target =
        Files.isSymbolicLink(head)
            ? Files.readSymbolicLink(head).toString()
            : withoutStart("ref:", new String(ConfigText.read(head), StandardCharsets.UTF_8));
    return withoutStart(BRANCHES, target.equals(IN_TABLE) ? branchByGit() : target);
  }

  /** The same where refs are in tables, which only Git reads. */
  private String branchByGit() throws IOException {
    if (settings.nativeGit().isEmpty()) {
      throw new IOException("the branch is in a reftable, which takes an installed git to read");
    }
    ProcessBuilder git = new ProcessBuilder(settings.nativeGit(), "symbolic-ref", "-q", "HEAD");
    git.environment().clear();
    git.environment().put("GIT_DIR", folders.gitDir().toString());
    git.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    git.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    Process asked = git.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (InputStream told = asked.getInputStream()) {
      return new String(told.readNBytes(LONGEST_REF), StandardCharsets.UTF_8).strip();
    } finally {
      asked.destroy();
    }
  }

  private static String withoutStart(String start, String text) {
    return text.startsWith(start) ? text.substring(start.length()).strip() : "";
  }
}
