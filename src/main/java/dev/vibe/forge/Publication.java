package dev.vibe.forge;

import dev.vibe.event.PullRequest;
import dev.vibe.file.IoReason;
import dev.vibe.forge.PullRequestWish.Form;
import dev.vibe.git.remote.LocalBranches;
import dev.vibe.git.remote.LocalBranches.Place;
import dev.vibe.git.remote.RemoteBranches;
import dev.vibe.git.remote.RemoteBranches.Pushed;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publication of a run: its commits get a branch of their own, and the branch a pull request. All
 * that can be known beforehand was checked when there is one ({@link PublicationCheck}). Owned by
 * one thread at a time.
 */
public final class Publication implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

  private final PullRequestWish wish;
  private final Route route;
  private final Ends ends;
  private boolean isEntered;

  Publication(PullRequestWish wish, Route route, Ends ends) {
    this.wish = wish;
    this.route = route;
    this.ends = ends;
  }

  /** Route from the repository to the forge. */
  record Route(
      LocalBranches local,
      RemoteBranches remote,
      Forge forge,
      ForgeProject project,
      ForgeSite site,
      ForgeToken token) {}

  /**
   * Ends of the way, as they were before the run.
   *
   * @param start where HEAD was
   * @param base the branch that it is for, and the commit that it is at
   * @param branch that it comes from
   * @param localTip where that is here; empty where it is not there
   * @param remoteTip the same at the remote
   * @param standing what the forge has of it
   */
  record Ends(
      Place start,
      Place base,
      String branch,
      Optional<String> localTip,
      Optional<String> remoteTip,
      Optional<StandingRequest> standing) {}

  /** The token, which no command and no model may see. */
  public String secret() {
    return route.token().reveal();
  }

  /** What the user should know before the run. */
  public List<Problem> remarks() {
    try {
      int more =
          ends.start().branch().equals(ends.branch())
              ? 0
              : route.local().beyond(ends.base().commit(), ends.start().commit()).orElse(0);
      return more == 0
          ? List.of()
          : List.of(
              ForgeProblems.remark(
                  "the " + request() + " will hold earlier commits, too",
                  more + " that " + ends.base().branch() + " lacks at " + route.site().host(),
                  "begin at that branch if it should not"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private String request() {
    return route.site().kind().request();
  }

  /**
   * Points HEAD at the branch. Files and what is staged stay as they are.
   *
   * @throws VibeException when it is somebody else's by now
   */
  public void begin() {
    try {
      route.local().enter(ends.branch(), ends.start(), ends.localTip());
      isEntered = true;
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.GIT_FAILED,
              "cannot begin the branch " + ends.branch(),
              IoReason.naming(e),
              "git branch says what is there; see docs/pull-requests.md"),
          e);
    }
  }

  /** What {@link #publish} would make of a run that commits something. */
  public PullRequest planned() {
    Optional<StandingRequest> open = ends.standing().filter(StandingRequest::isOpen);
    return new PullRequest(
        open.map(StandingRequest::url).orElse(""),
        open.map(StandingRequest::number).orElse(0L),
        wish.title(),
        ends.branch(),
        ends.base().branch(),
        PullRequest.State.PLANNED);
  }

  /**
   * Pushes what the run committed and opens or updates the request; nothing, where there is no
   * commit to show. Blocks on the network; ended by an interrupt.
   *
   * @param remarks told what went wrong beside it
   * @throws VibeException when it cannot be done
   */
  public Optional<PullRequest> publish(RunStory story, Consumer<Problem> remarks) {
    try {
      Place now = route.local().place();
      if (!now.branch().equals(ends.branch())) {
        throw ForgeProblems.refusal(
            "cannot push the branch " + ends.branch(),
            "a command of the run switched to "
                + (now.branch().isEmpty() ? "no branch" : now.branch()),
            "git switch " + ends.branch() + ", and run it again");
      }
      if (!hasWork(now)) {
        return Optional.empty();
      }
      push(now.commit());
      PullRequest made = requested(now.commit(), story, remarks);
      stayed(remarks);
      return Optional.of(made);
    } catch (IOException e) {
      throw ForgeProblems.unreachable(
          "cannot push the branch " + ends.branch(), IoReason.naming(e));
    }
  }

  /** Commits of this run, or those of an earlier one that could not be published. */
  private boolean hasWork(Place now) throws IOException {
    if (!now.commit().equals(ends.start().commit())) {
      return true;
    }
    boolean isPublished =
        ends.remoteTip().equals(Optional.of(now.commit()))
            && ends.standing().filter(StandingRequest::isOpen).isPresent();
    return ends.start().branch().equals(ends.branch())
        && !isPublished
        && route.local().beyond(ends.base().commit(), now.commit()).orElse(0) > 0;
  }

  /** Tells where the commits are of a run that was not published. */
  public void left(Consumer<Problem> remarks) {
    try {
      Place now = route.local().place();
      if (isEntered
          && now.branch().equals(ends.branch())
          && !now.commit().equals(ends.start().commit())) {
        remarks.accept(
            ForgeProblems.remark(
                "the " + request() + " was neither opened nor updated",
                "its commits are on the branch " + ends.branch(),
                "the same command goes on from there; " + back()));
      }
    } catch (IOException e) {
      LOG.warn("cannot see where HEAD is", e);
    }
  }

  private void stayed(Consumer<Problem> remarks) {
    if (!ends.start().branch().equals(ends.branch())) {
      remarks.accept(
          ForgeProblems.remark("HEAD is on the branch " + ends.branch() + " now", "", back()));
    }
  }

  private String back() {
    return ends.start().branch().isEmpty()
        ? "git switch --detach " + ends.start().commit() + " goes back"
        : "git switch " + ends.start().branch() + " goes back";
  }

  private void push(String commit) throws IOException {
    if (ends.remoteTip().equals(Optional.of(commit))) {
      return;
    }
    Pushed pushed = route.remote().push(commit, ends.branch(), ends.remoteTip());
    switch (pushed) {
      case Pushed.Done() -> {}
      case Pushed.Overtaken() ->
          throw new VibeException(ExitCode.FAILED, ForgeProblems.overtaken(ends.branch()));
      case Pushed.Refused(String said) ->
          throw new VibeException(ExitCode.FAILED, ForgeProblems.pushRefused(ends.branch(), said));
    }
  }

  private PullRequest requested(String commit, RunStory story, Consumer<Problem> remarks)
      throws IOException {
    // A shallow clone, or one that is behind, does not have the commit that the base is at.
    boolean hasBase = route.local().beyond(ends.base().commit(), commit).isPresent();
    String base = hasBase ? ends.base().commit() : ends.start().commit();
    PullRequestBody body =
        new PullRequestBody(
            wish.body(),
            wish,
            story,
            route.local().changes(base, commit),
            route.local().subjects(base, commit),
            commit);
    Optional<StandingRequest> standing = standing();
    StandingRequest made =
        standing.isPresent()
            ? route.forge().update(standing.get(), proposal(body.within(standing.get().body())))
            : opened(proposal(body.text()), body, remarks);
    label(made, remarks);
    if (standing.isEmpty()) {
      workflows(remarks);
    }
    return new PullRequest(
        made.url(),
        made.number(),
        wish.title(),
        ends.branch(),
        ends.base().branch(),
        standing.isPresent() ? PullRequest.State.UPDATED : PullRequest.State.OPENED);
  }

  private Proposal proposal(String body) {
    return new Proposal(
        wish.title(), body, ends.branch(), ends.base().branch(), wish.form(), wish.labels());
  }

  /** The open one, as it is now. */
  private Optional<StandingRequest> standing() {
    return route
        .forge()
        .find(route.project(), ends.branch(), ends.base().branch())
        .filter(StandingRequest::isOpen);
  }

  private StandingRequest opened(
      Proposal proposal, PullRequestBody body, Consumer<Problem> remarks) {
    try {
      return route.forge().open(proposal);
    } catch (VibeException e) {
      String cause = e.problem().cause();
      if (proposal.form() == Form.DRAFT && cause.toLowerCase(Locale.ROOT).contains("draft")) {
        remarks.accept(
            ForgeProblems.remark("it is no draft", cause, "drafts take another plan of the forge"));
        return route.forge().open(proposal.undrafted());
      }
      // It may have been made though the answer got lost, or by somebody else meanwhile.
      boolean mayBeThere =
          e.problem().code() == ProblemCode.FORGE_REFUSED
              || e.problem().code() == ProblemCode.FORGE_UNREACHABLE;
      Optional<StandingRequest> there = mayBeThere ? standing() : Optional.empty();
      if (there.isEmpty()) {
        throw e;
      }
      return route.forge().update(there.get(), proposal(body.within(there.get().body())));
    }
  }

  private void label(StandingRequest made, Consumer<Problem> remarks) {
    if (!wish.labels().isEmpty()) {
      try {
        route.forge().label(made, wish.labels());
      } catch (VibeException e) {
        Problem problem = e.problem();
        remarks.accept(ForgeProblems.remark(problem.what(), problem.cause(), problem.remedy()));
      }
    }
  }

  /** GitHub keeps its jobs from starting one another without end. */
  private void workflows(Consumer<Problem> remarks) {
    if (route.site().kind() == ForgeKind.GITHUB && route.token().isOfApp()) {
      remarks.accept(
          ForgeProblems.remark(
              "its checks may not start by themselves",
              "the token of a job opened it",
              "start them by hand, or use the token of a GitHub App or a person"));
    }
  }

  /** Points HEAD back where it was, if nothing was committed. */
  @Override
  public void close() {
    if (isEntered) {
      try {
        boolean isBack = route.local().leave(ends.branch(), ends.start(), ends.localTip());
        LOG.debug("HEAD {} on {}", isBack ? "is not any more" : "stays", ends.branch());
      } catch (IOException e) {
        LOG.warn("HEAD stays on {}", ends.branch(), e);
      }
    }
  }
}
