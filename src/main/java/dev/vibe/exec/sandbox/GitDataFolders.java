package dev.vibe.exec.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Folders in which the Git data of a working folder lies. A line that runs nothing but git may
 * write data there, so that {@code git stash} works; what git itself obeys or runs stays as it is.
 */
final class GitDataFolders {

  /** Obeyed by git, in a repository's folder and in that of a worktree. */
  private static final List<String> OBEYED =
      List.of(
          "config",
          "config.worktree",
          "hooks",
          "info/attributes",
          "modules",
          "commondir",
          "gitdir",
          "objects/info/alternates");

  private static final Pattern HOOKS =
      Pattern.compile(
          "^\\s*hookspath\\s*=([^\\n#;]+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  /** A pointer is a line, a configuration some dozens; what is longer is not read. */
  private static final int LONGEST = 64_000;

  private GitDataFolders() {}

  /** Those of the repository that {@code folder} lies in, the nearest first; often none. */
  static List<Path> of(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.isDirectory(git)) {
        return List.of(git);
      }
      if (Files.isRegularFile(git)) {
        return linked(at, git);
      }
    }
    return List.of();
  }

  /**
   * Of a worktree or a submodule. The pointer counts only where the folder points back, as git
   * writes it: otherwise a file in the workspace could open any folder for writing.
   */
  private static List<Path> linked(Path worktree, Path pointer) {
    List<Path> folders = new ArrayList<>();
    Optional<Path> data =
        text(pointer)
            .filter(text -> text.startsWith("gitdir: "))
            .flatMap(text -> resolved(worktree, text.substring("gitdir: ".length())));
    boolean isAnswered =
        data.flatMap(folder -> text(folder.resolve("gitdir")))
            .flatMap(back -> resolved(data.get(), back))
            .filter(back -> back.equals(pointer))
            .isPresent();
    if (isAnswered) {
      folders.add(data.get());
      text(data.get().resolve("commondir"))
          .flatMap(common -> resolved(data.get(), common))
          .ifPresent(folders::add);
    }
    return folders;
  }

  /**
   * Where hooks are that the configuration of a working folder names, rather than the one that git
   * keeps for them; as it is written, from that folder. Empty where it names none.
   */
  static Optional<Path> namedHooks(Path folder) {
    Optional<Path> named = Optional.empty();
    for (Path git : of(folder)) {
      for (String file : List.of("config", "config.worktree")) {
        Matcher line = HOOKS.matcher(text(git.resolve(file)).orElse(""));
        while (line.find()) {
          named = Optional.of(folder.resolve(line.group(1).replace("\"", "").strip()).normalize());
        }
      }
    }
    return named;
  }

  private static Optional<Path> resolved(Path base, String named) {
    return HomeSecrets.real(base.resolve(named).normalize());
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) < LONGEST
          ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What git obeys in such a folder, as far as it is there. */
  static List<Path> obeyed(Path git) {
    return obeyedNames(git).stream().filter(Files::exists).toList();
  }

  /** The same, and what is not there. */
  static List<Path> obeyedNames(Path git) {
    List<Path> all = new ArrayList<>();
    for (String name : OBEYED) {
      all.add(git.resolve(name));
    }
    return all;
  }
}
