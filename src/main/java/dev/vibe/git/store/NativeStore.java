package dev.vibe.git.store;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.Identity;
import dev.vibe.git.config.NativeFilters;
import dev.vibe.git.config.PrivateConfig;
import dev.vibe.git.config.PromisorRemotes;
import dev.vibe.git.config.Signing;
import dev.vibe.git.file.PathAttributes;
import dev.vibe.git.store.NativeGit.Answer;
import dev.vibe.git.store.NativeGit.Request;
import dev.vibe.text.NameBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Store of a repository through the installed {@code git}, for what JGit does not do right: split
 * and sparse indexes, SHA-256, LFS, signing.
 */
public final class NativeStore implements GitStore {

  private static final int PATHS_AT_ONCE = 500;

  private final NativeGit git;
  private final GitFolders folders;
  private final GitSettings settings;
  private final GitConfig config;
  private final Map<String, String> overrides;

  /** Why a repository is left to an installed {@code git} as a whole; empty when it is not. */
  public static String reasonForGit(GitConfig config, GitFolders folders) throws IOException {
    if (config.isSha256()) {
      return "the repository names its objects by SHA-256";
    }
    if (config.isReftable()) {
      return "the repository keeps its refs in tables (reftable)";
    }
    if (config.isTrue("commit", "gpgSign")) {
      return "commits are to be signed (commit.gpgSign)";
    }
    return reasonOfIndex(folders);
  }

  /** The same as far as the index is the reason, which must not be named by SHA-256. */
  public static String reasonOfIndex(GitFolders folders) throws IOException {
    IndexFile index = IndexFile.read(folders.index(), 20);
    if (index.isSplit()) {
      return "the repository has a split index";
    }
    if (index.isSparse()) {
      return "the repository has a sparse index";
    }
    return index
        .unknownExtension()
        .map(name -> "the index has an extension that must be understood (" + name + ")")
        .orElse("");
  }

  public NativeStore(GitFolders folders, GitSettings settings, GitConfig config) {
    this.git = new NativeGit(folders.worktree(), folders, settings, config);
    this.folders = folders;
    this.settings = settings;
    this.config = config;
    this.overrides = new LinkedHashMap<>(NativeFilters.of(config));
    overrides.putAll(PromisorRemotes.settings(config, settings));
  }

  private Request request(String... arguments) {
    return Request.of(arguments).configured(overrides);
  }

  @Override
  public Head head() throws IOException {
    Answer branch = git.attempt(request("symbolic-ref", "-q", "HEAD"));
    Answer commit = git.attempt(request("rev-parse", "-q", "--verify", "HEAD^{commit}"));
    if (!branch.isGood() && !commit.isGood()) {
      throw new IOException("HEAD is missing or damaged");
    }
    return new Head(branch.isGood() ? branch.line() : "", commit.isGood() ? commit.line() : "");
  }

  @Override
  public Map<String, TreeEntry> committed(Head head, Collection<String> paths) throws IOException {
    Map<String, TreeEntry> found = new HashMap<>();
    if (head.isUnborn()) {
      return found;
    }
    for (List<String> some : chunks(paths)) {
      Request list = request("ls-tree", "-z", "--full-tree", head.commit(), "--").plus(some);
      for (String line : git.run(list).fields()) {
        // mode SP type SP id TAB path
        int tab = line.indexOf('\t');
        String[] entry = line.substring(0, tab).split(" ", -1);
        found.put(line.substring(tab + 1), new TreeEntry(entry[0], entry[2]));
      }
    }
    return found;
  }

  @Override
  public Map<String, Staged> staged(Collection<String> paths) throws IOException {
    return staged(request("ls-files", "-s", "-z", "--full-name", "--"), paths);
  }

  private Map<String, Staged> staged(Request list, Collection<String> paths) throws IOException {
    Map<String, Staged> found = new HashMap<>();
    paths.forEach(path -> found.put(path, new Staged.Nothing()));
    for (List<String> some : chunks(paths)) {
      for (String line : git.run(list.plus(some)).fields()) {
        // mode SP id SP stage TAB path
        int tab = line.indexOf('\t');
        String[] entry = line.substring(0, tab).split(" ", -1);
        Staged staged =
            entry[2].equals("0")
                ? new Staged.File(new TreeEntry(entry[0], entry[1]))
                : new Staged.Conflict();
        found.computeIfPresent(line.substring(tab + 1), (path, old) -> staged);
      }
    }
    return found;
  }

