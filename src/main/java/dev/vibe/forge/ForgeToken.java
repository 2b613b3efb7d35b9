package dev.vibe.forge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Token for a forge. Shows its value to nobody who prints it.
 *
 * <p>Which variables count for a host is fixed, so that no repository can name a host of its own
 * and be sent the token of another.
 */
public final class ForgeToken {

  private static final List<String> GITHUB = List.of("GITHUB_TOKEN", "GH_TOKEN");
  private static final List<String> GITHUB_SERVER =
      List.of("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN");
  private static final List<String> GITLAB = List.of("GITLAB_TOKEN", "GITLAB_ACCESS_TOKEN");
  private static final List<String> GITEA = List.of("GITEA_TOKEN", "FORGEJO_TOKEN");

  private final String variable;
  private final String value;

  private ForgeToken(String variable, String value) {
    this.variable = variable;
    this.value = value;
  }

  /** One for a test or a program that has it from elsewhere. */
  static ForgeToken of(String variable, String value) {
    return new ForgeToken(variable, value);
  }

  /** Variables that may hold a token, whatever the host: no command and no model sees them. */
  public static Set<String> variables() {
    Set<String> names = new TreeSet<>(Set.of("CI_JOB_TOKEN"));
    Stream.of(ForgeKind.values()).forEach(kind -> names.add("VIBE_" + kind.name() + "_TOKEN"));
    Stream.of(GITHUB, GITHUB_SERVER, GITLAB, GITEA).forEach(names::addAll);
    return names;
  }

  /**
   * The variables for a host, in their order.
   *
   * @param home host of the forge that a CI job says it belongs to; empty outside of one
   */
  static List<String> variables(ForgeKind kind, String host, String home) {
    String own = "VIBE_" + kind.name() + "_TOKEN";
    boolean isHome = host.equals(home);
    List<String> usual =
        switch (kind) {
          case GITHUB ->
              host.equals("github.com") || host.endsWith(".ghe.com")
                  ? home.isEmpty() || isHome ? GITHUB : List.of("GH_TOKEN")
                  : isHome ? joined(GITHUB_SERVER, GITHUB) : GITHUB_SERVER;
          case GITLAB -> home.isEmpty() || isHome ? GITLAB : List.of();
          case GITEA ->
              isHome ? joined(GITEA, List.of("GITHUB_TOKEN")) : home.isEmpty() ? GITEA : List.of();
        };
    return joined(List.of(own), usual);
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** The first of the variables that is set. */
  static Optional<ForgeToken> find(List<String> variables, Map<String, String> environment) {
    return variables.stream()
        .filter(name -> !environment.getOrDefault(name, "").isBlank())
        .findFirst()
        .map(name -> new ForgeToken(name, environment.getOrDefault(name, "").strip()));
  }

  /** The name of the variable that it is from. */
  String variable() {
    return variable;
  }

  /** The secret itself, for a header or a login. */
  public String reveal() {
    return value;
  }

  /** Whether it is that of a GitHub App, whose rights the API does not tell. */
  boolean isOfApp() {
    return value.startsWith("ghs_");
  }

  @Override
  public String toString() {
    return "ForgeToken[" + variable + "]";
  }
}
