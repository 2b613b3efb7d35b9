package dev.vibe.forge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.remote.RemoteUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForgeHostsTest {

  private static final Map<String, String> GITHUB_JOB =
      Map.of(
          "GITHUB_ACTIONS", "true",
          "GITHUB_SERVER_URL", "https://ghe.example",
          "GITHUB_API_URL", "https://ghe.example/api/v3",
          "GITHUB_REPOSITORY", "o/r");

  private static ForgeHosts hosts(Map<String, String> environment) {
    return new ForgeHosts(List.of(), environment);
  }

  private static RemoteUrl url(String address) {
    return RemoteUrl.of(address).orElseThrow();
  }

  private static String shown(Optional<ForgeSite> site) {
    return site.map(each -> each.kind() + " " + each.api() + " " + each.project()).orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com/o/r.git,            GITHUB https://api.github.com o/r",
    "git@github.com:o/r.git,                GITHUB https://api.github.com o/r",
    "ssh://git@ssh.github.com:443/o/r.git,  GITHUB https://api.github.com o/r",
    "https://acme.ghe.com/o/r,              GITHUB https://api.acme.ghe.com o/r",
    "https://gitlab.com/g/s/r.git,          GITLAB https://gitlab.com/api/v4 g/s/r",
    "git@codeberg.org:o/r.git,              GITEA https://codeberg.org/api/v1 o/r",
    "https://gitlab.example/o/r,            none",
    "https://github.com.evil.example/o/r,   none",
    "https://evilgithub.com/o/r,            none",
    "/srv/git/r.git,                        none"
  })
  void only_a_host_that_is_known_is_a_forge(String address, String site) {
    assertEquals(site, shown(hosts(Map.of()).site(url(address))));
  }

  @Test
  void the_user_names_others() {
    ForgeHosts hosts =
        new ForgeHosts(
            List.of(
                new ForgeHosts.Configured("Git.Example:3000", "gitea", "", "MY_TOKEN"),
                new ForgeHosts.Configured("work", "gitlab", "https://gl.example/api/v4", "")),
            Map.of());

    ForgeSite site = hosts.site(url("https://git.example:3000/o/r")).orElseThrow();
    assertEquals("GITEA https://git.example:3000/api/v1 o/r", shown(Optional.of(site)));
    assertEquals(List.of("MY_TOKEN"), hosts.tokenVariables(site));
    assertEquals(
        "GITLAB https://gl.example/api/v4 g/r", shown(hosts.site(url("git@work:g/r.git"))));
  }

  @Test
  void a_job_names_its_own_and_its_project_where_the_remote_is_something_else() {
    ForgeHosts hosts = hosts(GITHUB_JOB);

    assertEquals(
        "GITHUB https://ghe.example/api/v3 a/b", shown(hosts.site(url("git@ghe.example:a/b"))));
    ForgeSite mirror = hosts.site(url("https://mirror.example/x.git")).orElseThrow();
    assertEquals("GITHUB https://ghe.example/api/v3 o/r", shown(Optional.of(mirror)));
    assertEquals("https://ghe.example/o/r.git", mirror.push().text());
    assertEquals(
        "GITLAB https://gl.example/api/v4 g/r",
        shown(
            hosts(
                    Map.of(
                        "GITLAB_CI", "true",
                        "CI_SERVER_URL", "https://gl.example",
                        "CI_API_V4_URL", "https://gl.example/api/v4",
                        "CI_PROJECT_PATH", "g/r"))
                .site(url("/builds/g/r"))));
  }

  /** A repository could name any host as its remote. */
  @Test
  void a_token_goes_to_the_host_that_it_belongs_to() {
    assertEquals(
        List.of("VIBE_GITHUB_TOKEN", "GITHUB_TOKEN", "GH_TOKEN"),
        variables(Map.of(), "https://github.com/o/r"));
    assertEquals(
        List.of("VIBE_GITHUB_TOKEN", "GH_TOKEN"), variables(GITHUB_JOB, "https://github.com/o/r"));
    assertTrue(variables(GITHUB_JOB, "https://ghe.example/o/r").contains("GITHUB_TOKEN"));
    assertEquals(
        List.of("VIBE_GITLAB_TOKEN", "GITLAB_TOKEN", "GITLAB_ACCESS_TOKEN"),
        variables(Map.of(), "https://gitlab.com/o/r"));
    assertEquals(
        List.of("VIBE_GITLAB_TOKEN"),
        variables(Map.of("GITLAB_HOST", "gl.example"), "https://gitlab.com/o/r"));
    Map<String, String> giteaJob =
        Map.of("GITEA_ACTIONS", "true", "GITHUB_SERVER_URL", "https://git.example");
    assertEquals(
        List.of("VIBE_GITEA_TOKEN", "GITEA_TOKEN", "FORGEJO_TOKEN", "GITHUB_TOKEN"),
        variables(giteaJob, "https://git.example/o/r"));
    assertEquals(List.of("VIBE_GITEA_TOKEN"), variables(giteaJob, "https://codeberg.org/o/r"));
  }

  private static List<String> variables(Map<String, String> environment, String address) {
    ForgeHosts hosts = hosts(environment);
    return hosts.tokenVariables(hosts.site(url(address)).orElseThrow());
  }

  @Test
  void the_first_variable_that_is_set_counts_and_nobody_who_prints_it_sees_it() {
    ForgeToken token =
        ForgeToken.find(List.of("A", "B", "C"), Map.of("A", " ", "B", "secret-b", "C", "c"))
            .orElseThrow();

    assertEquals("secret-b", token.reveal());
    assertEquals("ForgeToken[B]", token.toString());
  }
}
