package dev.vibe.app.command;

import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.RunWorktree;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.app.run.OneShot;
import dev.vibe.app.run.QuietRun;
import dev.vibe.config.FlagValue;
import dev.vibe.event.Detail;
import dev.vibe.event.RunResult;
import dev.vibe.file.BoundedFile;
import dev.vibe.git.worktree.ManagedWorktrees;
import dev.vibe.git.worktree.WorktreeStay;
import dev.vibe.git.worktree.WorktreeWish;
import dev.vibe.git.worktree.WorktreeWish.Start;
import dev.vibe.json.Json;
import dev.vibe.problem.VibeException;
import dev.vibe.protocol.EventCodec;
import dev.vibe.task.Task;
import dev.vibe.task.batch.BatchTask;
import dev.vibe.task.batch.Meter;
import dev.vibe.task.batch.TaskEnd;
import dev.vibe.task.batch.TaskWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Worker of a batch: does each task in a session of its own, and in a worktree if wanted. */
final class BatchWorker implements TaskWorker {

  private static final Logger LOG = LoggerFactory.getLogger(BatchWorker.class);

  /** On all tasks together; the batch sees to them. */
  static final Set<String> LIMITS = Set.of("max_turns", "max_tokens", "max_cost", "timeout");

  /** Longer patches are in the folder of the task and not in its line. */
  private static final int MOST_PATCH = 8 << 20;

  private final HostEnvironment host;
  private final BatchOptions options;
  private final Path records;
  private final Preparation preparation;
  private final Map<String, String> places = new ConcurrentHashMap<>();

  /**
   * Does nothing yet.
   *
   * @param records the folder with all of each run
   */
  BatchWorker(HostEnvironment host, BatchOptions options, Path records) {
    this.host = host;
    this.options = options;
    this.records = records;
    this.preparation = new Preparation(host);
  }

  private boolean hasWorktrees() {
    return options.spread().places() == BatchOptions.Places.WORKTREES;
  }

  /**
   * The folder of a task.
   *
   * @throws VibeException (usage) when there is none
   */
  Path folder(BatchTask task) {
    return preparation.folder(options.run().where().in(named(task)));
  }

  private Path named(BatchTask task) {
    return options.run().where().directory().resolve(task.folder());
  }

  @Override
  public String place(BatchTask task) {
    if (hasWorktrees()) {
      return "";
    }
    return places.computeIfAbsent(
        task.folder(),
        named -> {
          Path folder = folder(task);
          return ManagedWorktrees.home(folder, Path.of("")).map(Path::toString).orElse(folder + "");
        });
  }

  @Override
  public Optional<TaskEnd> work(BatchTask task, Meter meter) throws InterruptedException {
    if (!hasWorktrees()) {
      RunResult result = run(task, options.run().where().in(named(task)), meter);
      return meter.isStopped() ? Optional.empty() : Optional.of(end(task, "", result));
    }
    try {
      Path folder = folder(task);
      ManagedWorktrees all = RunWorktree.all(host, folder);
      WorktreeWish wish =
          new WorktreeWish(task.worktree(records.toString()), task.base(), Start.ANEW);
      try (WorktreeStay stay = all.enter(wish)) {
        return inWorktree(task, meter, folder, all, stay);
      }
    } catch (VibeException e) {
      return Optional.of(end(task, "", OneShot.endedEarly(e.exitCode(), e.problem(), "")));
    }
  }

  private Optional<TaskEnd> inWorktree(
      BatchTask task, Meter meter, Path folder, ManagedWorktrees all, WorktreeStay stay)
      throws InterruptedException {
    stay.notices().forEach(problem -> LOG.warn("{}: {}", task.id(), problem.what()));
    Path top = stay.worktree().folder();
    RunWorktree.trust(host, folder, top);
    Path inside = top.resolve(all.inside(folder).toString());
    Path in = Files.isDirectory(inside) ? inside : top;
    RunResult result = run(task, options.run().where().in(in), meter);
    String branch = removed(all, stay);
    return meter.isStopped() ? Optional.empty() : Optional.of(end(task, branch, result));
  }

  /** The branch that stays; one that cannot be removed says nothing of the task. */
  private static String removed(ManagedWorktrees all, WorktreeStay stay) {
    try {
      return all.remove(stay).orElse("");
    } catch (VibeException e) {
      LOG.warn("a worktree stays", e);
      return stay.worktree().branch();
    }
  }

  private RunResult run(BatchTask task, RunOptions.Where where, Meter meter)
      throws InterruptedException {
    StopSwitch stop = new StopSwitch();
    meter.attach(stop::request);
    Path record = records.resolve(task.record());
    RunOptions mine =
        new RunOptions(
            options.run().prompt(),
            where,
            options.run().model(),
            options.run().changes(),
            new RunOptions.Output(
                RunOptions.Format.JSON,
                Detail.QUIET,
                new RunOptions.Target.Nowhere(),
                new RunOptions.Target.Nowhere(),
                new RunOptions.Target.ToFile(record)),
            flags(task));
    return new QuietRun(host, stop, mine, new MeteredEvents(meter)).run(new Task(task.prompt()));
  }

  private List<FlagValue> flags(BatchTask task) {
    List<FlagValue> flags = new ArrayList<>(options.run().flags());
    flags.removeIf(flag -> LIMITS.contains(flag.key()));
    replace(flags, "model", "model of the task", task.model());
    replace(flags, "verify", "verify of the task", task.verify());
    replace(flags, "timeout", "--task-timeout", options.spread().taskTimeout());
    return flags;
  }

  private static void replace(List<FlagValue> flags, String key, String from, String value) {
    if (!value.isEmpty()) {
      flags.removeIf(flag -> flag.key().equals(key));
      flags.add(new FlagValue(key, from, value));
    }
  }

  private TaskEnd end(BatchTask task, String branch, RunResult result) {
    return new TaskEnd(
        task.id(),
        task.digest(),
        branch,
        patch(task),
        Json.object(EventCodec.encodeResult(result)));
  }

  private String patch(BatchTask task) {
    Path file = records.resolve(task.record()).resolve(RunOptions.CHANGE);
    try {
      return BoundedFile.text(file, MOST_PATCH).orElse("");
    } catch (IOException e) {
      LOG.warn("the patch of {} is in {} only", task.id(), file, e);
      return "";
    }
  }
}