  @Override
  public Map<String, PathAttributes> attributes(Collection<String> paths) throws IOException {
    Map<String, PathAttributes> found = new HashMap<>();
    if (paths.isEmpty()) {
      return found;
    }
    byte[] input = NameBytes.bytes(String.join("\0", paths) + "\0");
    Request ask =
        request(
                "check-attr",
                "-z",
                "--stdin",
                "text",
                "eol",
                "crlf",
                "filter",
                "ident",
                "working-tree-encoding")
            .reading(input);
    List<String> fields = git.run(ask).fields();
    Map<String, Map<String, String>> values = new HashMap<>();
    for (int i = 0; i + 2 < fields.size(); i += 3) {
      values
          .computeIfAbsent(fields.get(i), path -> new HashMap<>())
          .put(fields.get(i + 1), fields.get(i + 2));
    }
    for (String path : paths) {
      Map<String, String> of = values.getOrDefault(path, Map.of());
      found.put(
          path,
          new PathAttributes.Raw(
                  word(of, "text"),
                  word(of, "eol"),
                  word(of, "crlf"),
                  word(of, "filter"),
                  word(of, "ident"),
                  word(of, "working-tree-encoding"))
              .read());
    }
    return found;
  }

  private static String word(Map<String, String> values, String name) {
    return values.getOrDefault(name, "unspecified");
  }

  @Override
  public byte[] blob(String id) throws IOException {
    return git.run(request("cat-file", "blob", id)).bytes();
  }

  @Override
  public byte[] filtered(String path, byte[] bytes) throws IOException {
    String id =
        git.run(request("hash-object", "-w", "--stdin", "--path=" + path).reading(bytes)).line();
    return blob(id);
  }

  @Override
  public String insertBlob(byte[] bytes) throws IOException {
    return git.run(request("hash-object", "-w", "--stdin", "--no-filters").reading(bytes)).line();
  }

