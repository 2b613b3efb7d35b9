package dev.vibe.agent;

import dev.vibe.conversation.Part;
import dev.vibe.file.BoundedFile;
import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.RepoFacts;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.MovedHead;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.text.Names;
import dev.vibe.text.QuotedName;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.SeenVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Look at what becomes, between two runs of a session, of the files that the model read or changed,
 * and of HEAD. It is told with the next prompt, once and as a net: what was undone and redone, or
 * changed and changed back, is as it was, and so is all that the run itself did at its end.
 * Outlives a change of the model, and the process. Looks are the session's thread's; what a person
 * takes back is told from another, while no run goes on.
 */
public final class BetweenRuns {

  private static final Logger LOG = LoggerFactory.getLogger(BetweenRuns.class);

  /** More files than these a session seldom touches; a look costs a read of each. */
  private static final int MOST_FILES = 500;

  /** To look for the files of a larger repository would be felt at the end of each run. */
  private static final int MOST_TRACKED = 20_000;

  /** A larger file is told apart by its size and time. */
  private static final int MOST_BYTES = 2 << 20;

  private static final int MOST_COMMITS = 5;
  private static final String TITLE = "changed since your last answer";
  private static final String OTHERS = "changed, not by you";
  private static final String GONE = "";
  private static final int SHORT = 7;

  private final GitWorkspace git;
  private final RunChanges changes;

  // Guarded by this.
  private Supplier<Set<WorkspacePath>> read = Set::of;
  private Optional<Standing> standing = Optional.empty();
  private final Set<String> undone = new HashSet<>();
  private final Set<String> redone = new HashSet<>();

  private Optional<Keeping> keeping = Optional.empty();

  /** Whether another process has kept what is known. */
  private boolean isOfAnother;

  /** Files that were known to another process. */
  private final Set<WorkspacePath> knownBefore = new LinkedHashSet<>();

  /**
   * Place where what is known outlives the process.
   *
   * @param file of this session; may not exist
   * @param origin of the session that this one is a copy of, while it has none of its own
   * @param mayBeNamed whether the model may hear of a file by its name
   */
  public record Keeping(Path file, Optional<Path> origin, Predicate<String> mayBeNamed) {

    private Optional<Standing> load(Path folder) {
      return Standing.kept(file, folder)
          .or(() -> origin.flatMap(other -> Standing.kept(other, folder)));
    }

    /** Whether there is something to go on from. */
    public boolean exists() {
      return Files.exists(file) || origin.filter(Files::exists).isPresent();
    }
  }

  /**
   * Knows of nothing yet.
   *
   * @param changes the session's ledger: what it holds is looked at
   */
  public BetweenRuns(GitWorkspace git, RunChanges changes) {
    this.git = git;
    this.changes = changes;
  }

  /** From now on the model has read these files. */
  public synchronized void reads(Supplier<Set<WorkspacePath>> files) {
    read = files;
  }

  /** From now on what is known outlives this process. */
  public synchronized void keep(Keeping there) {
    keeping = Optional.of(there);
  }

  synchronized boolean isKept() {
    return keeping.isPresent();
  }

  /** A session begins that may go on from earlier runs. Blocks on disk. */
  synchronized void begin(boolean goesOn) {
    if (goesOn && standing.isEmpty()) {
      standing = keeping.flatMap(there -> there.load(git.folder()));
      isOfAnother = standing.isPresent();
      standing.ifPresent(then -> knownBefore.addAll(then.files().keySet()));
      if (!isOfAnother) {
        ended();
      }
    }
  }

  /** A run has ended: the model knows how things are. Blocks on disk. */
  synchronized void ended() {
    Set<WorkspacePath> known = new LinkedHashSet<>(changes.paths());
    known.addAll(read.get());
    known.addAll(knownBefore);
    Map<WorkspacePath, String> files = new LinkedHashMap<>();
    known.stream()
        .sorted(Comparator.comparing(WorkspacePath::relative))
        .limit(MOST_FILES)
        .forEach(path -> files.put(path, held(path.absolute())));
    Moment now = changes.now();
    List<String> gone = isKept() ? now.missing(git.folder(), MOST_TRACKED) : List.of();
    Standing end = new Standing(files, Set.copyOf(gone), now.head(), now.at());
    standing = Optional.of(end);
    isOfAnother = false;
    keeping.ifPresent(there -> keep(end, there.file()));
    undone.clear();
    redone.clear();
  }

  private static void keep(Standing end, Path file) {
    try {
      end.keep(file);
    } catch (NoSuchFileException e) {
      LOG.debug("the session is not kept, so nothing else of it is");
    } catch (IOException e) {
      LOG.warn("cannot keep what the model knows in {}", file, e);
    }
  }

