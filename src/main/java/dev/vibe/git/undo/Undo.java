package dev.vibe.git.undo;

import dev.vibe.git.checkpoint.CheckpointFiles;
import dev.vibe.git.checkpoint.CheckpointHistory;
import dev.vibe.git.checkpoint.CheckpointPlace;
import dev.vibe.git.checkpoint.CheckpointRecord;
import dev.vibe.git.checkpoint.CheckpointRecord.Extent;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.Kind;
import dev.vibe.git.checkpoint.CheckpointRecord.Left;
import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import dev.vibe.git.checkpoint.CheckpointStore;
import dev.vibe.git.checkpoint.CheckpointTrees;
import dev.vibe.git.checkpoint.CommandMarker;
import dev.vibe.git.checkpoint.Steps;
import dev.vibe.git.checkpoint.TreeOfSnapshot;
import dev.vibe.git.checkpoint.TreeOfSnapshot.Bounds;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.GitProblems;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.undo.UndoPlan.Commits;
import dev.vibe.git.undo.UndoPlan.Direction;
import dev.vibe.git.undo.UndoPlan.Item;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Undo and redo of what sessions did in a folder. Blocks on disk. */
public final class Undo implements AutoCloseable {

  /** Scope of an undo: what is wanted. */
  public sealed interface Scope {

    /** All that the last prompt led to. */
    record LastRun() implements Scope {}

    /** The last replies that changed something. */
    record Turns(int count) implements Scope {}

    /** All that came with a prompt and those after it, which are counted from 1. */
    record Since(int run) implements Scope {}

    /** The last undo, taken back. */
    record Redo() implements Scope {}
  }

  /**
   * Session with what it did that stands, newest turn first.
   *
   * @param undos how many undos can be taken back
   * @param left files that an undo left as they are
   */
  public record Session(
      String id, Instant at, List<UndoPlan.Turn> turns, int undos, List<Path> left) {
    public Session {
      turns = List.copyOf(turns);
      left = List.copyOf(left);
    }
  }

  /**
   * Permission that an undo before this one lacked.
   *
   * @param added folders beside the working folder whose files may be restored, real paths
   * @param overwrite files that may be replaced
   */
  public record Permission(List<Path> added, List<Path> overwrite, CommitsToo commits) {
    public Permission {
      added = List.copyOf(added);
      overwrite = List.copyOf(overwrite);
    }

    private boolean covers(Path file) {
      return added.stream().anyMatch(file::startsWith) || overwrite.contains(file);
    }
  }

  /** Choice of whether commits that were left are meant. */
  public enum CommitsToo {
    YES,
    NO
  }

  /**
   * Outcome of an undo: what was done.
   *
   * @param restored relative to the folder
   * @param left files that were changed since and not agreed to
   * @param problems what could not be done, though it was planned
   */
  public record Outcome(List<String> restored, List<String> left, List<Problem> problems) {
    public Outcome {
      restored = List.copyOf(restored);
      left = List.copyOf(left);
      problems = List.copyOf(problems);
    }
  }

  private final CheckpointPlace place;
  private final Supplier<WorktreeSnapshot> looks;
  private final Steps steps;
  private List<CheckpointStore> opened = List.of();

  public Undo(CheckpointPlace place, Supplier<WorktreeSnapshot> looks, Steps steps) {
    this.place = place;
    this.looks = looks;
    this.steps = steps;
  }

