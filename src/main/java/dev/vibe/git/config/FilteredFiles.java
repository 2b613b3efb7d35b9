package dev.vibe.git.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;

/**
 * Classifier of files whose content in the work tree may be another than in the index, because a
 * filter driver, {@code ident} or {@code working-tree-encoding} stands between. Line endings are
 * not meant. Rather names a file too many than one too few: a later rule that takes an attribute
 * back does not count. Immutable.
 */
public final class FilteredFiles {

  /** Without any. */
  public static final FilteredFiles NONE = new FilteredFiles("", List.of());

  private static final String FILE = ".gitattributes";
  private static final String MACRO = "[attr]";

  private final String prefix;
  private final List<Rule> rules;

  private FilteredFiles(String prefix, List<Rule> rules) {
    this.prefix = prefix;
    this.rules = List.copyOf(rules);
  }

  /**
   * One that names files.
   *
   * @param base the folder that its pattern starts from, with a final {@code /}; empty for the top
   */
  private record Rule(String base, AttributesRule pattern) {}

  /**
   * Reads the attributes that bear on a folder; a file of them that cannot be read has none.
   *
   * @param scanned paths of files below the folder, relative to it
   */
  public static FilteredFiles of(
      GitFolders folders, GitSettings settings, Path folder, Collection<String> scanned) {
    String relative = folders.relative(folder);
    String prefix = relative.isEmpty() ? "" : relative + "/";
    List<Rule> all = new ArrayList<>();
    read(all, "", usersFile(folders, settings));
    read(all, "", folders.commonDir().resolve("info").resolve("attributes"));
    for (int end = 0; end < prefix.length(); end = prefix.indexOf('/', end) + 1) {
      String base = prefix.substring(0, end);
      read(all, base, folders.worktree().resolve(base + FILE));
    }
    for (String path : scanned) {
      if (path.endsWith(FILE) && (path.length() == FILE.length() || path.endsWith("/" + FILE))) {
        String base = prefix + path.substring(0, path.length() - FILE.length());
        read(all, base, folder.resolve(path));
      }
    }
    Set<String> telling = new HashSet<>(Set.of("filter", "ident", "working-tree-encoding"));
    int known = 0;
    while (known < telling.size()) { // a macro may set another one
      known = telling.size();
      for (Rule rule : all) {
        if (rule.pattern().getPattern().startsWith(MACRO) && sets(rule, telling)) {
          telling.add(rule.pattern().getPattern().substring(MACRO.length()));
        }
      }
    }
    return new FilteredFiles(prefix, all.stream().filter(rule -> sets(rule, telling)).toList());
  }

  private static Path usersFile(GitFolders folders, GitSettings settings) {
    Path usual = ConfigPlaces.xdgFolder(settings).resolve("attributes");
    try {
      String named = GitConfig.load(settings, folders).value("core", "attributesFile");
      return ConfigPlaces.named(named, folders.worktree(), settings).orElse(usual);
    } catch (IOException e) {
      return usual;
    }
  }

  private static void read(List<Rule> rules, String base, Path file) {
    AttributesNode node = new AttributesNode();
    try {
      byte[] bytes = ConfigText.read(file);
      if (bytes.length > 0) { // its reader takes buffers at once
        node.parse(new ByteArrayInputStream(bytes));
      }
    } catch (IOException e) {
      return; // mostly there is none; Git ignores what it cannot read, too
    }
    node.getRules().forEach(rule -> rules.add(new Rule(base, rule)));
  }

  private static boolean sets(Rule rule, Set<String> names) {
    return rule.pattern().getAttributes().stream()
        .anyMatch(
            attribute ->
                names.contains(attribute.getKey())
                    && (attribute.getState() == Attribute.State.SET
                        || attribute.getState() == Attribute.State.CUSTOM));
  }

  /** Whether the file is such a one; its path is relative to the folder. */
  public boolean cover(String path) {
    if (rules.isEmpty()) {
      return false;
    }
    String full = prefix + path;
    return rules.stream()
        .anyMatch(
            rule ->
                full.startsWith(rule.base())
                    && rule.pattern().isMatch(full.substring(rule.base().length()), false));
  }
}
