package dev.vibe.git.config;

import dev.vibe.file.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;

/**
 * Configuration of Git, in the order Git reads it: system, user, repository, work tree; {@code
 * include} and {@code includeIf} (by folder or branch) followed.
 */
public final class GitConfig {

  private final Config effective;
  private final Config users;

  private GitConfig(Config effective, Config users) {
    this.effective = effective;
    this.users = users;
  }

  /**
   * Reads it all.
   *
   * @throws IOException when a file cannot be read or parsed
   */
  public static GitConfig load(GitSettings settings, GitFolders folders) throws IOException {
    Source source = new Source(QuietSystemReader.install(settings), settings.home(), folders);
    Config users = usersOwn(settings, source);
    Config repository = source.read(users, folders.commonDir().resolve("config"));
    Config effective = repository;
    if (repository.getBoolean("extensions", "worktreeConfig", false)) {
      effective = source.read(repository, folders.gitDir().resolve("config.worktree"));
    }
    return new GitConfig(effective, users);
  }

  /** Without a repository: what the user set for everywhere. */
  static GitConfig loadUsers(GitSettings settings) throws IOException {
    GitFolders nowhere = new GitFolders(Path.of("/"), Path.of("/"), Path.of("/"));
    Config users =
        usersOwn(
            settings, new Source(QuietSystemReader.install(settings), settings.home(), nowhere));
    return new GitConfig(users, users);
  }

  private static Config usersOwn(GitSettings settings, Source source) throws IOException {
    Config system = new Config();
    if (settings.variable("GIT_CONFIG_NOSYSTEM").isEmpty()) {
      system = source.read(system, ConfigPlaces.systemFile(settings));
    }
    Config xdg = source.read(system, ConfigPlaces.xdgFile(settings));
    return source.read(xdg, ConfigPlaces.globalFile(settings));
  }

  /** Every file that {@link #load} may read, but for those that others include. */
  static List<Path> files(GitSettings settings, GitFolders folders) {
    return List.of(
        ConfigPlaces.systemFile(settings),
        ConfigPlaces.xdgFile(settings),
        ConfigPlaces.globalFile(settings),
        folders.commonDir().resolve("config"),
        folders.gitDir().resolve("config.worktree"));
  }

  /** The value that counts; empty when there is none. */
  String value(String section, String name) {
    return orEmpty(effective, section, name);
  }

  /** What the user set outside of the repository, which the repository cannot have chosen. */
  public String usersValue(String section, String name) {
    return orEmpty(users, section, name);
  }

  private static String orEmpty(Config config, String section, String name) {
    int dot = section.indexOf('.');
    String value =
        dot < 0
            ? config.getString(section, null, name)
            : config.getString(section.substring(0, dot), section.substring(dot + 1), name);
    return value == null ? "" : value;
  }

  public boolean isTrue(String section, String name) {
    return effective.getBoolean(section, name, false);
  }

  public boolean isTrueByDefault(String section, String name) {
    return effective.getBoolean(section, name, true);
  }

  /** All values of one name that the user set, oldest first. */
  String[] usersValues(String section, String name) {
    return users.getStringList(section, null, name);
  }

  /** Names of filter drivers that any level defines. */
  public Set<String> filters() {
    return effective.getSubsections("filter");
  }

  /** {@code core.autocrlf} is {@code true} or {@code input}. */
  public boolean normalizesLineEndings() {
    String value = value("core", "autocrlf");
    return value.equalsIgnoreCase("input") || (!value.isEmpty() && isTrueWord(value));
  }

  private static boolean isTrueWord(String value) {
    return value.equalsIgnoreCase("true")
        || value.equalsIgnoreCase("yes")
        || value.equalsIgnoreCase("on")
        || value.equals("1");
  }

  public boolean isSha256() {
    return value("extensions", "objectformat").equalsIgnoreCase("sha256");
  }

  private static final class Source {
    private final FS fs;
    private final Path home;
    private final GitFolders folders;

