package dev.vibe.forge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.forge.FakeForge.Answer;
import dev.vibe.forge.PullRequestWish.Form;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForgeClientTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:15:00Z");
  private static final String PROJECT = "GET /repos/acme/shop";
  private static final String PULLS = "POST /repos/acme/shop/pulls";
  private static final Proposal PROPOSAL =
      new Proposal("Fix it", "body", "vibe/x", "main", Form.READY, List.of());

  private final FakeForge server = FakeForge.start("github", Path.of("/nowhere"));
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void stop() {
    server.close();
  }

  private Forge forge() {
    return new GitHubForge(
        server.site(),
        ForgeToken.of("GITHUB_TOKEN", FakeForge.TOKEN),
        new ForgeMeans(
            new Http(HttpSettings.DEFAULT),
            Map.of(),
            "",
            Clock.fixed(NOW, ZoneOffset.UTC),
            new Random(7),
            pauses::add));
  }

  private static Answer limited(int status, String header, String value) {
    return new Answer(status, Map.of(header, value), "{\"message\":\"API rate limit exceeded\"}");
  }

  @Test
  void it_waits_as_long_as_the_forge_asks() {
    server.answering(
        PROJECT,
        limited(429, "Retry-After", "7"),
        new Answer(
            403,
            Map.of(
                "X-RateLimit-Remaining",
                "0",
                "X-RateLimit-Reset",
                Long.toString(NOW.getEpochSecond() + 30)),
            "{}"));

    assertEquals("main", forge().project().defaultBranch());
    assertEquals(List.of(7L, 31L), pauses.stream().map(Duration::toSeconds).toList());
  }

  @Test
  void longer_waits_are_told_and_not_taken() {
    server.answering(PROJECT, limited(403, "Retry-After", "3600"));

    VibeException e = assertThrows(VibeException.class, forge()::project);

    assertEquals(ExitCode.FAILED, e.exitCode());
    assertTrue(e.problem().render().contains("1 h 00 min"), e.problem().render());
    assertEquals(List.of(), pauses);
  }

  @Test
  void what_changes_nothing_is_asked_again_and_the_making_of_something_is_not() {
    server.answering(PROJECT, Answer.of(502, "bad gateway"), Answer.of(503, "busy"));
    assertEquals("main", forge().project().defaultBranch());
    assertEquals(2, pauses.size());

    server.answering(PULLS, Answer.of(502, "bad gateway"));
    VibeException e = assertThrows(VibeException.class, () -> forge().open(PROPOSAL));
    assertTrue(e.problem().render().contains("forge-unreachable"), e.problem().render());
    assertEquals(1, server.lines().stream().filter(PULLS::equals).count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | Bad credentials | 7 | does not take the token in GITHUB_TOKEN",
        "403 | Resource not accessible by integration | 7 | pull-requests: write",
        "403 | GitHub Actions is not permitted to create or approve pull requests | 1 | Workflow"
            + " permissions",
        "403 | Resource protected by organization SAML enforcement | 7 | single sign-on",
        "403 | Must have admin rights | 7 | give the token in GITHUB_TOKEN more",
        "404 | Not Found | 7 | does not see it",
        "410 | Pull requests are disabled | 1 | Pull requests are disabled",
        "422 | No commits between main and vibe/x | 1 | has all of it already",
        "418 | I am a teapot | 1 | I am a teapot"
      })
  void a_refusal_is_explained(int status, String said, int exitCode, String shown) {
    server.answering(PULLS, Answer.of(status, said));

    VibeException e = assertThrows(VibeException.class, () -> forge().open(PROPOSAL));

    assertEquals(exitCode, e.exitCode().code());
    assertTrue(e.problem().render().contains(shown), e.problem().render());
  }

  @Test
  void the_words_of_the_forge_are_shown_on_one_line_and_never_the_token() {
    server.answering(
        PULLS,
        new Answer(
            422,
            Map.of(),
            """
            {"message":"Validation\\nFailed","errors":[{"field":"base","code":"invalid"},
             "%s"]}\
            """
                .formatted(FakeForge.TOKEN)));

    String shown =
        assertThrows(VibeException.class, () -> forge().open(PROPOSAL)).problem().cause();

    assertTrue(shown.contains("base is invalid"), shown);
    assertEquals(1, shown.lines().count(), shown);
    assertFalse(shown.contains(FakeForge.TOKEN), shown);
  }

  @Test
  void what_is_no_api_is_told() {
    server.answering(PROJECT, new Answer(200, Map.of(), "<html>Welcome</html>"));

    VibeException e = assertThrows(VibeException.class, forge()::project);

    assertTrue(e.problem().cause().contains("does not answer as an API of GitHub"));
  }

  @Test
  void the_rights_of_an_app_are_not_taken_at_their_word() {
    server.project("permissions", Map.of("push", false));

    assertEquals(ForgeProject.Right.NO, forge().project().pushing());
    assertTrue(ForgeToken.of("GITHUB_TOKEN", "ghs_abc").isOfApp());
  }
}
