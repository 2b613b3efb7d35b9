package dev.vibe.git.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reader of all configuration files of a repository, with what they include where they include it.
 */
final class ConfigReader {

  /** Git's own limit. */
  private static final int DEEPEST = 10;

  /** Files that include each other may be read more often than there are atoms. */
  private static final int MOST_FILES = 500;

  private static final String INCLUDE = "include.path";

  private final GitFolders folders;
  private final GitSettings settings;
  private final ConfigConditions conditions;
  private List<String> remotes = List.of();
  private boolean knowsRemotes;
  private int files;

  ConfigReader(GitFolders folders, GitSettings settings) {
    this.folders = folders;
    this.settings = settings;
    this.conditions = new ConfigConditions(folders, settings, this::remotes);
  }

  /** What the machine and the user set, the strongest last. */
  List<ConfigSetting> users() throws IOException {
    List<ConfigSetting> entries = new ArrayList<>();
    for (Path file : ConfigPlaces.usersFiles(settings)) {
      try {
        read(file, 0, entries);
      } catch (AccessDeniedException e) {
        // of somebody else, as when vibe runs by sudo; Git passes over it, too
      }
    }
    return entries;
  }

  /** What the repository's own file says about its form; Git follows no includes there. */
  List<ConfigSetting> format() throws IOException {
    return parse(repositoryFile());
  }

  /**
   * What the repository sets, the strongest last.
   *
   * @param format what {@link #format} gave
   */
  List<ConfigSetting> repository(List<ConfigSetting> format) throws IOException {
    List<ConfigSetting> entries = new ArrayList<>();
    read(repositoryFile(), 0, entries);
    boolean perWorktree =
        format.stream()
            .filter(entry -> entry.key().equals("extensions.worktreeconfig"))
            .reduce((earlier, later) -> later)
            .flatMap(entry -> ConfigSetting.truth(entry.value()))
            .orElse(false);
    if (perWorktree) {
      read(folders.gitDir().resolve("config.worktree"), 0, entries);
    }
    return entries;
  }

  private Path repositoryFile() {
    return folders.commonDir().resolve("config");
  }

  private void read(Path file, int depth, List<ConfigSetting> entries) throws IOException {
    if (depth > DEEPEST || ++files > MOST_FILES) {
      throw new IOException("too many files include each other, such as " + file);
    }
    for (ConfigSetting entry : parse(file)) {
      entries.add(entry);
      if (includes(entry, file)) {
        Path base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        Optional<Path> included = ConfigPlaces.named(entry.value(), base, settings);
        if (included.isPresent()) {
          read(included.get(), depth + 1, entries);
        }
      }
    }
  }

  private boolean includes(ConfigSetting entry, Path file) throws IOException {
    if (entry.key().equals(INCLUDE)) {
      return true;
    }
    return entry.section().equals("includeif")
        && entry.name().equals("path")
        && conditions.hold(entry.subsection(), file);
  }

  private static List<ConfigSetting> parse(Path file) throws IOException {
    byte[] bytes = ConfigText.read(file);
    try {
      return ConfigParser.parse(bytes);
    } catch (IOException e) {
      throw new IOException("cannot parse " + file + ": " + e.getMessage(), e);
    }
  }

  /** While they are collected none is known: what is included for a remote must not name one. */
  private List<String> remotes() throws IOException {
    if (!knowsRemotes) {
      knowsRemotes = true;
      List<ConfigSetting> all = new ArrayList<>(users());
      all.addAll(repository(format()));
      remotes =
          all.stream()
              .filter(entry -> entry.section().equals("remote") && entry.name().equals("url"))
              .filter(entry -> !entry.subsection().isEmpty())
              .map(ConfigSetting::value)
              .toList();
    }
    return remotes;
  }
}