  /** The conversation went back: what it goes on from now knows of nothing later. */
  public synchronized void forget() {
    standing = Optional.empty();
    undone.clear();
    redone.clear();
  }

  /** A person took changes of these files back. */
  public synchronized void undone(Collection<String> files) {
    redone.removeAll(files);
    undone.addAll(files);
  }

  /** A person took such an undo back. */
  public synchronized void redone(Collection<String> files) {
    undone.removeAll(files);
    redone.addAll(files);
  }

  /** What the next prompt has to tell; empty when all is as it was. Blocks on disk. */
  synchronized List<Part> news() {
    List<String> lines = new ArrayList<>();
    standing.ifPresent(then -> tell(then, lines));
    standing = Optional.empty(); // told once
    keeping.ifPresent(there -> forget(there.file())); // a run that is cut off keeps none
    return lines.isEmpty()
        ? List.of()
        : List.of(new Part.Attachment(TITLE, String.join("\n", lines)));
  }

  private void tell(Standing then, List<String> lines) {
    Map<String, List<String>> told = new LinkedHashMap<>();
    then.files()
        .forEach(
            (path, before) -> {
              String now = held(path.absolute());
              if (!now.equals(before)) {
                told.computeIfAbsent(what(path.relative(), now), same -> new ArrayList<>())
                    .add(path.relative());
              }
            });
    if (isOfAnother) {
      othersSince(then)
          .forEach(
              path -> {
                boolean isThere =
                    Files.exists(git.folder().resolve(path), LinkOption.NOFOLLOW_LINKS);
                told.computeIfAbsent(what(path, isThere ? path : GONE), same -> new ArrayList<>())
                    .add(path);
              });
    }
    told.forEach((what, files) -> lines.add(what + ": " + Names.some(files)));
    git.movedHead(then.moment(git.folder())).map(BetweenRuns::moved).ifPresent(lines::add);
  }

  private static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("cannot forget what the model knew in {}", file, e);
    }
  }

  /**
   * What differs from the last commit, was written or deleted since, and is no file that the model
   * knows.
   */
  private List<String> othersSince(Standing then) {
    if (!(git.present() instanceof GitRepository repository)) {
      return List.of();
    }
    RepoFacts facts = repository.facts(new RepoFacts.Limits(MOST_FILES, 0));
    Set<String> known =
        then.files().keySet().stream().map(WorkspacePath::relative).collect(Collectors.toSet());
    return Stream.of(facts.staged(), facts.unstaged(), facts.untracked())
        .flatMap(paths -> paths.first().stream())
        .map(path -> path.replaceFirst("/$", ""))
        .filter(path -> !known.contains(path) && !then.gone().contains(path) && isNamed(path))
        .filter(path -> isWrittenSince(WorkspacePath.below(git.folder(), path), then.at()))
        .distinct()
        .sorted()
        .toList();
  }

  private boolean isNamed(String path) {
    return keeping.filter(there -> there.mayBeNamed().test(path)).isPresent();
  }

  /** Of a file that is gone its folder tells, or what is left of that. */
  private static boolean isWrittenSince(WorkspacePath path, Instant at) {
    Path place = path.absolute();
    while (!Files.exists(place, LinkOption.NOFOLLOW_LINKS) && place.getParent() != null) {
      place = place.getParent();
    }
    try {
      return Files.getLastModifiedTime(place, LinkOption.NOFOLLOW_LINKS).toInstant().isAfter(at);
    } catch (IOException e) {
      return false; // nobody can tell
    }
  }

  private String what(String file, String now) {
    if (undone.contains(file)) {
      return "your changes taken back by the user";
    }
    if (redone.contains(file)) {
      return "your changes brought back by the user";
    }
    return now.equals(GONE) ? "gone" : OTHERS;
  }

  private static String moved(MovedHead head) {
    String subjects =
        head.made().stream()
            .map(commit -> QuotedName.line(commit.subject()))
            .limit(MOST_COMMITS)
            .collect(Collectors.joining("; "));
    return "HEAD, not by you: "
        + shortId(head.from())
        + " → "
        + shortId(head.to())
        + (subjects.isEmpty() ? "" : " (" + subjects + ")");
  }

  private static String shortId(String id) {
    return id.isEmpty() ? "none" : id.substring(0, Math.min(SHORT, id.length()));
  }

  private static String held(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        return "a folder"; // a submodule, which HEAD of the repository tells of
      }
      return attributes.isRegularFile() && attributes.size() <= MOST_BYTES
          ? SeenVersions.digest(BoundedFile.bytes(file, MOST_BYTES))
          : attributes.size() + " " + attributes.lastModifiedTime();
    } catch (NoSuchFileException e) {
      return GONE;
    } catch (IOException e) {
      return "unreadable";
    }
  }
}
