package dev.vibe.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Git repository for one test, worked on with the installed git, so that what the product does
 * through a library is judged by the real thing. Nobody's own Git configuration counts in it.
 */
public record TempRepo(Path root) {

  /** A repository with the branch main, an author, and no commit. */
  public static TempRepo init(Path root) {
    TempRepo repo = new TempRepo(root);
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    repo.git("init", "--quiet", "--initial-branch=main");
    repo.git("config", "user.name", "Ada Tester");
    repo.git("config", "user.email", "ada@example.org");
    repo.git("config", "commit.gpgsign", "false");
    return repo;
  }

  public TempRepo write(String file, String text) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(String file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TempRepo stage(String... files) {
    git(concat(List.of("add", "--"), files));
    return this;
  }

  /** Commits the whole tree, untracked files included. */
  public TempRepo commitAll(String message) {
    git("add", "--all");
    git("commit", "--quiet", "--message", message);
    return this;
  }

  /** The lines of {@code git status --porcelain}; none if the tree is clean. */
  public List<String> status() {
    return git("status", "--porcelain", "--untracked-files=all").lines().toList();
  }

  /** The subjects of the commits of HEAD, newest first. */
  public List<String> log() {
    return git("log", "--format=%s").lines().toList();
  }

  public String head() {
    return git("rev-parse", "HEAD").strip();
  }

  /** The paths that a commit changed. */
  public List<String> changedIn(String commit) {
    return git("show", "--format=", "--name-only", commit).lines().toList();
  }

  /** The content of a file as {@code revision} has it; {@code ":"} is the index. */
  public String fileAt(String revision, String file) {
    return git("show", revision + (revision.equals(":") ? "" : ":") + file);
  }

  /** Runs git and returns what it prints; anything but exit code 0 fails the test. */
  public String git(String... arguments) {
    var builder =
        new ProcessBuilder(concat(List.of("git"), arguments))
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new AssertionError(builder.command() + " ended with " + exit + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String[] concat(List<String> first, String... rest) {
    List<String> all = new ArrayList<>(first);
    all.addAll(Arrays.asList(rest));
    return all.toArray(String[]::new);
  }
}
