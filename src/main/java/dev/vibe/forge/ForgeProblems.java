package dev.vibe.forge;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Problems with a forge, in words for people. */
final class ForgeProblems {

  private static final String RIGHTS = "docs/pull-requests.md lists the rights that it takes";

  static final String OPENING = "cannot open a pull request";

  private ForgeProblems() {}

  /**
   * What a status means that is no success.
   *
   * @param what could not be done
   * @param said by the forge; empty when it says nothing
   */
  static VibeException refused(
      ForgeSite site, ForgeToken token, String what, int status, String said) {
    String forge = site.kind().title();
    String words = "it answers " + status + (said.isEmpty() ? "" : ": " + said);
    return switch (status) {
      case 401 ->
          unauthorized(
              forge + " does not take the token in " + token.variable(),
              words,
              "make a new one for " + site.host() + " and set " + token.variable());
      case 403 -> forbidden(site, token, what, said, words);
      case 404 ->
          unauthorized(
              what,
              words + "; it is not there, or the token in " + token.variable() + " does not see it",
              "check git remote -v, and that the token is for " + site.shown());
      case 409, 410, 422, 423 -> refusal(what, words, remedy(said));
      default ->
          status >= 500 || status == 429
              ? unreachable(what, words)
              : refusal(what, words, "see " + RIGHTS.replace("that it takes", "and limits"));
    };
  }

  private static VibeException forbidden(
      ForgeSite site, ForgeToken token, String what, String said, String words) {
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("not permitted to create")) {
      return refusal(
          what,
          words,
          "allow it under Settings, Actions, General, Workflow permissions; or use the token of a"
              + " GitHub App or a person");
    }
    if (lower.contains("saml") || lower.contains("sso")) {
      return unauthorized(what, words, "authorize the token for single sign-on of " + site.owner());
    }
    if (lower.contains("not accessible by integration")) {
      return unauthorized(
          what, words, "give the job permissions: contents: write and pull-requests: write");
    }
    if (lower.contains("archived")) {
      return refusal(what, words, "the project is archived and takes no changes");
    }
    return unauthorized(what, words, "give the token in " + token.variable() + " more: " + RIGHTS);
  }

  private static String remedy(String said) {
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("no commits between")) {
      return "the base has all of it already; nothing is left to propose";
    }
    if (lower.contains("base")) {
      return "name the branch that it is for: --pr-base BRANCH";
    }
    return "solve what it says; the same command goes on from there";
  }

  static VibeException rateLimited(ForgeSite site, String what, Duration asked) {
    return new VibeException(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.FORGE_UNREACHABLE,
            what,
            site.kind().title()
                + " limits how often it is asked"
                + (asked.isZero() ? "" : ", for another " + Figures.duration(asked)),
            "run it again after that; the same command goes on from there"));
  }

  static VibeException unreachable(String what, String cause) {
    return new VibeException(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.FORGE_UNREACHABLE,
            what,
            cause,
            "try again later; a proxy and certificates are set under [net] of the configuration"));
  }

  static VibeException unreadable(ForgeSite site, String what) {
    return unreachable(
        what, site.api() + " does not answer as an API of " + site.kind().title() + " does");
  }

  static VibeException refusal(String what, String cause, String remedy) {
    return new VibeException(
        ExitCode.FAILED, new Problem(ProblemCode.FORGE_REFUSED, what, cause, remedy));
  }

  static VibeException unauthorized(String what, String cause, String remedy) {
    return new VibeException(
        ExitCode.UNAUTHORIZED, new Problem(ProblemCode.FORGE_UNAUTHORIZED, what, cause, remedy));
  }

  static VibeException usage(ProblemCode code, String cause, String remedy) {
    return usage(OPENING, code, cause, remedy);
  }

  static VibeException usage(String what, ProblemCode code, String cause, String remedy) {
    return new VibeException(ExitCode.USAGE, new Problem(code, what, cause, remedy));
  }

  static Problem pushRefused(String branch, String said) {
    String lower = said.toLowerCase(Locale.ROOT);
    String remedy =
        lower.contains("workflow")
            ? "the token may not push files below .github/workflows; use one that may, or leave"
                + " them alone"
            : lower.contains("protected")
                ? "the branch is protected; name another with --pr-branch"
                : isOfLogin(lower)
                    ? "give the token or key the right to push; " + RIGHTS
                    : "solve what it says; the same command goes on from there";
    return new Problem(ProblemCode.PUSH_REFUSED, "cannot push the branch " + branch, said, remedy);
  }

  private static boolean isOfLogin(String said) {
    return List.of(
            "403", "401", "denied", "authentication", "permission", "could not read username")
        .stream()
        .anyMatch(said::contains);
  }

  static Problem overtaken(String branch) {
    return taken(branch, "somebody pushed to it while the run went on");
  }

  static Problem taken(String branch, String cause) {
    return new Problem(
        ProblemCode.BRANCH_TAKEN,
        "the branch " + branch + " is not vibe's alone",
        cause,
        "work on top of it: git fetch, then git switch "
            + branch
            + "; or name another with --pr-branch");
  }

  static Problem remark(String what, String cause, String remedy) {
    return new Problem(ProblemCode.PULL_REQUEST_REMARK, what, cause, remedy);
  }
}
