package dev.vibe.context.map;

import dev.vibe.context.map.MappedFile.Stamp;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.FileTree;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reader of a workspace's files for a map. A content that is known already is not scanned again,
 * and a file that has not changed since is not read. What is ignored, what the user's rules do not
 * leave free to read and what is guarded is not looked into. Owned by one thread.
 */
final class FileReader {

  /** A map of more would take longer than it helps, and one of a part would mislead. */
  static final int MOST_FILES = 10_000;

  /** A file that was changed so shortly before may have changed again with the same time. */
  private static final long SETTLED_MILLIS = 2_000;

  private final Workspace workspace;
  private final IgnoreRules rules;
  private final Optional<Definitions> finder;
  private final FileScan scan = new FileScan();
  private final Map<String, MappedFile> byPath = new HashMap<>();
  private final Map<String, FileFacts> byContent = new HashMap<>();
  private final List<String> fresh = new ArrayList<>();
  private final long settled;
  private boolean hasChanged;

  /**
   * Reads nothing yet.
   *
   * @param finder of definitions; without it those that a keyword tells are found
   */
  FileReader(
      Workspace workspace, IgnoreRules rules, Optional<Definitions> finder, MapStore.Kept kept) {
    this.workspace = workspace;
    this.rules = rules;
    this.finder = finder;
    this.settled = kept.at() - SETTLED_MILLIS;
    for (MappedFile each : kept.files()) {
      byPath.put(each.path(), each);
      if (!each.stamp().hash().isEmpty()) {
        byContent.put(key(each.path(), each.stamp().hash()), each.facts());
      }
    }
  }

  /** All files in the order of a walk, as they are now; none of too many. Blocks on disk. */
  List<MappedFile> files() {
    List<FileTree.Entry> entries = new ArrayList<>();
    FileTree.Walk walk = new FileTree(workspace, rules).walk(workspace.pathOf(workspace.root()));
    while (walk.hasNext()) {
      if (entries.size() == MOST_FILES) {
        return List.of();
      }
      entries.add(walk.next());
    }
    List<MappedFile> files = new ArrayList<>();
    for (FileTree.Entry entry : entries) {
      MappedFile known = byPath.get(entry.path().relative());
      if (known != null && isAsBefore(entry, known.stamp())) {
        files.add(known);
      } else {
        files.add(read(entry));
        hasChanged = true;
      }
    }
    hasChanged |= files.size() != byPath.size();
    return defined(files);
  }

  /** Whether what {@link #files} gave differs from what was kept. */
  boolean hasChanged() {
    return hasChanged;
  }

  private boolean isAsBefore(FileTree.Entry entry, Stamp stamp) {
    return stamp.size() == entry.size()
        && stamp.modified() == nanos(entry)
        && entry.modified().toEpochMilli() < settled;
  }

  private static long nanos(FileTree.Entry entry) {
    return ChronoUnit.NANOS.between(Instant.EPOCH, entry.modified());
  }

  private MappedFile read(FileTree.Entry entry) {
    String path = entry.path().relative();
    Optional<byte[]> content =
        entry.size() > FileScan.MOST_BYTES ? Optional.empty() : content(entry.path());
    String hash = content.map(FileReader::hash).orElse("");
    Stamp stamp = new Stamp(entry.size(), nanos(entry), hash);
    FileFacts facts = content.map(bytes -> facts(path, hash, bytes)).orElse(FileFacts.NONE);
    return new MappedFile(path, stamp, facts);
  }

  private FileFacts facts(String path, String hash, byte[] content) {
    FileFacts known = byContent.get(key(path, hash));
    if (known != null) {
      return known;
    }
    FileFacts facts = scan.of(content);
    if (facts == FileFacts.NONE || !SourceNames.isSource(path)) {
      return facts;
    }
    if (finder.isPresent()) {
      fresh.add(path);
      return facts;
    }
    return facts.defining(KeywordDefinitions.of(new String(content, StandardCharsets.UTF_8)));
  }

  private List<MappedFile> defined(List<MappedFile> files) {
    if (fresh.isEmpty() || finder.isEmpty()) {
      return files;
    }
    Map<String, List<String>> found = finder.get().in(workspace.root(), fresh);
    return files.stream()
        .map(
            file ->
                found.containsKey(file.path())
                    ? new MappedFile(
                        file.path(), file.stamp(), file.facts().defining(found.get(file.path())))
                    : file)
        .toList();
  }

  /** Empty for what may not be read without being asked about, or cannot be read. */
  private Optional<byte[]> content(WorkspacePath path) {
    try {
      return ProtectedNames.of(path.relative(), Access.READ) == ProtectedNames.Protection.NONE
          ? Optional.of(workspace.read(path, FileScan.MOST_BYTES + 1))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The same content has other definitions in another language. */
  private static String key(String path, String hash) {
    return hash + SourceNames.ending(path);
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
