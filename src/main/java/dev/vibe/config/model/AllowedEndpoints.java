package dev.vibe.config.model;

import dev.vibe.config.Config;
import dev.vibe.config.ConfigValue;
import dev.vibe.config.Settings;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** List of the endpoints that may be asked, where whoever manages the machine has made one. */
public final class AllowedEndpoints {

  private final List<String> allowed;
  private final String place;

  public AllowedEndpoints(Config config) {
    Optional<ConfigValue> value = config.find(Settings.ENDPOINTS);
    this.allowed = config.allowedEndpoints();
    this.place = value.map(v -> v.origin().describe()).orElse("");
  }

  /** Whether it is of no use to look for others. */
  public boolean isRestricted() {
    return !place.isEmpty();
  }

  /**
   * To be called before anything is sent there.
   *
   * @throws VibeException (usage) when it is none of them, nor below one
   */
  public void require(String baseUrl) {
    refusal(baseUrl)
        .ifPresent(
            problem -> {
              throw new VibeException(ExitCode.USAGE, problem);
            });
  }

  /** The same choice where it is allowed; else why it is none here. */
  public ModelChoice of(ModelChoice choice) {
    return switch (choice) {
      case ModelChoice.Endpoint endpoint ->
          refusal(endpoint.baseUrl()).<ModelChoice>map(ModelChoice.NoModel::new).orElse(choice);
      case ModelChoice.NoModel(Problem problem) ->
          isRestricted()
              ? new ModelChoice.NoModel(
                  new Problem(
                      problem.code(), problem.what(), "no endpoint is set; " + demand(), remedy()))
              : choice;
    };
  }

  private Optional<Problem> refusal(String baseUrl) {
    boolean isAllowed = !isRestricted() || allowed.stream().anyMatch(one -> covers(one, baseUrl));
    return isAllowed
        ? Optional.empty()
        : Optional.of(
            new Problem(
                ProblemCode.ENDPOINT_NOT_ALLOWED,
                "the endpoint " + baseUrl + " is not allowed on this machine",
                demand(),
                remedy()));
  }

  private String demand() {
    return "the administrator's file demands one that it allows: " + place;
  }

  private String remedy() {
    return allowed.isEmpty()
        ? "ask who manages the machine"
        : "--base-url " + String.join("   or   --base-url ", allowed);
  }

  /** By server, and by whole names of the path; one that climbs is below nothing. */
  private static boolean covers(String allowed, String baseUrl) {
    if (!Urls.sameServer(allowed, baseUrl)) {
      return false;
    }
    String path = path(baseUrl);
    String top = path(allowed);
    boolean climbs = path.contains("..") || path.contains("%") || path.contains("//");
    return !climbs && (path.equals(top) || path.startsWith(top + "/"));
  }

  private static String path(String url) {
    String path = URI.create(url).getRawPath();
    return path == null ? "" : path.replaceAll("/+$", "");
  }
}
