package dev.vibe.app.command;

import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.Preparation.Prepared;
import dev.vibe.app.assembly.RunWorktree;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.assembly.TaskModels;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.app.run.QuietRun;
import dev.vibe.config.FlagValue;
import dev.vibe.event.Detail;
import dev.vibe.event.RunResult;
import dev.vibe.file.BoundedFile;
import dev.vibe.file.PlainFile;
import dev.vibe.git.worktree.ManagedWorktrees;
import dev.vibe.git.worktree.WorktreeStay;
import dev.vibe.git.worktree.WorktreeWish;
import dev.vibe.git.worktree.WorktreeWish.Start;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import dev.vibe.task.Task;
import dev.vibe.task.compare.Candidate;
import dev.vibe.task.compare.CandidateEnd;
import dev.vibe.task.compare.CandidateEnd.Size;
import dev.vibe.task.compare.Comparison.Between;
import dev.vibe.task.compare.Contest;
import dev.vibe.text.ControlChars;
import dev.vibe.text.FileDiff;
import dev.vibe.text.UnifiedDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runner of the candidates of a comparison, each in a worktree of its own. The worktrees stay until
 * this is closed, so that what came of each can be compared.
 */
final class CandidateRunner implements Contest.Runner, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CandidateRunner.class);
  private static final int MOST_PATCH = 16 << 20;
  private static final int MOST_FILE = 4 << 20;

  private final HostEnvironment host;
  private final CompareOptions options;
  private final Path folder;
  private final ManagedWorktrees worktrees;
  private final Path records;
  private final String id;

  /** Filled before the first candidate runs. */
  private final Map<Candidate, Place> places = new LinkedHashMap<>();

  private final List<StopSwitch> running = new CopyOnWriteArrayList<>();
  private Optional<ExitCode> stopped = Optional.empty();

  /**
   * Place of a candidate.
   *
   * @param in the working folder in the worktree
   */
  private record Place(WorktreeStay stay, Path in, RunOptions options) {}

  /**
   * Makes nothing yet.
   *
   * @param id tells this comparison from others
   * @param records the folder with all of each run
   * @throws VibeException (usage) when there is no repository to make worktrees of
   */
  CandidateRunner(HostEnvironment host, CompareOptions options, String id, Path records) {
    this.host = host;
    this.options = options;
    this.id = id;
    this.records = records;
    this.folder = new Preparation(host).folder(options.run().where());
    this.worktrees = RunWorktree.all(host, folder);
  }

  /**
   * Makes the worktrees, all from the same commit.
   *
   * @throws VibeException when one cannot be made
   */
  void prepare() {
    for (Candidate candidate : options.candidates()) {
      int number = places.size() + 1;
      String name = "cmp-" + id + "-" + number;
      WorktreeStay stay = worktrees.enter(new WorktreeWish(name, "", Start.ANEW));
      Path top = stay.worktree().folder();
      RunWorktree.trust(host, folder, top);
      Path inside = top.resolve(worktrees.inside(folder).toString());
      Path in = Files.isDirectory(inside) ? inside : top;
      places.put(candidate, new Place(stay, in, options(candidate, in, number)));
    }
  }

  private RunOptions options(Candidate candidate, Path in, int number) {
    List<FlagValue> flags = new ArrayList<>(options.run().flags());
    flags.removeIf(flag -> flag.key().equals("model"));
    flags.add(new FlagValue("model", "--models", candidate.model()));
    if (!candidate.baseUrl().isEmpty()) {
      flags.removeIf(flag -> flag.key().equals("base_url"));
      flags.add(new FlagValue("base_url", "--models", candidate.baseUrl()));
    }
    return new RunOptions(
        options.run().prompt(),
        options.run().where().in(in),
        options.run().model(),
        options.run().changes(),
        new RunOptions.Output(
            RunOptions.Format.JSON,
            Detail.QUIET,
            new RunOptions.Target.Nowhere(),
            new RunOptions.Target.Nowhere(),
            new RunOptions.Target.ToFile(record(number))),
        flags);
  }

  private Path record(int number) {
    return records.resolve(Integer.toString(number));
  }

  /** Where the patch of a candidate is. */
  Path patchFile(Candidate candidate) {
    return record(options.candidates().indexOf(candidate) + 1).resolve(RunOptions.CHANGE);
  }

  /** Top of the work tree that they were made from. */
  Path top() {
    return places.values().iterator().next().stay().worktree().top();
  }

  @Override
  public String server(Candidate candidate) {
    RunOptions mine = place(candidate).options();
    Preparation preparation = new Preparation(host);
    return preparation.unasked(mine, preparation.workspace(mine.where()))
            instanceof Prepared.Ready(SessionPlan plan)
        ? LocalAddress.of(new TaskModels(host).model(plan).chat().endpoint())
        : ""; // its run tells what is wrong
  }

  private Place place(Candidate candidate) {
    Place place = places.get(candidate);
    if (place == null) {
      throw new IllegalStateException("a candidate has a place");
    }
    return place;
  }

  @Override
  public CandidateEnd run(Candidate candidate) throws InterruptedException {
    Place place = place(candidate);
    StopSwitch stop = new StopSwitch();
    register(stop);
    FirstToken first = new FirstToken(System::nanoTime);
    say("begin " + candidate.name());
    RunResult result =
        new QuietRun(host, stop, place.options(), first).run(new Task(options.prompt()));
    say("end   " + candidate.name());
    String patch = patch(candidate);
    return new CandidateEnd(
        candidate,
        result,
        first.took(),
        Size.of(patch),
        result.commits().isEmpty() ? "" : place.stay().worktree().branch(),
        patch);
  }

  private void say(String line) {
    if (options.run().output().verbosity() != Detail.QUIET) {
      host.err().println(ControlChars.neutraliseLine(line));
    }
  }

  private synchronized void register(StopSwitch stop) {
    running.add(stop);
    stopped.ifPresent(stop::request);
  }

  /** Has all of them come to their end. */
  void stop(ExitCode as) {
    List<StopSwitch> told;
    synchronized (this) {
      stopped = Optional.of(as);
      told = List.copyOf(running);
    }
    told.forEach(stop -> stop.request(as));
  }

  synchronized Optional<ExitCode> stopped() {
    return stopped;
  }

  private String patch(Candidate candidate) {
    try {
      return BoundedFile.text(patchFile(candidate), MOST_PATCH).orElse("");
    } catch (IOException e) {
      LOG.warn("cannot read the change of {}", candidate.name(), e);
      return "";
    }
  }

  /** How the files of each two differ, of those that changed some. */
  List<Between> between(List<CandidateEnd> all) {
    List<CandidateEnd> ends = all.stream().filter(end -> end.size().files() > 0).toList();
    List<Between> between = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      for (int j = i + 1; j < ends.size(); j++) {
        between.add(between(ends.get(i), ends.get(j)));
      }
    }
    return between;
  }

  private Between between(CandidateEnd first, CandidateEnd second) {
    TreeSet<String> files = new TreeSet<>(first.result().changedFiles());
    files.addAll(second.result().changedFiles());
    List<FileDiff> diffs = new ArrayList<>();
    for (String file : files) {
      Optional<String> before = text(place(first.candidate()).in(), file);
      Optional<String> after = text(place(second.candidate()).in(), file);
      if (before.isEmpty() && after.isPresent()) {
        diffs.add(UnifiedDiff.created(file, after.get()));
      } else if (before.isPresent() && after.isEmpty()) {
        diffs.add(UnifiedDiff.deleted(file, before.get()));
      } else if (!before.equals(after)) {
        diffs.add(UnifiedDiff.between(file, before.orElse(""), after.orElse("")));
      }
    }
    return new Between(first.candidate(), second.candidate(), diffs);
  }

  private static Optional<String> text(Path in, String name) {
    Path file = in.resolve(name).normalize();
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return PlainFile.isIn(in, file)
          ? BoundedFile.text(file, MOST_FILE).or(() -> Optional.of(""))
          : Optional.of("(no regular file)\n");
    } catch (IOException e) {
      return Optional.of("(binary, or too large to be shown)\n");
    }
  }

  /** Removes the worktrees; commits stay on their branches. */
  @Override
  public void close() {
    for (Place place : places.values()) {
      try {
        worktrees.remove(place.stay());
      } catch (VibeException e) {
        LOG.warn("a worktree stays", e);
      }
    }
  }
}
