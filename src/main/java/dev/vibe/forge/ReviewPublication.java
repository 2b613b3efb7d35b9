package dev.vibe.forge;

import dev.vibe.file.IoReason;
import dev.vibe.forge.ReviewTarget.Life;
import dev.vibe.git.remote.LocalBranches.Place;
import dev.vibe.git.remote.RemoteAccess;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Publication of a review as comments on a pull request. Blocks on the network. */
public final class ReviewPublication {

  private static final String POSTING = "cannot post the review";

  private final ForgeSite site;
  private final ForgeToken token;
  private final ReviewForge forge;
  private final ReviewTarget target;

  private ReviewPublication(
      ForgeSite site, ForgeToken token, ReviewForge forge, ReviewTarget target) {
    this.site = site;
    this.token = token;
    this.forge = forge;
    this.target = target;
  }

  /**
   * Checks all that it takes, before a model is asked.
   *
   * @param number of the request; 0 for that of the CI job, or else of the branch that HEAD is on
   * @throws VibeException that says what is missing
   */
  public static ReviewPublication check(
      long number, RemoteAccess repository, ForgeHosts hosts, ForgeMeans means) {
    try {
      if (!repository.hasGit()) {
        throw ForgeProblems.usage(
            POSTING,
            ProblemCode.NEEDS_GIT,
            "the remote is read by an installed git, and there is none on the PATH",
            "install git");
      }
      Place place = repository.local().place();
      ForgeLookup lookup = new ForgeLookup(POSTING, repository, hosts);
      ForgeSite site = lookup.site(place.branch());
      ForgeToken token = lookup.token(site);
      ReviewForge forge =
          switch (site.kind()) {
            case GITHUB -> new GitHubReviews(site, token, means);
            case GITLAB -> new GitLabReviews(site, token, means);
            case GITEA -> new GiteaReviews(site, token, means);
          };
      long named = number > 0 ? number : hosts.requestOfJob();
      ReviewTarget target = forge.request(named > 0 ? named : ofBranch(forge, site, place));
      if (target.life() == Life.OVER) {
        throw ForgeProblems.usage(
            POSTING,
            ProblemCode.NO_PULL_REQUEST,
            site.kind().request() + " " + target.number() + " is not open any more",
            "--pr with one that is open");
      }
      if (target.head().isEmpty() || target.base().isEmpty()) {
        throw ForgeProblems.refusal(
            POSTING,
            site.kind().title() + " has not compared the branches yet",
            "run it again in a minute");
      }
      return new ReviewPublication(site, token, forge, target);
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(ProblemCode.GIT_FAILED, POSTING, IoReason.naming(e), "git status says more"),
          e);
    }
  }

  private static long ofBranch(ReviewForge forge, ForgeSite site, Place place) {
    List<Long> open = place.branch().isEmpty() ? List.of() : forge.openOf(place.branch());
    if (open.size() != 1) {
      throw ForgeProblems.usage(
          POSTING,
          ProblemCode.NO_PULL_REQUEST,
          place.branch().isEmpty()
              ? "HEAD is on no branch, so that it cannot be told which one is meant"
              : open.isEmpty()
                  ? "there is no open " + site.kind().request() + " from " + place.branch()
                  : place.branch()
                      + " has several: "
                      + open.stream().map(String::valueOf).collect(Collectors.joining(", ")),
          "name it: --pr N");
    }
    return open.getFirst();
  }

  /** The token, which no command may see. */
  public String secret() {
    return token.reveal();
  }

  /** The commit that the request is compared with. */
  public String base() {
    return target.base();
  }

  /** What it is posted on, for people. */
  public String shown() {
    return site.kind().request() + " " + target.number() + " of " + site.shown();
  }

  /**
   * Posts what was not posted before. Findings about lines that the request does not change, and
   * all of them where another commit was reviewed than the request is at, are told in one body.
   *
   * @param commit that was reviewed; empty when it is not known
   */
  public PostedReview post(List<ReviewNote> notes, String commit) {
    boolean isSame = commit.equals(target.head());
    DiffPlaces diff = isSame ? forge.diff(target) : new DiffPlaces(List.of());
    ReviewPlan plan = ReviewPlan.of(site.kind(), notes, diff, ReviewPlan.marks(forge.told(target)));
    int refused = 0;
    if (!plan.comments().isEmpty() || !plan.rest().isEmpty()) {
      String remark =
          isSame
              ? ""
              : commit.isEmpty()
                  ? "It is not known which commit was reviewed."
                  : "Reviewed was " + commit + ", and this is at " + target.head() + ".";
      refused = forge.post(target, plan.comments(), left -> plan.body(left, remark));
    }
    return new PostedReview(
        target.url(), plan.comments().size() - refused, plan.rest().size() + refused, plan.known());
  }
}
