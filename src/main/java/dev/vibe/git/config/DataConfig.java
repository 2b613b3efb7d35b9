package dev.vibe.git.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Policy that takes from a configuration what is data: keys that can name no program, with values
 * that are what they should be. Everything else, known or not, is left out, so that a key of a Git
 * to come starts nothing either. Pure but for a look at the files it names.
 */
final class DataConfig {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}[kKmMgG]?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_,.+-]{1,100}");

  /** What a value may be. */
  private enum Kind {
    YES_OR_NO,
    NUMBER,
    WORD,
    FILE
  }

  private static final Map<String, Kind> KINDS = kinds();

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new HashMap<>();
    put(
        kinds,
        Kind.YES_OR_NO,
        "core.",
        Set.of(
            "filemode",
            "ignorecase",
            "symlinks",
            "precomposeunicode",
            "protecthfs",
            "protectntfs",
            "trustctime",
            "longpaths",
            "sparsecheckout",
            "sparsecheckoutcone",
            "splitindex",
            "preloadindex",
            "multipackindex",
            "commitgraph",
            "fsyncobjectfiles"));
    put(
        kinds,
        Kind.WORD,
        "core.",
        Set.of(
            "autocrlf",
            "eol",
            "safecrlf",
            "checkstat",
            "checkroundtripencoding",
            "logallrefupdates",
            "sharedrepository",
            "untrackedcache",
            "fsync",
            "fsyncmethod",
            "createobject",
            "trustfolderstat",
            "trustpackedrefsstat",
            "trustlooserefstat"));
    put(
        kinds,
        Kind.NUMBER,
        "core.",
        Set.of(
            "bigfilethreshold",
            "compression",
            "loosecompression",
            "deltabasecachelimit",
            "packedgitwindowsize",
            "packedgitlimit",
            "filesreflocktimeout",
            "packedrefstimeout"));
    put(kinds, Kind.FILE, "core.", Set.of("excludesfile", "attributesfile"));
    put(
        kinds,
        Kind.YES_OR_NO,
        "index.",
        Set.of("sparse", "skiphash", "recordendofindexentries", "recordoffsettable"));
    put(kinds, Kind.WORD, "index.", Set.of("version", "threads"));
    return Map.copyOf(kinds);
  }

  /** These make Git read another configuration or start a fetch. */
  private static final Set<String> FOREIGN = Set.of("worktreeconfig", "partialclone");

  private DataConfig() {}

  private static void put(Map<String, Kind> kinds, Kind kind, String section, Set<String> names) {
    names.forEach(name -> kinds.put(section + name, kind));
  }

  /** The text of a configuration file with nothing else in it. */
  static String of(GitConfig config, GitFolders folders, GitSettings settings) {
    Map<String, String> data = new TreeMap<>();
    Path usual = ConfigPlaces.xdgFolder(settings);
    file(usual.resolve("ignore")).ifPresent(file -> data.put("core.excludesfile", file));
    file(usual.resolve("attributes")).ifPresent(file -> data.put("core.attributesfile", file));
    config
        .effective()
        .forEach(
            (key, value) -> {
              Kind kind = KINDS.get(key);
              if (kind != null) {
                checked(kind, value, folders, settings).ifPresent(good -> data.put(key, good));
              }
            });
    data.put("core.bare", "false");
    config.format().forEach(entry -> format(entry, data));
    return text(data);
  }

  private static Optional<String> checked(
      Kind kind, String value, GitFolders folders, GitSettings settings) {
    return switch (kind) {
      case YES_OR_NO -> ConfigSetting.truth(value).map(String::valueOf);
      case NUMBER -> Optional.of(value).filter(text -> NUMBER.matcher(text).matches());
      case WORD -> Optional.of(value).filter(text -> WORD.matcher(text).matches());
      case FILE ->
          ConfigPlaces.named(value, folders.worktree(), settings).flatMap(DataConfig::file);
    };
  }

  /** A pipe in its place would block whoever opens it. */
  private static Optional<String> file(Path file) {
    String name = file.toString();
    boolean plain = name.chars().noneMatch(Character::isISOControl);
    return plain && Files.isRegularFile(file) ? Optional.of(name) : Optional.empty();
  }

  /**
   * An extension that is not known is kept: Git then refuses a repository that it would misread.
   */
  private static void format(ConfigSetting entry, Map<String, String> data) {
    boolean extension =
        entry.section().equals("extensions")
            && entry.subsection().isEmpty()
            && !FOREIGN.contains(entry.name());
    boolean version =
        entry.key().equals("core.repositoryformatversion")
            && NUMBER.matcher(entry.value()).matches();
    if (version || (extension && WORD.matcher(entry.value()).matches())) {
      data.put(entry.key(), entry.value());
    }
  }

  private static String text(Map<String, String> data) {
    StringBuilder text = new StringBuilder();
    String section = "";
    for (Map.Entry<String, String> entry : data.entrySet()) {
      List<String> parts = List.of(entry.getKey().split("\\.", 2));
      if (!parts.getFirst().equals(section)) {
        section = parts.getFirst();
        text.append('[').append(section).append("]\n");
      }
      String value = entry.getValue().replace("\\", "\\\\").replace("\"", "\\\"");
      text.append('\t').append(parts.getLast()).append(" = \"").append(value).append("\"\n");
    }
    return text.toString();
  }
}
