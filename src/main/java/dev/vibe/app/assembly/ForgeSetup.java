package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.Config;
import dev.vibe.config.ConfigKey;
import dev.vibe.config.ConfigValue;
import dev.vibe.forge.ForgeHosts;
import dev.vibe.forge.ForgeMeans;
import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.NoRepository;
import dev.vibe.git.remote.RemoteAccess;
import dev.vibe.net.HttpSettings;
import dev.vibe.net.Proxies;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Setup of the way to a forge, from the configuration and the environment.
 *
 * @param what cannot be done without it, as a problem says it
 * @param option that asks for it
 */
public record ForgeSetup(HostEnvironment host, Config config, String what, String option) {

  /**
   * Nothing is posted offline.
   *
   * @throws VibeException (usage) when it is
   */
  public void requireOnline() {
    if (config.isOffline()) {
      throw new VibeException(
          ExitCode.USAGE,
          new Problem(
              ProblemCode.OFFLINE,
              what,
              "offline, nothing but the model's endpoint is talked to",
              "leave --offline out, or " + option));
    }
  }

  /**
   * The remotes of the repository.
   *
   * @throws VibeException when there is none
   */
  public RemoteAccess remotes(Workspace workspace) {
    try (GitWorkspace git = SessionAssembly.openGit(host, workspace)) {
      return switch (git) {
        case GitRepository repository -> repository.remotes();
        case NoRepository none ->
            throw new VibeException(
                ExitCode.USAGE,
                new Problem(
                    none.reason().code(),
                    what,
                    none.reason().cause(),
                    "work in a clone of the project"));
      };
    }
  }

  /** The forges that are known. */
  public ForgeHosts hosts() {
    return new ForgeHosts(configured(), host.environment());
  }

  private List<ForgeHosts.Configured> configured() {
    List<ForgeHosts.Configured> all = new ArrayList<>();
    for (String name : config.names("forges")) {
      all.add(
          new ForgeHosts.Configured(
              name, setting(name, "kind"), setting(name, "api_url"), setting(name, "token_env")));
    }
    return all;
  }

  private String setting(String forge, String name) {
    return config.find(ConfigKey.of("forges", forge, name)).map(ConfigValue::text).orElse("");
  }

  /** The way to them, with the proxies and certificates of the configuration. */
  public ForgeMeans means() {
    NetworkSetup network = new NetworkSetup(config, host);
    HttpSettings settings = network.settings();
    Proxies proxies = settings.proxies();
    Map<String, String> git = new HashMap<>();
    String proxy = proxies.https().isEmpty() ? proxies.http() : proxies.https();
    if (!proxy.isEmpty()) {
      git.put("http.proxy", proxy);
    }
    settings.extraAuthorities().stream()
        .findFirst()
        .ifPresent(file -> git.put("http.sslCAInfo", file.toString()));
    if (!settings.identity().files().isEmpty()) {
      git.put("http.sslCert", settings.identity().files().getFirst().toString());
      git.put("http.sslKey", settings.identity().files().getLast().toString());
    }
    List<String> direct = new ArrayList<>(proxies.direct());
    direct.addAll(List.of("localhost", "127.0.0.1", "::1"));
    return new ForgeMeans(
        network.http(),
        git,
        String.join(",", direct),
        host.clock(),
        host.random(),
        length -> Thread.sleep(length));
  }
}
