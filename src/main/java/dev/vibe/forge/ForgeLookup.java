package dev.vibe.forge;

import dev.vibe.git.config.PushRemote;
import dev.vibe.git.remote.RemoteAccess;
import dev.vibe.git.remote.RemoteUrl;
import dev.vibe.git.remote.RemoteUrl.Protocol;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.QuotedName;
import java.util.List;
import java.util.Optional;

/**
 * Lookup of the forge that a repository is at, and of the token for it. Asks nobody.
 *
 * @param what it is for, as a problem says it
 */
record ForgeLookup(String what, RemoteAccess repository, ForgeHosts hosts) {

  /**
   * The forge.
   *
   * @param branch that HEAD is on; empty when it is on none
   * @throws VibeException (usage) when it is not known, or the token would go in the clear
   */
  ForgeSite site(String branch) {
    Optional<PushRemote> remote = repository.remote(branch);
    if (remote.isEmpty()) {
      throw ForgeProblems.usage(
          what,
          ProblemCode.NO_REMOTE,
          "the repository has no remote that the branch could be pushed to",
          "git remote add origin URL");
    }
    String name = QuotedName.of(remote.get().name());
    Optional<RemoteUrl> url = RemoteUrl.of(remote.get().address());
    if (url.isEmpty()) {
      throw ForgeProblems.usage(
          what,
          ProblemCode.NO_REMOTE,
          "the address of the remote " + name + " is none that vibe pushes to",
          "an address of https, ssh or git: git remote set-url " + name + " URL");
    }
    ForgeSite site = hosts.site(url.get()).orElseThrow(() -> unknown(url.get()));
    RemoteUrl push = site.push();
    boolean isOpen = push.protocol() == Protocol.HTTP && site.api().startsWith("https:");
    if (isOpen) {
      throw ForgeProblems.usage(
          what,
          ProblemCode.NO_REMOTE,
          "the token would go over the network in the clear: the remote " + name + " is http",
          "git remote set-url " + name + " https://" + push.host() + "/" + push.path() + ".git");
    }
    return site;
  }

  private VibeException unknown(RemoteUrl url) {
    String host = url.protocol().takesToken() ? url.host() : url.name();
    if (host.isEmpty()) {
      return ForgeProblems.usage(
          what,
          ProblemCode.UNKNOWN_FORGE,
          "the remote is a folder, and no forge",
          "push to GitHub, GitLab, Gitea or Forgejo: git remote set-url origin URL");
    }
    String kind = host.contains("gitlab") ? "gitlab" : host.contains("github") ? "github" : "gitea";
    return ForgeProblems.usage(
        what,
        ProblemCode.UNKNOWN_FORGE,
        "it is not known what runs on " + QuotedName.of(host),
        "[forges.\""
            + host
            + "\"] with kind = \""
            + kind
            + "\" in your configuration (github, gitlab, or gitea, which Forgejo is, too)");
  }

  /**
   * The token.
   *
   * @throws VibeException (usage) when there is none
   */
  ForgeToken token(ForgeSite site) {
    List<String> variables = hosts.tokenVariables(site);
    return ForgeToken.find(variables, hosts.environment())
        .orElseThrow(
            () -> {
              boolean isJob = site.kind() == ForgeKind.GITLAB && hosts.hasJobToken();
              return ForgeProblems.usage(
                  what,
                  ProblemCode.NO_FORGE_TOKEN,
                  "there is no token for "
                      + site.host()
                      + (isJob ? "; CI_JOB_TOKEN may not open merge requests" : ""),
                  (isJob ? "make a project access token and set " : "set ")
                      + String.join(" or ", variables));
            });
  }
}