    Source(FS fs, Path home, GitFolders folders) {
      this.fs = fs;
      this.home = home;
      this.folders = folders;
    }

    Config read(Config parent, Path file) throws IOException {
      BoundedFile.check(file, ConfigText.MOST_BYTES);
      FileBasedConfig config = new ConditionalConfig(parent, file, this);
      try {
        config.load();
      } catch (ConfigInvalidException e) {
        throw new IOException("cannot parse " + file + ": " + e.getMessage(), e);
      }
      return config;
    }

    /** Whether an {@code includeIf} counts; conditions that are not known here do not. */
    boolean holds(String condition, Path configFile) {
      if (condition.startsWith("gitdir:")) {
        return inFolder(condition.substring("gitdir:".length()), configFile, false);
      }
      if (condition.startsWith("gitdir/i:")) {
        return inFolder(condition.substring("gitdir/i:".length()), configFile, true);
      }
      return condition.startsWith("onbranch:")
          && matches(openEnded(condition.substring("onbranch:".length())), branch(), false);
    }

    private boolean inFolder(String named, Path configFile, boolean anyCase) {
      String pattern = named;
      if (pattern.startsWith("~/")) {
        pattern = home + pattern.substring(1);
      } else if (pattern.startsWith("./")) {
        pattern = configFile.toAbsolutePath().getParent() + pattern.substring(1);
      } else if (!pattern.startsWith("/")) {
        pattern = "**/" + pattern;
      }
      return matches(openEnded(pattern), folders.gitDir().toString(), anyCase);
    }

    private static String openEnded(String pattern) {
      return pattern.endsWith("/") ? pattern + "**" : pattern;
    }

    @SuppressWarnings("StringCaseLocaleUsage")
    private static boolean matches(String pattern, String text, boolean anyCase) {
      String glob = pattern.replace("{", "\\{");
      String subject = text;
      if (anyCase) {
        glob = glob.toLowerCase(Locale.ROOT);
        subject = text.toLowerCase(Locale.ROOT);
      }
      // "**/" may also stand for nothing, which a glob of the JDK does not allow
      String bare = glob.startsWith("**/") ? "/" + glob.substring(3) : glob;
      Path path = Path.of(subject);
      return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(path)
          || FileSystems.getDefault().getPathMatcher("glob:" + bare).matches(path);
    }

    private String branch() {
      try {
        String head = Files.readString(folders.gitDir().resolve("HEAD")).strip();
        String prefix = "ref: refs/heads/";
        return head.startsWith(prefix) ? head.substring(prefix.length()) : "";
      } catch (IOException e) {
        return "";
      }
    }
  }

  /** JGit follows {@code include} but not {@code includeIf}; one that counts is made the former. */
  private static final class ConditionalConfig extends FileBasedConfig {
    private static final Pattern HEADER =
        Pattern.compile("(?im)^(\\s*)\\[\\s*includeif\\s+\"((?:[^\"\\\\\n]|\\\\.)*)\"\\s*]");

    private final Source source;

    ConditionalConfig(Config parent, Path file, Source source) {
      super(parent, file.toFile(), source.fs);
      this.source = source;
    }

    @Override
    public void fromText(String text) throws ConfigInvalidException {
      super.fromText(decide(text));
    }

    @Override
    @SuppressWarnings("NullAway") // JGit's contract: null for a file that cannot be included
    protected byte[] readIncludedConfig(String path) throws ConfigInvalidException {
      byte[] bytes = super.readIncludedConfig(path);
      return bytes == null
          ? null
          : decide(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private String decide(String text) {
      return HEADER
          .matcher(text)
          .replaceAll(
              found -> {
                String condition = found.group(2).replaceAll("\\\\(.)", "$1");
                boolean counts = source.holds(condition, getFile().toPath());
                return counts ? "$1[include]" : Matcher.quoteReplacement(found.group());
              });
    }
  }
}
