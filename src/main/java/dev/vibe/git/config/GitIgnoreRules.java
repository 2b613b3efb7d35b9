package dev.vibe.git.config;

import dev.vibe.file.FileName;
import dev.vibe.workspace.IgnoreRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.ignore.FastIgnoreRule;
import org.eclipse.jgit.ignore.IgnoreNode;

/**
 * Implementation of Git's ignore rules: {@code .gitignore} of each folder, then {@code
 * info/exclude}, then {@code core.excludesFile}; the nearest that says something wins. {@code .git}
 * is always ignored, and so is vibe's own state where it lies below: what a run keeps there is no
 * work of the user's. Only rules are looked at: whether Git tracks a file all the same is not known
 * here. Without a repository the {@code .gitignore} files count too. An ignore file that cannot be
 * read, or is larger than {@link ConfigText#MOST_BYTES}, counts as empty.
 */
public final class GitIgnoreRules implements IgnoreRules {

  /**
   * One ignore file.
   *
   * @param folder where it applies, relative to the top with a final {@code /}; empty for the top
   */
  private record Source(String folder, IgnoreNode node) {}

  private final Path top;
  private final String prefix;
  private final String folder;
  private final List<Source> nearestFirst;

  private GitIgnoreRules(Path top, String prefix, String folder, List<Source> nearestFirst) {
    this.top = top;
    this.prefix = prefix;
    this.folder = folder;
    this.nearestFirst = nearestFirst;
  }

  /** Rules of a folder that is in no repository. */
  public static GitIgnoreRules without(Path folder, GitSettings settings) {
    List<Source> everywhere = new ArrayList<>();
    addState(everywhere, folder, settings);
    return new GitIgnoreRules(folder, "", "", everywhere).withOwnFile();
  }

  /**
   * Rules of a working folder in a repository.
   *
   * @param root the working folder; paths are relative to it
   */
  public static GitIgnoreRules of(GitFolders folders, Path root, GitSettings settings) {
    List<Source> everywhere = new ArrayList<>();
    addFile(everywhere, "", folders.commonDir().resolve("info/exclude"));
    addFile(everywhere, "", usersExcludes(folders, settings));
    addState(everywhere, folders.worktree(), settings);
    GitIgnoreRules rules = new GitIgnoreRules(folders.worktree(), "", "", everywhere).withOwnFile();
    String prefix = folders.relative(root);
    if (prefix.isEmpty()) {
      return rules;
    }
    int slash = 0;
    while (slash >= 0) {
      slash = prefix.indexOf('/', slash + 1);
      rules = rules.enter(slash < 0 ? prefix : prefix.substring(0, slash));
    }
    return new GitIgnoreRules(folders.worktree(), prefix + "/", prefix, rules.nearestFirst);
  }

  private static Path usersExcludes(GitFolders folders, GitSettings settings) {
    Path usual = ConfigPlaces.xdgFolder(settings).resolve("ignore");
    try {
      String named = GitConfig.load(settings, folders).value("core", "excludesFile");
      return ConfigPlaces.named(named, folders.worktree(), settings).orElse(usual);
    } catch (IOException | RuntimeException e) {
      return usual;
    }
  }

  @Override
  public GitIgnoreRules enter(String relative) {
    String entered = relative.isEmpty() ? withoutSlash(prefix) : prefix + relative;
    return entered.equals(folder)
        ? this
        : new GitIgnoreRules(top, prefix, entered, nearestFirst).withOwnFile();
  }

  @Override
  public boolean ignored(String relative, Kind kind) {
    String path = prefix + relative;
    if (path.equals(".git") || path.endsWith("/.git")) {
      return true;
    }
    for (Source source : nearestFirst) {
      String inside = path.substring(source.folder.length());
      Boolean verdict = source.node.checkIgnored(inside, kind == Kind.FOLDER);
      if (verdict != null) {
        return verdict;
      }
    }
    return false;
  }

  @Override
  public IgnoreRules outside(Path start) {
    if (!start.startsWith(top)) {
      return IgnoreRules.repositoriesOnly();
    }
    List<Source> everywhere =
        nearestFirst.stream().filter(source -> source.folder.isEmpty()).toList();
    GitIgnoreRules at = new GitIgnoreRules(top, "", "", everywhere);
    Path entered = top;
    for (Path name : top.relativize(start)) {
      entered = entered.resolve(name);
      String relative = slashed(top.relativize(entered));
      if (!relative.isEmpty()) {
        if (at.ignored(relative, Kind.FOLDER)) {
          return IgnoreRules.repositoriesOnly();
        }
        at = at.enter(relative);
      }
    }
    return new Around(top, top.resolve(prefix), at);
  }

  /** Rules of the whole repository for paths that are named from a folder in it, or absolute. */
  private record Around(Path top, Path folder, IgnoreRules rules) implements IgnoreRules {

    @Override
    public boolean ignored(String named, Kind kind) {
      return rules.ignored(inRepository(named), kind);
    }

    @Override
    public IgnoreRules enter(String named) {
      return new Around(top, folder, rules.enter(inRepository(named)));
    }

    private String inRepository(String named) {
      return slashed(top.relativize(FileName.in(folder, named).normalize()));
    }
  }

  private static String slashed(Path path) {
    return FileName.of(path);
  }

  private static String withoutSlash(String prefix) {
    return prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
  }

  private GitIgnoreRules withOwnFile() {
    Path file = top.resolve(folder).resolve(".gitignore");
    if (!file.toFile().isFile()) {
      return this;
    }
    List<Source> sources = new ArrayList<>();
    addFile(sources, folder.isEmpty() ? "" : folder + "/", file);
    sources.addAll(nearestFirst);
    return new GitIgnoreRules(top, prefix, folder, List.copyOf(sources));
  }

  private static void addFile(List<Source> sources, String folder, Path file) {
    if (!file.toFile().isFile()) {
      return;
    }
    byte[] text;
    try {
      text = ConfigText.read(file);
    } catch (IOException e) {
      return;
    }
    // As the library reads a stream, without its buffers: most files are short, and read often.
    List<FastIgnoreRule> rules =
        new String(text, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.equals("/"))
            .map(FastIgnoreRule::new)
            .filter(rule -> !rule.isEmpty())
            .toList();
    sources.add(new Source(folder, new IgnoreNode(rules)));
  }

  private static void addState(List<Source> sources, Path top, GitSettings settings) {
    Path state = settings.stateFolder().toAbsolutePath().normalize().getParent();
    if (state == null || state.equals(top) || !state.startsWith(top)) {
      return;
    }
    String literal = top.relativize(state).toString().replaceAll("[\\\\*?\\[\\] !#]", "\\\\$0");
    IgnoreNode node = new IgnoreNode(List.of(new FastIgnoreRule("/" + literal + "/")));
    sources.add(new Source("", node));
  }
}
