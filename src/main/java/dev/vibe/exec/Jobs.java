package dev.vibe.exec;

import dev.vibe.exec.ProcessResult.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * List of the commands of a session that go on beside it, by numbers that count from 1.
 * Thread-safe.
 */
public final class Jobs {

  /** In what is shown of a command. */
  private static final int LONGEST_NAME = 60;

  private static final int LONGEST_LINE = 200;

  /** A job that writes nothing but errors is told of only so often. */
  private static final int MOST_ERRORS = 20;

  private static final Pattern ERROR =
      Pattern.compile(
          "\\b(error|exception|traceback|panic(ked)?|fatal|failed|failure|EADDRINUSE)\\b",
          Pattern.CASE_INSENSITIVE);

  /** Such as {@code 0 errors}. */
  private static final Pattern NO_ERROR =
      Pattern.compile("\\b(0|no|without) (error|failure)s?\\b", Pattern.CASE_INSENSITIVE);

  private final List<Entry> entries = new ArrayList<>();
  private final Function<RunningCommand, List<String>> ender;

  /** State of a job. */
  public enum State {
    RUNNING,
    ENDED,
    STOPPED
  }

  /**
   * Job as it is now.
   *
   * @param command its first line, shortened
   * @param file with all of its output; empty when it cannot be written
   * @param exitCode {@link ProcessResult#NONE} while it runs
   * @param age since it started
   */
  public record Job(
      int number, String command, String file, State state, int exitCode, Duration age) {}

  /**
   * Job that was stopped.
   *
   * @param output all it wrote
   * @param left what lives all the same
   */
  public record Stopped(Job job, Output output, List<String> left) {
    public Stopped {
      left = List.copyOf(left);
    }
  }

  /** One of them, with what was told of it. */
  private static final class Entry {
    private final int number;
    private final String command;
    private final RunningCommand running;
    private final long start = System.nanoTime();
    private final Set<String> told = new HashSet<>();
    private boolean isStopped;
    private boolean isEndTold;

    Entry(int number, String command, RunningCommand running) {
      this.number = number;
      this.command = command;
      this.running = running;
    }

    private State state() {
      if (isStopped) {
        return State.STOPPED;
      }
      return running.exitCode() == ProcessResult.NONE ? State.RUNNING : State.ENDED;
    }

    private Job job() {
      return new Job(
          number,
          command,
          running.capture().output().spilledTo(),
          state(),
          running.exitCode(),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /**
   * None yet.
   *
   * @param ender ends a command with all that it started, and gives what lives all the same
   */
  Jobs(Function<RunningCommand, List<String>> ender) {
    this.ender = ender;
  }

  /** Of a session that runs no commands. */
  public static Jobs none() {
    return new Jobs(command -> List.of());
  }

  synchronized void add(String command, RunningCommand running) {
    entries.add(new Entry(entries.size() + 1, name(command), running));
  }

  private static String name(String command) {
    String line = command.strip().lines().findFirst().orElse("");
    return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
  }

  /** All there were, in order. */
  public synchronized List<Job> all() {
    return entries.stream().map(Entry::job).toList();
  }

  /** The one whose process group this is; 0 for none. */
  public synchronized int numberOf(long group) {
    return entries.stream()
        .filter(entry -> entry.running.group() == group)
        .mapToInt(entry -> entry.number)
        .findFirst()
        .orElse(0);
  }

  /** Ends one with all that it started; empty when there is none of that number. */
  public synchronized Optional<Stopped> stop(int number) {
    if (number < 1 || number > entries.size()) {
      return Optional.empty();
    }
    Entry entry = entries.get(number - 1);
    boolean wasRunning = entry.state() == State.RUNNING;
    List<String> left = wasRunning ? ender.apply(entry.running) : List.of();
    entry.isStopped |= wasRunning;
    entry.isEndTold = true;
    return Optional.of(new Stopped(entry.job(), entry.running.capture().output(), left));
  }

  /** What happened to them since this was last asked, a line each. */
  public synchronized List<String> news() {
    List<String> news = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.isEndTold) {
        continue;
      }
      boolean hasEnded = entry.state() == State.ENDED;
      Optional<String> error = error(entry);
      if (hasEnded) {
        entry.isEndTold = true;
        news.add(
            "job %d (%s) ended with exit code %d%s%s"
                .formatted(
                    entry.number,
                    entry.command,
                    entry.running.exitCode(),
                    error.map(line -> ": " + line).orElse(""),
                    file(entry)));
        if (!entry.running.isRunning()) {
          entry.running.forget();
          news.addAll(entry.running.notes());
        }
      } else {
        error.ifPresent(
            line -> news.add("job %d wrote: %s%s".formatted(entry.number, line, file(entry))));
      }
    }
    return news;
  }

  private static String file(Entry entry) {
    String file = entry.running.capture().output().spilledTo();
    return file.isEmpty() ? "" : "; output in " + file;
  }

  /** The first line with an error that was not told. */
  private static Optional<String> error(Entry entry) {
    Optional<OutputSnapshot> fresh = entry.running.capture().snapshot();
    if (fresh.isEmpty() || entry.told.size() >= MOST_ERRORS) {
      return Optional.empty();
    }
    return fresh
        .get()
        .end()
        .lines()
        .map(String::strip)
        .filter(line -> ERROR.matcher(line).find() && !NO_ERROR.matcher(line).find())
        .map(line -> line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…")
        .filter(entry.told::add)
        .findFirst();
  }
}
