package dev.vibe.git.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Configuration of Git as it is for one repository, in the order Git reads it: system, user,
 * repository, work tree; {@code include} and {@code includeIf} followed. It is the only reading of
 * these files: JGit and an installed {@code git} are given what {@link DataConfig} takes from it.
 * Immutable.
 */
public final class GitConfig {

  private final List<ConfigSetting> format;
  private final List<ConfigSetting> users;
  private final List<ConfigSetting> all;
  private final Map<String, String> effective = new HashMap<>();
  private final Map<String, String> ofUser = new HashMap<>();

  private GitConfig(
      List<ConfigSetting> format, List<ConfigSetting> users, List<ConfigSetting> repository) {
    this.format = List.copyOf(format);
    this.users = List.copyOf(users);
    List<ConfigSetting> both = new ArrayList<>(users);
    both.addAll(repository);
    this.all = List.copyOf(both);
    users.forEach(entry -> ofUser.put(entry.key(), entry.value()));
    all.forEach(entry -> effective.put(entry.key(), entry.value()));
  }

  /**
   * Reads it all.
   *
   * @throws IOException when a file cannot be read or parsed
   */
  public static GitConfig load(GitSettings settings, GitFolders folders) throws IOException {
    ConfigReader reader = new ConfigReader(folders, settings);
    List<ConfigSetting> format = reader.format();
    return new GitConfig(format, reader.users(), reader.repository(format));
  }

  /** Without a repository: what the user set for everywhere. */
  static GitConfig loadUsers(GitSettings settings) throws IOException {
    GitFolders nowhere = new GitFolders(Path.of("/"), Path.of("/"), Path.of("/"));
    return new GitConfig(List.of(), new ConfigReader(nowhere, settings).users(), List.of());
  }

  /** The value that counts; empty when there is none. */
  public String value(String section, String name) {
    return effective.getOrDefault(ConfigSetting.key(section, name), "");
  }

  /** What the user set outside of the repository, which the repository cannot have chosen. */
  public String usersValue(String section, String name) {
    return ofUser.getOrDefault(ConfigSetting.key(section, name), "");
  }

  public boolean isTrue(String section, String name) {
    return ConfigSetting.truth(value(section, name)).orElse(false);
  }

  public boolean isTrueByDefault(String section, String name) {
    String value = effective.get(ConfigSetting.key(section, name));
    return value == null || ConfigSetting.truth(value).orElse(true);
  }

  /** All values of one name that the user set, oldest first. */
  List<String> usersValues(String section, String name) {
    String key = ConfigSetting.key(section, name);
    return users.stream()
        .filter(entry -> entry.key().equals(key))
        .map(ConfigSetting::value)
        .toList();
  }

  /** Names of filter drivers that any level defines. */
  public Set<String> filters() {
    Set<String> names = new HashSet<>();
    for (ConfigSetting entry : all) {
      if (entry.section().equals("filter") && !entry.subsection().isEmpty()) {
        names.add(entry.subsection());
      }
    }
    return names;
  }

  /** {@code core.autocrlf} is {@code true} or {@code input}. */
  public boolean normalizesLineEndings() {
    String value = value("core", "autocrlf");
    return value.equalsIgnoreCase("input") || ConfigSetting.truth(value).orElse(false);
  }

  public boolean isSha256() {
    return extension("objectformat").equalsIgnoreCase("sha256");
  }

  /** Whether refs are in tables, and so in no file that is read here. */
  public boolean isReftable() {
    return extension("refstorage").startsWith("reftable");
  }

  /** Whether JGit is not to be let near it. */
  public boolean isBeyondJGit() {
    return isSha256() || isReftable();
  }

  private String extension(String name) {
    return format.stream()
        .filter(entry -> entry.key().equals("extensions." + name))
        .reduce((earlier, later) -> later)
        .map(ConfigSetting::value)
        .orElse("");
  }

  /** Whether the repository was cloned without a part of its objects. */
  public boolean isPartialClone() {
    return !promisors().isEmpty();
  }

  /** Names of the remotes that have what a partial clone lacks. */
  Set<String> promisors() {
    Set<String> names = new TreeSet<>();
    String named = extension("partialclone");
    if (!named.isEmpty()) {
      names.add(named);
    }
    for (ConfigSetting entry : all) {
      if (entry.section().equals("remote")
          && entry.name().equals("promisor")
          && isTrue("remote." + entry.subsection(), "promisor")) {
        names.add(entry.subsection());
      }
    }
    return names;
  }

  /** The address of the remote {@code origin}, else of the first one; empty where there is none. */
  public String remote() {
    String first = "";
    for (ConfigSetting entry : all) {
      if (entry.section().equals("remote") && entry.name().equals("url")) {
        if (entry.subsection().equals("origin")) {
          return entry.value();
        }
        first = first.isEmpty() ? entry.value() : first;
      }
    }
    return first;
  }

  /** Names of remotes that have an address, in the order of the files. */
  List<String> remotes() {
    return all.stream()
        .filter(entry -> entry.section().equals("remote") && entry.name().equals("url"))
        .map(ConfigSetting::subsection)
        .distinct()
        .toList();
  }

  /**
   * Beginnings of addresses that the user has Git write otherwise: each with what stands in its
   * place.
   *
   * @param name {@code insteadof} or {@code pushinsteadof}
   */
  Map<String, String> usersRewrites(String name) {
    Map<String, String> found = new TreeMap<>();
    for (ConfigSetting entry : users) {
      if (entry.section().equals("url") && entry.name().equals(name)) {
        found.put(entry.value(), entry.subsection());
      }
    }
    return found;
  }

  /** Other spellings of addresses that the user set. */
  Map<String, String> usersAddresses() {
    Map<String, String> found = new TreeMap<>();
    for (ConfigSetting entry : users) {
      if (entry.section().equals("url") && entry.name().equals("insteadof")) {
        found.put(entry.key(), entry.value());
      }
    }
    return found;
  }

  /** What the repository's own file says about its form. */
  List<ConfigSetting> format() {
    return format;
  }

  /** What counts of every key. */
  Map<String, String> effective() {
    return Map.copyOf(effective);
  }
}
