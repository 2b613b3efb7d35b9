package dev.vibe.git.undo;

import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.Checkpoints.Danger;
import dev.vibe.git.checkpoint.Steps;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.ChangeSet;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A session that changes files as the tools do, and what undoes it. */
public final class UndoScene implements AutoCloseable {

  final Sandbox box;
  final RunChanges changes;
  final GitWorkspace git;
  final Checkpoints checkpoints;
  private final String session;
  private int turn;

  public UndoScene(Sandbox box, String session) {
    this(box, session, Steps.UNWATCHED);
  }

  UndoScene(Sandbox box, String session, Steps steps) {
    this.box = box;
    this.session = session;
    this.changes = box.ledger();
    this.git = box.open();
    this.checkpoints =
        git instanceof GitRepository repository
            ? repository.checkpoints(session, steps)
            : git.checkpoints(session);
    this.before = git.snapshot();
    this.moment = changes.now();
    next();
  }

  /** The next reply of the model. */
  void next() {
    checkpoints.at(new TurnId(1, ++turn));
  }

  void run(int run) {
    checkpoints.at(new TurnId(run, ++turn));
  }

  Path journal() {
    return box.base().resolve("journal");
  }

  /** Edits as one batch: pairs of path and content; null content deletes. */
  void edit(String... pathsAndTexts) {
    List<FileChange> batch = new ArrayList<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      batch.add(change(pathsAndTexts[i], pathsAndTexts[i + 1]));
    }
    checkpoints.beforeEdits(batch, "edit " + pathsAndTexts[0]);
    ChangeSet.write(batch, journal(), checkpoints::settle);
    batch.forEach(changes::record);
  }

  private FileChange change(String path, String text) {
    Path file = box.folder().resolve(path).normalize();
    Content before =
        Files.exists(file) ? new Content.Present(box.bytes(path)) : new Content.Absent();
    Content after =
        text.equals(DELETED)
            ? new Content.Absent()
            : new Content.Present(text.getBytes(StandardCharsets.UTF_8));
    WorkspacePath at =
        path.startsWith("../")
            ? WorkspacePath.below(box.base(), path.substring(3))
            : WorkspacePath.below(box.folder(), path);
    return FileChange.between(at, before, after);
  }

  static final String DELETED = "\0deleted";

  public void command(Runnable what) {
    begin("run something");
    what.run();
    end();
  }

  /** A command that is known to be able to destroy something. */
  void destructive(Runnable what) {
    begin("run git", Danger.DESTRUCTIVE);
    what.run();
    end();
  }

  private WorktreeSnapshot before;
  private Moment moment;

  void begin(String title) {
    begin(title, Danger.USUAL);
  }

  private void begin(String title, Danger danger) {
    before = git.snapshot();
    moment = changes.now();
    checkpoints.beforeCommand(before, title, danger);
  }

  void end() {
    record();
    checkpoints.settle();
  }

  /** The end of a command, without waiting for what is written then. */
  void record() {
    List<WorktreeChange> found = git.changesSince(before);
    changes.record(found, moment, before.held());
    checkpoints.afterCommand(found);
  }

  public Undo.Outcome undo(Undo.Scope scope, String... agreed) {
    try (Undo undo = git.undo()) {
      UndoPlan plan = undo.plan(session, scope, List.of());
      return undo.carryOut(plan, Set.of(agreed), journal());
    }
  }

  UndoPlan plan(Undo.Scope scope) {
    try (Undo undo = git.undo()) {
      return undo.plan(session, scope, List.of());
    }
  }

  /** Every file with kind and content, without Git's own. */
  public Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(box.folder())) {
      for (Path file : all.toList()) {
        String name = box.folder().relativize(file).toString();
        if (!name.startsWith(".git/")
            && !name.equals(".git")
            && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          files.put(name, text(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static String text(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return "-> " + Files.readSymbolicLink(file);
    }
    String mode = Files.isExecutable(file) ? "x " : "- ";
    return mode + Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /** The folders, to see that none is left over. */
  List<String> folders() {
    try (Stream<Path> all = Files.walk(box.folder())) {
      return all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .map(path -> box.folder().relativize(path).toString())
          .filter(name -> !name.startsWith(".git"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    git.close();
  }
}
