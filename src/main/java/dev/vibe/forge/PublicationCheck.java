package dev.vibe.forge;

import dev.vibe.file.IoReason;
import dev.vibe.forge.ForgeProject.Right;
import dev.vibe.forge.Publication.Ends;
import dev.vibe.forge.Publication.Route;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.git.remote.BranchName;
import dev.vibe.git.remote.LocalBranches;
import dev.vibe.git.remote.LocalBranches.Place;
import dev.vibe.git.remote.Login;
import dev.vibe.git.remote.RemoteAccess;
import dev.vibe.git.remote.RemoteBranches;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.QuotedName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Check of all that a pull request takes, before a model is asked anything: first what is here,
 * then what the forge and the remote say. Changes nothing. Blocks on the network.
 *
 * @param repository that the run works in
 */
public record PublicationCheck(
    PullRequestWish wish, RemoteAccess repository, ForgeHosts hosts, ForgeMeans means) {

  /**
   * Checks it.
   *
   * @throws VibeException that says what is missing
   */
  public Publication check() {
    try {
      return checked();
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.GIT_FAILED,
              "cannot open a pull request",
              IoReason.naming(e),
              "git status says more"),
          e);
    }
  }

  private Publication checked() throws IOException {
    if (!repository.hasGit()) {
      throw ForgeProblems.usage(
          ProblemCode.NEEDS_GIT,
          "branches are pushed by an installed git, and there is none on the PATH",
          "install git");
    }
    OngoingWork ongoing = repository.ongoing();
    if (ongoing != OngoingWork.NONE) {
      throw ForgeProblems.usage(
          ProblemCode.WORK_IN_PROGRESS,
          ongoing.title() + " is in progress in this repository",
          ongoing.finish() + ", or " + ongoing.abandon());
    }
    named(wish.branch(), "--pr-branch");
    named(wish.base(), "--pr-base");
    LocalBranches local = repository.local();
    Place start = local.place();
    if (start.commit().isEmpty()) {
      throw ForgeProblems.usage(
          ProblemCode.NO_BASE,
          "the repository has no commit yet, so that there is nothing to compare with",
          "commit something first, and push it");
    }
    ForgeLookup lookup = new ForgeLookup(ForgeProblems.OPENING, repository, hosts);
    ForgeSite site = lookup.site(start.branch());
    ForgeToken token = lookup.token(site);
    String wanted = base(start);
    Forge forge = forge(site, token);
    ForgeProject project = forge.project();
    allowed(project, site, token);
    Place base = new Place(wanted.isEmpty() ? defaultBranch(project, site) : wanted, "");
    String branch =
        wish.branch().isEmpty() ? BranchName.of(wish.title(), base.branch()) : wish.branch();
    if (branch.equals(base.branch())) {
      throw ForgeProblems.usage(
          ProblemCode.BAD_BRANCH,
          branch + " cannot be proposed for itself",
          "name another with --pr-branch, or leave that out");
    }
    RemoteBranches remote = remote(site, token);
    Map<String, String> tips = tips(remote, site, List.of(branch, base.branch()));
    Ends ends =
        new Ends(
            start,
            new Place(base.branch(), baseTip(tips, base.branch(), site)),
            branch,
            local.tip(branch),
            Optional.ofNullable(tips.get(branch)),
            forge.find(project, branch, base.branch()));
    owned(local, ends);
    return new Publication(wish, new Route(local, remote, forge, project, site, token), ends);
  }

  private static void named(String branch, String option) {
    if (!branch.isEmpty()) {
      BranchName.objection(branch)
          .ifPresent(
              why -> {
                throw ForgeProblems.usage(
                    ProblemCode.BAD_BRANCH,
                    QuotedName.of(branch) + " cannot be the name of a branch: " + why,
                    "another value for " + option);
              });
    }
  }

  /** The base as far as it is known without asking; empty for the default branch. */
  private String base(Place start) {
    String told = wish.base().isEmpty() ? hosts.baseOfJob() : wish.base();
    if (!told.isEmpty() || !start.branch().isEmpty()) {
      return told;
    }
    String ofJob = hosts.branchOfJob();
    if (ofJob.isEmpty()) {
      throw ForgeProblems.usage(
          ProblemCode.NO_BASE,
          "HEAD is on no branch, so that it cannot be told what the work is for",
          "name it: --pr-base main");
    }
    return ofJob;
  }

  private Forge forge(ForgeSite site, ForgeToken token) {
    return switch (site.kind()) {
      case GITHUB -> new GitHubForge(site, token, means);
      case GITLAB -> new GitLabForge(site, token, means);
      case GITEA -> new GiteaForge(site, token, means);
    };
  }

  private static void allowed(ForgeProject project, ForgeSite site, ForgeToken token) {
    if (project.pushing() == Right.NO) {
      throw ForgeProblems.unauthorized(
          "cannot push to " + site.shown(),
          "the token in " + token.variable() + " may not, or the project is archived",
          "docs/pull-requests.md lists the rights that it takes");
    }
    if (project.taking() == Right.NO) {
      throw ForgeProblems.usage(
          ProblemCode.FORGE_REFUSED,
          site.shown() + " takes no " + site.kind().request() + "s",
          "allow them in the settings of the project");
    }
  }

  private static String defaultBranch(ForgeProject project, ForgeSite site) {
    if (project.defaultBranch().isEmpty()) {
      throw ForgeProblems.usage(
          ProblemCode.NO_BASE,
          site.shown() + " has no branch yet",
          "push the branch that the work is for first");
    }
    return project.defaultBranch();
  }

  private RemoteBranches remote(ForgeSite site, ForgeToken token) {
    Login login =
        site.push().protocol().takesToken()
            ? new Login(site.kind().login(), token.reveal())
            : Login.NONE;
    return repository.remote(site.push(), login, means.gitSettings(), means.direct());
  }

  private static Map<String, String> tips(
      RemoteBranches remote, ForgeSite site, List<String> branches) {
    try {
      return remote.tips(branches);
    } catch (IOException e) {
      String said = IoReason.naming(e);
      Problem problem = ForgeProblems.pushRefused(branches.getFirst(), said);
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.FORGE_UNREACHABLE,
              "cannot reach " + site.push().text(),
              said,
              problem.remedy()),
          e);
    }
  }

  private static String baseTip(Map<String, String> tips, String base, ForgeSite site) {
    String tip = tips.get(base);
    if (tip == null) {
      throw ForgeProblems.usage(
          ProblemCode.NO_BASE,
          site.shown() + " has no branch " + QuotedName.of(base),
          "--pr-base with one that is there, or push it first");
    }
    return tip;
  }

  /** Nothing is overwritten that others made, neither there nor here. */
  private void owned(LocalBranches local, Ends ends) throws IOException {
    String branch = ends.branch();
    String start = ends.start().commit();
    Optional<String> pushed =
        BranchName.isOurs(branch)
            ? ends.standing().flatMap(standing -> PullRequestBody.head(standing.body()))
            : Optional.empty();
    if (ends.remoteTip().isPresent()) {
      String tip = ends.remoteTip().get();
      if (!local.isWithin(tip, start) && !pushed.equals(Optional.of(tip))) {
        throw taken(branch, "it has commits at the remote that vibe did not push");
      }
    }
    if (ends.localTip().isPresent() && !ends.start().branch().equals(branch)) {
      String tip = ends.localTip().get();
      boolean isKept =
          local.isWithin(tip, start)
              || ends.remoteTip().equals(Optional.of(tip))
              || pushed.equals(Optional.of(tip));
      if (!isKept) {
        throw taken(branch, "here it has commits that were not pushed");
      }
      if (local.isElsewhere(branch)) {
        throw taken(branch, "another work tree has it checked out");
      }
    }
  }

  private static VibeException taken(String branch, String cause) {
    return new VibeException(ExitCode.USAGE, ForgeProblems.taken(branch, cause));
  }
}
