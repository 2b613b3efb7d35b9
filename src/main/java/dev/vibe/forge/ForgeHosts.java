package dev.vibe.forge;

import dev.vibe.git.remote.RemoteUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Policy that tells which forge a remote is at, by what the user and the CI job say. Nothing is
 * guessed from a name, because a token would go there. Pure.
 *
 * @param configured hosts that the user's configuration names
 * @param environment of the process
 */
public record ForgeHosts(List<Configured> configured, Map<String, String> environment) {

  private static final List<String> PUBLIC_GITEA = List.of("codeberg.org", "gitea.com");

  private static final Pattern PULL = Pattern.compile("refs/pull/(\\d+)/.*");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /**
   * Host of the configuration.
   *
   * @param apiUrl empty for the usual place
   * @param tokenVariable empty for the usual ones
   */
  public record Configured(String host, String kind, String apiUrl, String tokenVariable) {}

  public ForgeHosts {
    configured = List.copyOf(configured);
    environment = Map.copyOf(environment);
  }

  /**
   * A forge without its project.
   *
   * @param tokenVariables that hold a token for it, in their order
   */
  record Host(ForgeKind kind, String name, String api, List<String> tokenVariables) {}

  /** The project that a remote leads to; empty when the forge is not known. */
  Optional<ForgeSite> site(RemoteUrl remote) {
    return ofRemote(remote)
        .map(host -> new ForgeSite(host.kind(), host.name(), host.api(), remote.path(), remote))
        .filter(site -> site.project().contains("/"))
        .or(this::ofJob);
  }

  /** The variables that hold a token for a site, in their order. */
  List<String> tokenVariables(ForgeSite site) {
    return host(site.host()).map(Host::tokenVariables).orElse(List.of());
  }

  private Optional<Host> ofRemote(RemoteUrl remote) {
    return remote.host().isEmpty()
        ? Optional.empty()
        : host(remote.host())
            .or(() -> remote.protocol().takesToken() ? Optional.empty() : host(remote.name()));
  }

  /** What is known of a host. */
  private Optional<Host> host(String given) {
    String name = canonical(given);
    Optional<Configured> set =
        configured.stream()
            .filter(each -> each.host().toLowerCase(Locale.ROOT).equals(name))
            .findFirst();
    Optional<ForgeKind> kind = set.flatMap(each -> ForgeKind.of(each.kind())).or(() -> kind(name));
    return kind.map(
        found ->
            new Host(
                found,
                name,
                set.map(Configured::apiUrl)
                    .filter(url -> !url.isEmpty())
                    .orElseGet(() -> api(found, name)),
                set.map(Configured::tokenVariable)
                    .filter(variable -> !variable.isEmpty())
                    .map(List::of)
                    .orElseGet(() -> ForgeToken.variables(found, name, home(found)))));
  }

  /** Hosts that take SSH on the port of the web. */
  private static String canonical(String name) {
    return switch (name) {
      case "ssh.github.com" -> "github.com";
      case "altssh.gitlab.com" -> "gitlab.com";
      default -> name;
    };
  }

  private Optional<ForgeKind> kind(String name) {
    if (name.equals("github.com") || name.endsWith(".ghe.com")) {
      return Optional.of(ForgeKind.GITHUB);
    }
    if (name.equals("gitlab.com")) {
      return Optional.of(ForgeKind.GITLAB);
    }
    if (PUBLIC_GITEA.contains(name)) {
      return Optional.of(ForgeKind.GITEA);
    }
    for (ForgeKind kind : ForgeKind.values()) {
      if (name.equals(home(kind))) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The host of this kind that the environment names; empty when it names none. */
  private String home(ForgeKind kind) {
    boolean isGitea = isTrue("GITEA_ACTIONS") || isTrue("FORGEJO_ACTIONS");
    return switch (kind) {
      case GITHUB -> isGitea ? "" : first("GITHUB_SERVER_URL", "GH_HOST");
      case GITLAB -> first("CI_SERVER_URL", "GITLAB_HOST");
      case GITEA -> isGitea ? first("GITHUB_SERVER_URL") : first("GITEA_SERVER_URL");
    };
  }

  private String first(String... variables) {
    for (String variable : variables) {
      String host = hostOf(value(variable));
      if (!host.isEmpty()) {
        return host;
      }
    }
    return "";
  }

  /** Of an address, or of what is a host already. */
  private static String hostOf(String text) {
    if (!text.contains("://")) {
      return text.toLowerCase(Locale.ROOT);
    }
    try {
      String authority = new URI(text).getAuthority();
      return authority == null ? "" : authority.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private String api(ForgeKind kind, String name) {
    String ofJob =
        switch (kind) {
          case GITHUB, GITEA -> value("GITHUB_API_URL");
          case GITLAB -> value("CI_API_V4_URL");
        };
    if (!ofJob.isEmpty() && name.equals(home(kind))) {
      return ofJob.replaceFirst("/+$", "");
    }
    if (name.equals("github.com")) {
      return "https://api.github.com";
    }
    if (name.endsWith(".ghe.com")) {
      return "https://api." + name;
    }
    return "https://" + name + kind.apiPath();
  }

  /** The project that a CI job is of, where its remote is something else, such as a mirror. */
  private Optional<ForgeSite> ofJob() {
    if (isTrue("GITHUB_ACTIONS") || isTrue("GITEA_ACTIONS") || isTrue("FORGEJO_ACTIONS")) {
      return job(value("GITHUB_SERVER_URL"), value("GITHUB_REPOSITORY"));
    }
    return isTrue("GITLAB_CI")
        ? job(value("CI_SERVER_URL"), value("CI_PROJECT_PATH"))
        : Optional.empty();
  }

  private Optional<ForgeSite> job(String server, String project) {
    String address = server.replaceFirst("/+$", "") + "/" + project + ".git";
    return project.contains("/")
        ? RemoteUrl.of(address)
            .flatMap(
                url ->
                    host(url.host())
                        .map(
                            host ->
                                new ForgeSite(host.kind(), host.name(), host.api(), project, url)))
        : Optional.empty();
  }

  /** Branch that a CI job says its work is for; empty outside of one. */
  String baseOfJob() {
    for (String name : List.of("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME")) {
      if (!value(name).isEmpty()) {
        return value(name);
      }
    }
    return "";
  }

  /** Branch that a CI job runs for, where HEAD is on none; empty outside of one. */
  String branchOfJob() {
    return value("GITHUB_REF_TYPE").equals("branch")
        ? value("GITHUB_REF_NAME")
        : value("CI_COMMIT_BRANCH");
  }

  /** Number of the request that a CI job runs for; 0 outside of one. */
  long requestOfJob() {
    Matcher ref = PULL.matcher(value("GITHUB_REF"));
    String number = ref.matches() ? ref.group(1) : value("CI_MERGE_REQUEST_IID");
    return NUMBER.matcher(number).matches() ? Long.parseLong(number) : 0;
  }

  boolean hasJobToken() {
    return !value("CI_JOB_TOKEN").isEmpty();
  }

  private boolean isTrue(String variable) {
    return value(variable).equals("true");
  }

  String value(String variable) {
    return environment.getOrDefault(variable, "").strip();
  }
}