  @Override
  public String insertCommit(NewCommit commit) throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(settings.stateFolder()), "git");
    Path index = folder.resolve("index");
    try {
      if (!commit.base().isUnborn()) {
        git.run(onOwnIndex(index, "read-tree", commit.base().commit()));
      }
      git.run(
          onOwnIndex(index, "update-index", "-z", "--index-info").reading(lines(commit.edits())));
      String tree = git.run(onOwnIndex(index, "write-tree")).line();
      return writeCommit(tree, commit);
    } finally {
      Files.deleteIfExists(index);
      Files.deleteIfExists(folder);
    }
  }

  @Override
  public String insertIndex(NewCommit commit) throws IOException {
    return writeCommit(git.run(request("write-tree")).line(), commit);
  }

  @Override
  public boolean reset(Head from, String commit, String reflog, Identity.Pair people)
      throws IOException {
    return advance(from, commit, reflog, people);
  }

  @Override
  public CommitHistory history() {
    return new NativeHistory(git, overrides);
  }

  private Request onIndex(Path index, String... arguments) {
    return request(arguments).with(Map.of("GIT_INDEX_FILE", index.toString()));
  }

  /** An index of its own needs no shared part beside the repository's. */
  private Request onOwnIndex(Path index, String... arguments) {
    Map<String, String> whole = new LinkedHashMap<>(overrides);
    whole.put("core.splitIndex", "false");
    whole.put("index.sparse", "false");
    return onIndex(index, arguments).configured(whole);
  }

  private String writeCommit(String tree, NewCommit commit) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(tree));
    commit.parents().forEach(parent -> arguments.addAll(List.of("-p", parent)));
    Map<String, String> configuration = overrides;
    Map<String, String> variables = new LinkedHashMap<>(variables(commit.people()));
    boolean isSigned = config.isTrue("commit", "gpgSign");
    if (isSigned) {
      arguments.add("-S");
      configuration = new LinkedHashMap<>(configuration);
      configuration.putAll(Signing.settings(config));
      variables.put("HOME", settings.home().toString()); // the keys are there
    }
    arguments.addAll(List.of("-F", "-"));
    Request write =
        request("commit-tree")
            .plus(arguments)
            .reading(commit.message().getBytes(StandardCharsets.UTF_8))
            .configured(configuration)
            .with(variables);
    try {
      return git.run(write).line();
    } catch (IOException e) {
      throw isSigned ? new NotSigned(e) : e;
    }
  }

  private static Map<String, String> variables(Identity.Pair people) {
    return Map.of(
        "GIT_AUTHOR_NAME", people.author().name(),
        "GIT_AUTHOR_EMAIL", people.author().email(),
        "GIT_AUTHOR_DATE", people.author().rawDate(),
        "GIT_COMMITTER_NAME", people.committer().name(),
        "GIT_COMMITTER_EMAIL", people.committer().email(),
        "GIT_COMMITTER_DATE", people.committer().rawDate());
  }

  private byte[] lines(Map<String, Edit> edits) {
    StringBuilder lines = new StringBuilder();
    edits.forEach(
        (path, edit) ->
            lines
                .append(
                    switch (edit) {
                      case Edit.Drop() -> "0 " + zeroId();
                      case Edit.Put(TreeEntry entry) -> entry.mode() + " " + entry.id();
                    })
                .append('\t')
                .append(path)
                .append('\0'));
    return NameBytes.bytes(lines.toString());
  }

  private String zeroId() {
    return "0".repeat(config.isSha256() ? 64 : 40);
  }

  /** Git works on a copy while the lock is held, so that nothing changes between look and write. */
  @Override
  public boolean restage(List<Restaging> changes) throws IOException, IndexLocked {
    Path lock = folders.gitDir().resolve("index.lock");
    Path copy = folders.gitDir().resolve("index.vibe");
    lock(lock);
    try {
      copyIndex(copy);
      Map<String, Edit> edits = new LinkedHashMap<>();
      Set<String> paths = new HashSet<>();
      for (Restaging change : changes) {
        edits.put(change.path(), change.edit());
        paths.add(change.path());
      }
      Map<String, Staged> now =
          staged(onIndex(copy, "ls-files", "-s", "-z", "--full-name", "--"), paths);
      if (!changes.stream().allMatch(change -> change.expected().equals(now.get(change.path())))) {
        return false;
      }
      git.run(onIndex(copy, "update-index", "-z", "--index-info").reading(lines(edits)));
      Files.move(copy, folders.index(), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } finally {
      Files.deleteIfExists(copy);
      Files.deleteIfExists(lock);
    }
  }

  /**
   * With its time, by which Git knows which entries are too fresh to be trusted. Ours is the lock,
   * so a copy that is there was left by a run that was killed.
   */
  private void copyIndex(Path copy) throws IOException {
    Files.deleteIfExists(copy.resolveSibling(copy.getFileName() + ".lock"));
    try {
      Files.copy(
          folders.index(),
          copy,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
    } catch (NoSuchFileException e) {
      Files.deleteIfExists(copy);
    }
  }

  private void lock(Path lock) throws IOException, IndexLocked {
    long end = System.nanoTime() + settings.lockWait().toNanos();
    while (true) {
      try {
        Files.createFile(lock);
        return;
      } catch (FileAlreadyExistsException e) {
        if (System.nanoTime() > end) {
          throw new IndexLocked();
        }
      }
      IndexLock.pause();
    }
  }

  @Override
  public boolean advance(Head from, String commit, String reflog, Identity.Pair people)
      throws IOException {
    if (!head().equals(from)) {
      return false;
    }
    PrivateConfig.prepareLogs(folders);
    String old = from.isUnborn() ? zeroId() : from.commit();
    List<String> target =
        from.isDetached()
            ? List.of("--no-deref", "HEAD", commit, old)
            : List.of(from.branch(), commit, old);
    Request move = request("update-ref", "-m", reflog).plus(target).with(variables(people));
    return git.attempt(move).isGood();
  }

  @Override
  public void note(String commit, String text, Identity.Pair people) throws IOException {
    PrivateConfig.prepareLogs(folders);
    Request add =
        request("notes", "--ref=" + RunNotes.NOTES, "add", "-f", "-F", "-", commit)
            .reading(text.getBytes(StandardCharsets.UTF_8))
            .with(variables(people));
    git.run(add);
  }

  private static List<List<String>> chunks(Collection<String> paths) {
    List<String> all = List.copyOf(paths);
    List<List<String>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += PATHS_AT_ONCE) {
      chunks.add(all.subList(from, Math.min(all.size(), from + PATHS_AT_ONCE)));
    }
    return chunks;
  }

  @Override
  public void close() {}
}
