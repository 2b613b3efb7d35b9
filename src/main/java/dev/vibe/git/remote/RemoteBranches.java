package dev.vibe.git.remote;

import dev.vibe.git.store.NativeGit;
import dev.vibe.git.store.NativeGit.Answer;
import dev.vibe.git.store.NativeGit.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Branches of a remote, asked for and pushed by the installed {@code git}. Nobody is ever asked for
 * anything: what a key or the login does not open fails. Blocks on the network; ended by an
 * interrupt.
 */
public final class RemoteBranches {

  private static final String HEADS = "refs/heads/";

  private static final Duration LISTING = Duration.ofMinutes(1);

  /** Of a large repository over a slow line. */
  private static final Duration PUSHING = Duration.ofMinutes(10);

  private final NativeGit git;
  private final RemoteUrl url;
  private final Login login;
  private final Way way;

  RemoteBranches(NativeGit git, RemoteUrl url, Login login, Way way) {
    this.git = git;
    this.url = url;
    this.login = login;
    this.way = way;
  }

  /**
   * Way to the network.
   *
   * @param sshCommand that reaches remotes over SSH
   * @param settings of Git for proxies and certificates
   * @param direct hosts that are reached without a proxy; empty leaves that to the environment
   */
  public record Way(String sshCommand, Map<String, String> settings, String direct) {
    public Way {
      settings = Map.copyOf(settings);
    }
  }

  /** Outcome of a push. */
  public sealed interface Pushed {

    record Done() implements Pushed {}

    /** Somebody else pushed to the branch since it was looked at. */
    record Overtaken() implements Pushed {}

    /**
     * It was not taken.
     *
     * @param said by the server or by Git
     */
    record Refused(String said) implements Pushed {}
  }

  /**
   * The commits that branches are at, by their names; those that are not there are left out.
   *
   * @throws IOException with what Git said, when the remote does not answer
   */
  public Map<String, String> tips(List<String> branches) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("ls-remote", "--quiet", "--heads", "--end-of-options"));
    arguments.add(url.text());
    branches.forEach(branch -> arguments.add(HEADS + branch));
    Request request = request(arguments);
    Answer answer = NativeGit.good(request, run(request, LISTING));
    Map<String, String> tips = new HashMap<>();
    for (String line : answer.text().lines().toList()) {
      int tab = line.indexOf('\t');
      if (tab > 0 && line.startsWith(HEADS, tab + 1)) {
        tips.put(line.substring(tab + 1 + HEADS.length()), line.substring(0, tab));
      }
    }
    tips.keySet().retainAll(branches);
    return tips;
  }

  /**
   * Makes a branch of the remote what a commit is, if it is still where it was.
   *
   * @param standing where it was; empty when it was not there
   */
  public Pushed push(String commit, String branch, Optional<String> standing) throws IOException {
    String ref = HEADS + branch;
    Answer answer =
        run(
            request(
                List.of(
                    "push",
                    "--porcelain",
                    "--no-verify",
                    "--no-follow-tags",
                    "--recurse-submodules=no",
                    "--force-with-lease=" + ref + ":" + standing.orElse(""),
                    "--end-of-options",
                    url.text(),
                    commit + ":" + ref)),
            PUSHING);
    if (answer.isGood()) {
      return new Pushed.Done();
    }
    String said = answer.text() + "\n" + answer.error();
    return said.contains("(stale info)") || said.contains("(fetch first)")
        ? new Pushed.Overtaken()
        : new Pushed.Refused(words(answer));
  }

  /** What the server said, then what Git says of it, on one line. */
  private static String words(Answer answer) {
    List<String> lines =
        Stream.concat(answer.error().lines(), answer.text().lines())
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !isNoise(line))
            .map(line -> line.replaceFirst("^!\\s+", "").replace('\t', ' '))
            .distinct()
            .toList();
    return String.join("; ", lines);
  }

  private static boolean isNoise(String line) {
    return line.startsWith("To ")
        || line.equals("Done")
        || line.equals("remote:")
        || line.startsWith("hint:")
        || line.startsWith("error: failed to push");
  }

  private Answer run(Request request, Duration limit) throws IOException {
    return git.attempt(request, login.isGiven() ? login.lines() : "", limit);
  }

  private Request request(List<String> arguments) {
    Map<String, String> settings = new LinkedHashMap<>(way.settings());
    settings.put("protocol." + url.protocol().word() + ".allow", "always");
    settings.put("core.sshCommand", way.sshCommand());
    settings.put("core.askPass", "false");
    settings.put("http.followRedirects", "false");
    settings.put("push.gpgSign", "false");
    if (login.isGiven() && url.protocol().takesToken()) {
      String server = url.protocol().word() + "://" + url.host();
      settings.put(
          "credential." + server + ".helper",
          "!f() { test \"$1\" = get && cat <&" + NativeGit.HANDED + "; }; f");
    }
    Map<String, String> variables = new HashMap<>();
    variables.put("SSH_ASKPASS_REQUIRE", "never");
    variables.put("GIT_ASKPASS", "");
    variables.put("GCM_INTERACTIVE", "never");
    if (!way.direct().isEmpty()) {
      variables.put("no_proxy", way.direct());
    }
    return Request.of(arguments.toArray(String[]::new)).configured(settings).with(variables);
  }
}