  /**
   * The sessions of this folder with something to undo or redo, newest first.
   *
   * @throws VibeException when the repository is damaged
   */
  public List<Session> sessions() {
    try {
      List<Session> sessions = new ArrayList<>();
      for (var entry : bySession().entrySet()) {
        CheckpointHistory history = CheckpointHistory.of(entry.getValue());
        if (!history.standing().isEmpty() || !history.undone().isEmpty()) {
          List<Path> left =
              history.rests().stream()
                  .flatMap(rest -> rest.left().paths().stream())
                  .distinct()
                  .map(place::onDisk)
                  .toList();
          sessions.add(
              new Session(
                  entry.getKey(),
                  entry.getValue().getLast().at(),
                  UndoPlanner.turns(history.standing().reversed()),
                  history.undone().size(),
                  left));
        }
      }
      return sessions.reversed();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** As {@link #sessions}, with what the commits of each reply hold, for people. */
  public List<Session> listing() {
    List<Session> sessions = sessions();
    try {
      if (!store().isOfRepository() || place.repositories().isEmpty()) {
        return sessions;
      }
      try (JGitStore git = JGitStore.open(place.repositories().getFirst(), place.settings())) {
        PartCommits commits = new PartCommits(git, store());
        List<Session> listed = new ArrayList<>();
        for (Session session : sessions) {
          List<Stored> standing =
              CheckpointHistory.of(bySession().getOrDefault(session.id(), List.of())).standing();
          List<UndoPlan.Turn> turns = new ArrayList<>();
          for (UndoPlan.Turn turn : session.turns()) {
            turns.add(turn.with(remarks(commits, turn, standing)));
          }
          listed.add(
              new Session(session.id(), session.at(), turns, session.undos(), session.left()));
        }
        return listed;
      }
    } catch (IOException e) {
      return sessions; // a commit is gone by now: what there is to undo is known all the same
    }
  }

  private static List<String> remarks(
      PartCommits commits, UndoPlan.Turn turn, List<Stored> standing) throws IOException {
    List<String> remarks = new ArrayList<>();
    for (Stored each : standing) {
      if (each.record().moment().equals(new TurnId(turn.run(), turn.number()))) {
        remarks.addAll(commits.remarks(each, standing));
      }
    }
    return remarks;
  }

  /**
   * Works out what taking that back would do.
   *
   * @param added folders beside the working folder whose files may be restored, real paths
   * @throws VibeException when there is nothing of that kind, or the repository is damaged
   */
  public UndoPlan plan(String session, Scope scope, List<Path> added) {
    try {
      CheckpointHistory history =
          CheckpointHistory.of(bySession().getOrDefault(session, List.of()));
      List<Stored> wanted =
          switch (scope) {
            case Scope.LastRun() -> history.lastRun();
            case Scope.Turns(int count) -> history.lastTurns(count);
            case Scope.Since(int run) -> history.since(run);
            case Scope.Redo() ->
                history.undone().isEmpty() ? List.of() : List.of(history.undone().getLast());
          };
      Direction direction = scope instanceof Scope.Redo ? Direction.REDO : Direction.UNDO;
      if (wanted.isEmpty()) {
        throw GitProblems.thrown(UndoProblems.nothingToUndo(direction, place.folder()));
      }
      List<HeadMove> own = moves(session);
      return new UndoPlanner(store(), place, added)
          .plan(session, new Wanted(direction, wanted, Map.of(), own));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Works out what taking back would do that an undo has left, because it lacked this permission;
   * empty when that is nothing.
   *
   * @throws VibeException when the repository is damaged
   */
  public Optional<UndoPlan> rest(String session, Permission permission) {
    try {
      CheckpointHistory history =
          CheckpointHistory.of(bySession().getOrDefault(session, List.of()));
      Map<Integer, Left> rests = new LinkedHashMap<>();
      List<Stored> newestFirst = new ArrayList<>();
      for (CheckpointHistory.Rest rest : history.rests().reversed()) {
        Left meant = meant(rest.left(), permission);
        if (!meant.isNothing()) {
          rests.put(rest.change().record().id().number(), meant);
          newestFirst.add(rest.change());
        }
      }
      return newestFirst.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new UndoPlanner(store(), place, permission.added())
                  .plan(session, new Wanted(Direction.UNDO, newestFirst, rests, moves(session))));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Left meant(Left left, Permission permission) {
    return new Left(
        left.paths().stream().filter(path -> permission.covers(place.onDisk(path))).toList(),
        permission.commits() == CommitsToo.YES ? left.heads() : List.of());
  }

  /** All moves of HEAD by a session. */
  public List<HeadMove> moves(String session) throws IOException {
    return UndoPlanner.moves(
        bySession().getOrDefault(session, List.of()).stream()
            .filter(each -> each.record().kind() == Kind.CHANGE)
            .toList());
  }

  /**
   * The same, but for commits that would stay: a commit on top takes back what they changed. Files
   * are restored as they would be without.
   *
   * @param plan with {@link UndoPlan.Commits.Stay}; any other is returned as it is
   * @throws VibeException when it cannot be done, because later commits changed the same lines, for
   *     one; nothing was changed then
   */
  public UndoPlan reverting(UndoPlan plan) {
    if (!(plan.commits() instanceof Commits.Stay)) {
      return plan;
    }
    try {
      return plan.with(new HeadUndo(place).planRevert(UndoPlanner.moves(records(plan))));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** The records that a plan is about, in its order. */
  private List<Stored> records(UndoPlan plan) throws IOException {
    List<Stored> all = bySession().getOrDefault(plan.session(), List.of());
    return plan.records().stream()
        .flatMap(number -> all.stream().filter(each -> each.record().id().number() == number))
        .toList();
  }

  /**
   * Does it: files that are as the run left them, and those agreed to.
   *
   * @param agreed paths of files that were changed since and may be replaced all the same
   * @param journal where change sets keep their journal
   * @throws VibeException when a file cannot be written; then none was
   */
  public Outcome carryOut(UndoPlan plan, Set<String> agreed, Path journal) {
    List<Item> chosen = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (Item item : plan.items()) {
      boolean goes = !item.standing().needsYes() || agreed.contains(item.path().relative());
      if (goes) {
        chosen.add(item);
      } else {
        left.add(item.path().relative());
      }
    }
    boolean isNothing = chosen.isEmpty() && !plan.items().isEmpty() && !plan.changesMoreThanFiles();
    if (isNothing || plan.commits() instanceof Commits.Barrier) {
      return new Outcome(List.of(), left, List.of());
    }
    try {
      Reversal reversal =
          new Reversal(place, new Reversal.Open(store(), steps), plan, records(plan));
      List<Problem> problems = reversal.run(chosen, journal);
      return new Outcome(
          chosen.stream().map(item -> item.path().relative()).toList(), left, problems);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Sessions of this folder, oldest first, each with its records, oldest first. */
  private Map<String, List<Stored>> bySession() throws IOException {
    Map<String, List<Stored>> sessions = new LinkedHashMap<>();
    Map<String, List<Stored>> newestLast = new LinkedHashMap<>();
    Set<String> order = new LinkedHashSet<>();
    for (Stored each : store().records()) {
      if (place.isHere(each.record().folder())) {
        String session = each.record().id().session();
        sessions.computeIfAbsent(session, id -> new ArrayList<>()).add(each);
        order.remove(session);
        order.add(session);
      }
    }
    for (String session : order) {
      List<Stored> records = sessions.getOrDefault(session, List.of());
      cutOff(session, records).ifPresent(records::add);
      newestLast.put(session, records);
    }
    return newestLast;
  }

  /** A command that was cut off, as a change from the files before it to those of now. */
  private Optional<Stored> cutOff(String session, List<Stored> records) throws IOException {
    Optional<CommandMarker> open = CommandMarker.of(place.settings(), session);
    if (open.isEmpty()) {
      return Optional.empty();
    }
    Instant at = records.getLast().at();
    CheckpointFiles files = new TreeOfSnapshot(store(), place, Bounds.NONE).of(looks.get());
    String now = open.get().comparable(files, store()).addTo(store());
    store().flush();
    CheckpointRecord record = open.get().record();
    boolean changed = !now.equals(open.get().tree());
    int number = Math.max(record.id().number(), records.getLast().record().id().number() + 1);
    CheckpointRecord numbered =
        new CheckpointRecord(
            new CheckpointRecord.Id(session, number),
            Kind.CHANGE,
            record.moment(),
            "cut off: " + record.title(),
            record.folder(),
            List.of(),
            List.of(),
            List.of());
    return changed
        ? Optional.of(
            new Stored(numbered, new CheckpointTrees(open.get().tree(), now), at, Extent.CUT_OFF))
        : Optional.empty();
  }

  private CheckpointStore store() throws IOException {
    if (opened.isEmpty()) {
      opened = List.of(place.open(steps));
    }
    return opened.getFirst();
  }

  private static VibeException failed(IOException e) {
    return GitProblems.thrown(UndoProblems.undoFailed(e));
  }

  @Override
  public void close() {
    opened.forEach(CheckpointStore::close);
    opened = List.of();
  }
}
