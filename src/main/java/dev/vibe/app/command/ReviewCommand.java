package dev.vibe.app.command;

import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.assembly.TaskModels;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.run.ReviewRun;
import dev.vibe.app.run.RunSinks;
import dev.vibe.app.run.Watchdog;
import dev.vibe.file.BoundedFile;
import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.task.review.Review;
import dev.vibe.task.review.ReviewReport;
import dev.vibe.task.review.ReviewedFile;
import dev.vibe.task.review.Severity;
import dev.vibe.text.ControlChars;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Handler of {@code vibe review}: a change in, findings out. Changes nothing. */
public final class ReviewCommand {

  /** Larger files get no proposed edits. In bytes. */
  private static final int LARGEST_FILE = 2 * 1024 * 1024;

  private final HostEnvironment host;
  private final Preparation preparation;

  /**
   * Options of a review.
   *
   * @param range as {@link GitRepository#diff(String)} takes it; empty for what is not committed
   * @param failsOn a finding of that weight or a heavier one fails it
   * @param from file with a review that was made before; empty for one by the model
   * @param posting where it goes besides standard output
   */
  public record Options(
      Optional<String> range,
      Form form,
      Optional<Severity> failsOn,
      Optional<Path> from,
      Posting posting,
      RunOptions run) {

    /** By the model, for standard output alone. */
    public Options(Optional<String> range, Form form, Optional<Severity> failsOn, RunOptions run) {
      this(range, form, failsOn, Optional.empty(), new Posting.Nowhere(), run);
    }
  }

  /** Place where a review is posted. */
  public sealed interface Posting {

    record Nowhere() implements Posting {}

    /**
     * On a pull request.
     *
     * @param number 0 for that of the CI job, or of the branch
     */
    record OnRequest(long number) implements Posting {}
  }

  /** Form in which a review is written. */
  public enum Form {
    TEXT,
    JSON,
    SARIF
  }

  public ReviewCommand(HostEnvironment host, Preparation preparation) {
    this.host = host;
    this.preparation = preparation;
  }

  /** The exit code; the review was printed when this returns. */
  public int run(Options options) {
    RunOptions given = options.run();
    try (Watchdog watchdog = Watchdog.over(host, given.output())) {
      return new PreparedRun(host)
          .run(
              given,
              watchdog,
              workspace ->
                  new PreparedRun.Opened(
                      preparation.unasked(given, workspace),
                      (plan, sinks, w) -> review(options, plan, sinks, w)));
    }
  }

  private int review(Options options, SessionPlan plan, RunSinks sinks, Watchdog watchdog)
      throws InterruptedException {
    Optional<ReviewPosting> posting;
    Review review;
    try {
      posting = posting(options.posting(), plan);
      review = found(options, posting, plan, sinks, watchdog);
    } catch (VibeException e) {
      tell(new Review("", List.of(), 0, List.of(), Optional.empty()), options, e);
      throw e;
    }
    Optional<VibeException> broken = broken(review);
    if (broken.isPresent()) {
      tell(review, options, broken.get());
      throw broken.get();
    }
    print(text(review, options.form()));
    posting.ifPresent(each -> each.post(review));
    boolean fails = options.failsOn().filter(review::has).isPresent();
    return (fails ? ExitCode.FAILED : ExitCode.DONE).code();
  }

  private Optional<ReviewPosting> posting(Posting wanted, SessionPlan plan) {
    return switch (wanted) {
      case Posting.Nowhere() -> Optional.empty();
      case Posting.OnRequest(long number) -> Optional.of(ReviewPosting.prepare(host, plan, number));
    };
  }

  private Review found(
      Options options,
      Optional<ReviewPosting> posting,
      SessionPlan plan,
      RunSinks sinks,
      Watchdog watchdog)
      throws InterruptedException {
    return options.from().isPresent()
        ? ReviewPosting.read(host.directory().resolve(options.from().get()))
        : reviewed(rangeOf(options, posting), plan, sinks, watchdog);
  }

  /** Programs get an object on every way out. */
  private void tell(Review sofar, Options options, VibeException e) {
    if (options.form() == Form.JSON) {
      print(ReviewReport.json(sofar, Optional.of(e.problem())) + "\n");
    }
  }

  /** What is posted on a request is about what that proposes, unless the user says otherwise. */
  private static Optional<String> rangeOf(Options options, Optional<ReviewPosting> posting) {
    return options.range().or(() -> posting.map(ReviewPosting::range));
  }

  private Review reviewed(
      Optional<String> range, SessionPlan plan, RunSinks sinks, Watchdog watchdog)
      throws InterruptedException {
    String of = range.orElse("what is not committed");
    Path top;
    List<ReviewedFile> change;
    String commit;
    try (GitWorkspace git = SessionAssembly.openGit(host, plan.workspace())) {
      change = ReviewedFile.of(diff(git, range));
      top = git.present() instanceof GitRepository repository ? repository.top() : git.folder();
      commit = range.map(each -> commit(git, each)).orElse("");
    }
    Review review =
        change.isEmpty()
            ? new Review(of, List.of(), 0, List.of(), Optional.empty())
            : new ReviewRun(host, plan, sinks, watchdog)
                .run(new TaskModels(host), of, change, name -> text(top, name));
    return review.at(commit);
  }

  /** The commit that a range ends at; empty where that takes a Git that is not there. */
  private static String commit(GitWorkspace git, String range) {
    int dots = range.indexOf("..");
    String end = dots < 0 ? "" : range.substring(dots).replaceFirst("^\\.{2,3}", "");
    try {
      return git.present() instanceof GitRepository repository && repository.remotes().hasGit()
          ? repository.remotes().local().commit(end.isEmpty() ? "HEAD" : end).orElse("")
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static String diff(GitWorkspace git, Optional<String> range) throws InterruptedException {
    if (range.isEmpty() || !(git.present() instanceof GitRepository repository)) {
      return git.diff(); // without a repository it says why there is none
    }
    return repository
        .diff(range.get())
        .orElseThrow(
            () ->
                new VibeException(
                    ExitCode.USAGE,
                    new Problem(
                        ProblemCode.USAGE,
                        "there is nothing to compare: " + range.get(),
                        "one of its ends is no commit",
                        "vibe review main   or   vibe review A..B; git fetch, where it is not here"
                            + " yet")));
  }

  /** Why a review has no end; empty for one that has. */
  private static Optional<VibeException> broken(Review review) {
    return review
        .broken()
        .map(ending -> new VibeException(ending.exitCode(), ending.problem()))
        .or(
            () ->
                review
                    .unusable()
                    .map(
                        why ->
                            new VibeException(
                                ExitCode.FAILED,
                                new Problem(
                                    ProblemCode.NO_REVIEW,
                                    "the model gave no review that can be read",
                                    why,
                                    "again, or with a larger model"))));
  }

  private String text(Review review, Form form) {
    return switch (form) {
      case TEXT -> ControlChars.neutralise(ReviewReport.text(review));
      case JSON -> ReviewReport.json(review) + "\n";
      case SARIF -> ReviewReport.sarif(review, host.version()) + "\n";
    };
  }

  private void print(String text) {
    host.out().print(text);
    host.out().flush();
  }

  /** Empty for what is no text, or leads out of the work tree. */
  private static Optional<String> text(Path top, String name) {
    try {
      Path file = top.resolve(name).toRealPath();
      return file.startsWith(top.toRealPath())
          ? BoundedFile.text(file, LARGEST_FILE)
          : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
