package dev.vibe.app.assembly;

import dev.vibe.agent.Publisher;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.RunOptions.Publishing;
import dev.vibe.config.Config;
import dev.vibe.event.Event;
import dev.vibe.event.PullRequest;
import dev.vibe.event.RunResult;
import dev.vibe.event.RunResult.Ending;
import dev.vibe.event.RunResult.Evidence;
import dev.vibe.forge.Publication;
import dev.vibe.forge.PublicationCheck;
import dev.vibe.forge.PullRequestWish;
import dev.vibe.forge.RunStory;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Publication of a run with {@code --pr-title}, put together from the options, the configuration
 * and the environment. In a dry run everything is checked and nothing moved.
 */
public final class PullRequestRun implements AutoCloseable {

  private final HostEnvironment host;
  private final SessionPlan plan;
  private final Publication publication;

  private PullRequestRun(HostEnvironment host, SessionPlan plan, Publication publication) {
    this.host = host;
    this.plan = plan;
    this.publication = publication;
  }

  /**
   * Checks all that it takes. Blocks on the network.
   *
   * @throws VibeException that says what is missing
   */
  public static Optional<PullRequestRun> prepare(HostEnvironment host, SessionPlan plan) {
    return switch (plan.options().changes().publishing()) {
      case Publishing.Nowhere() -> Optional.empty();
      case Publishing.AsPullRequest wanted -> Optional.of(prepared(host, plan, wanted));
    };
  }

  private static PullRequestRun prepared(
      HostEnvironment host, SessionPlan plan, Publishing.AsPullRequest wanted) {
    Config config = plan.config();
    ForgeSetup forge = new ForgeSetup(host, config, "cannot open a pull request", "--pr-title");
    forge.requireOnline();
    PullRequestWish wish =
        new PullRequestWish(
            wanted.title(),
            wanted.body(),
            wanted.base(),
            wanted.branch(),
            wanted.isDraft() ? PullRequestWish.Form.DRAFT : PullRequestWish.Form.READY,
            wanted.labels());
    Publication publication =
        new PublicationCheck(wish, forge.remotes(plan.workspace()), forge.hosts(), forge.means())
            .check();
    host.process().secrets().add(publication.secret());
    return new PullRequestRun(host, plan, publication);
  }

  /** The token, which no command may see. */
  public String secret() {
    return publication.secret();
  }

  /**
   * Points HEAD at the branch; nothing in a dry run.
   *
   * @throws VibeException when it is somebody else's by now
   */
  public void begin() {
    plan.notices().addAll(publication.remarks());
    if (!plan.options().changes().isDryRun()) {
      publication.begin();
    }
  }

  /** What happens with the run's result. */
  public Publisher publisher() {
    return (finished, told) -> {
      Consumer<Problem> remarks = problem -> told.accept(Event.NoticeRaised.of(problem));
      RunResult result = finished.result();
      if (!(result.ending() instanceof Ending.Well)) {
        publication.left(remarks);
        return result;
      }
      if (plan.options().changes().isDryRun()) {
        return finished.hasPlans() ? with(result, publication.planned(), told) : result;
      }
      try {
        return publication
            .publish(story(result), remarks)
            .map(made -> with(result, made, told))
            .orElse(result);
      } catch (VibeException e) {
        publication.left(remarks);
        return result.ending(new Ending.Badly(e.exitCode(), e.problem()));
      }
    };
  }

  private static RunResult with(RunResult result, PullRequest made, Consumer<Event> told) {
    told.accept(new Event.PullRequestMade(made));
    return result.with(made);
  }

  /** The words of the user, without what was piped or attached. */
  private RunStory story(RunResult result) {
    String prompt =
        switch (plan.options().prompt()) {
          case RunOptions.Prompt.Text(String text) -> text;
          case RunOptions.Prompt.TextOnly(String text) -> text;
          case RunOptions.Prompt.Recorded r -> "";
          case RunOptions.Prompt.StandardInput s -> "";
          case RunOptions.Prompt.FromFile f -> "";
        };
    Optional<RunStory.Check> check =
        result.evidence() instanceof Evidence.Verified(String command, int code, String tree)
            ? Optional.of(new RunStory.Check(command, code, tree))
            : Optional.empty();
    return new RunStory(masked(result), host.process().secrets().redact(prompt), check);
  }

  private RunResult masked(RunResult result) {
    return result.answering(host.process().secrets().redact(result.answer()));
  }

  /** Points HEAD back where it was, if nothing was committed. */
  @Override
  public void close() {
    publication.close();
  }
}
