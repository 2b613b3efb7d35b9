package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.app.host.RunOptions.Publishing.AsPullRequest;
import dev.vibe.forge.FakeForge;
import dev.vibe.forge.FakeForge.Answer;
import dev.vibe.git.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init") // each test begins with at()
class PullRequestRunsTest {

  private static final String TITLE = "Fix the price";
  private static final String BRANCH = "vibe/fix-the-price-";

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;
  private FakeForge forge;
  private Path bare;

  private void at(String kind) {
    box = new Sandbox(temporary).init();
    bare = temporary.resolve("served/acme.git");
    box.write("price.txt", "one\n");
    box.write("mine.txt", "mine\n");
    box.commitAll("first");
    box.git(temporary, "clone", "-q", "--bare", box.folder().toString(), bare.toString());
    box.git(bare, "config", "http.receivepack", "true");
    forge = FakeForge.start(kind, bare);
    box.git("remote", "add", "origin", forge.remote());
    runs =
        new ScriptedRuns(box)
            .config(forge.configuration())
            .variable("FORGE_TOKEN", FakeForge.TOKEN)
            .publishing(wish("", false));
  }

  @AfterEach
  void stop() {
    forge.close();
  }

  private static AsPullRequest wish(String branch, boolean isDraft) {
    return new AsPullRequest(TITLE, "For the shop.", "", branch, isDraft, List.of("bot"));
  }

  private Map<String, Object> changing(String to) {
    return runs.calls(Call.write("new-" + to + ".txt", to + "\n"))
        .says("Done, thanks @octocat.")
        .committing("fix it");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> request(Map<String, Object> result) {
    return (Map<String, Object>) Objects.requireNonNullElse(result.get("pull_request"), Map.of());
  }

  private static String problem(Map<String, Object> result) {
    return String.valueOf(result.get("problem"));
  }

  private String remoteTip(String branch) {
    return box.git(bare, "rev-parse", branch).strip();
  }

  @ParameterizedTest
  @CsvSource({"github, x-access-token", "gitlab, oauth2", "gitea, x-access-token"})
  void a_run_is_pushed_and_proposed_and_a_second_one_updates_it(String kind, String login)
      throws IOException {
    at(kind);
    box.write("mine.txt", "staged\n");
    box.git("add", "mine.txt");
    String main = box.git("rev-parse", "main");

    Map<String, Object> first = changing("two");

    assertEquals("done", first.get("status"), runs.err());
    assertEquals("opened", request(first).get("state"));
    String branch = String.valueOf(request(first).get("branch"));
    assertTrue(branch.startsWith(BRANCH), branch);
    assertEquals(box.git("rev-parse", "HEAD").strip(), remoteTip(branch));
    assertEquals(main, box.git("rev-parse", "main"), "the user's branch stays");
    assertEquals("M  mine.txt\n", box.git("status", "--porcelain"), "so does what was staged");
    assertEquals(branch, box.git("branch", "--show-current").strip());
    assertTrue(forge.logins().contains(login));
    String body = forge.requests().toString();
    assertTrue(body.contains("For the shop."), body);
    assertTrue(body.contains("thanks @&#8203;octocat"), body);
    assertTrue(body.contains("new-two.txt"), body);

    forge.change(
        1, kind.equals("gitlab") ? "description" : "body", "Read me.\n\n" + standing(kind));
    box.git("stash", "-q");
    box.git("switch", "-q", "main");
    Map<String, Object> second = changing("three");

    assertEquals("updated", request(second).get("state"), problem(second) + runs.err());
    assertEquals(branch, request(second).get("branch"));
    assertEquals(1, forge.requests().size());
    assertEquals(box.git("rev-parse", "HEAD").strip(), remoteTip(branch));
    assertTrue(standing(kind).startsWith("Read me."), standing(kind));
    assertTrue(standing(kind).contains("new-three.txt"), standing(kind));
    assertFalse(standing(kind).contains("new-two.txt"), standing(kind));
    String everything = everythingIn(temporary);
    assertFalse(everything.contains(FakeForge.TOKEN), "the token is in no file");
  }

  private String standing(String kind) {
    return String.valueOf(
        forge.requests().getFirst().get(kind.equals("gitlab") ? "description" : "body"));
  }

  private static String everythingIn(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void what_others_pushed_to_the_branch_is_never_overwritten() {
    at("github");
    String branch = String.valueOf(request(changing("two")).get("branch"));
    Path other = temporary.resolve("other");
    box.git(temporary, "clone", "-q", "-b", branch, bare.toString(), other.toString());
    box.git(other, "commit", "-q", "--allow-empty", "-m", "by hand");
    box.git(other, "push", "-q", "origin", branch);
    String tip = remoteTip(branch);
    box.git("switch", "-q", "main");

    Map<String, Object> result = changing("three");

    assertEquals(2, result.get("exit_code"));
    assertTrue(problem(result).contains("branch-taken"), problem(result));
    assertEquals(tip, remoteTip(branch));
    assertEquals("main", box.git("branch", "--show-current").strip());
    box.git("fetch", "-q", bare.toString(), branch);
    box.git("switch", "-q", branch);
    box.git("merge", "-q", "--ff-only", "FETCH_HEAD");
    assertEquals("updated", request(changing("four")).get("state"), "on top of it it goes on");
  }

  @Test
  void who_pushes_while_the_run_goes_on_is_not_overwritten() {
    at("github");
    runs.publishing(wish("team/prices", false));
    String main = remoteTip("main");

    forge.meanwhile(
        "GET /repos/acme/shop/pulls", () -> box.git(bare, "branch", "team/prices", main));

    Map<String, Object> result = changing("two");

    assertEquals(1, result.get("exit_code"));
    assertTrue(problem(result).contains("branch-taken"), problem(result));
    assertEquals(main, remoteTip("team/prices"));
    assertEquals(List.of(), forge.requests());
  }

  @Test
  void where_nothing_changed_there_is_no_branch_and_no_request() {
    at("gitea");

    Map<String, Object> result = runs.says("All is well.").committing("fix it");

    assertEquals("done", result.get("status"));
    assertNull(result.get("pull_request"));
    assertEquals("main\n", box.git("branch", "--format=%(refname:short)"));
    assertEquals("refs/heads/main\n", box.git(bare, "for-each-ref", "--format=%(refname)"));
    assertEquals(List.of(), forge.sent());
  }

  @Test
  void a_base_that_went_on_and_is_not_here_does_not_hide_what_was_changed() {
    at("github");
    Path other = temporary.resolve("other");
    box.git(temporary, "clone", "-q", bare.toString(), other.toString());
    box.git(other, "commit", "-q", "--allow-empty", "-m", "meanwhile");
    box.git(other, "push", "-q");

    Map<String, Object> result = changing("two");

    assertEquals("opened", request(result).get("state"), problem(result));
    assertTrue(standing("github").contains("+1      0  new-two.txt"), standing("github"));
  }

  @Test
  void a_dry_run_tells_what_it_would_open() {
    at("github");

    Map<String, Object> result =
        runs.dry().calls(Call.write("new.txt", "x\n")).says("Done.").committing("fix it");

    assertEquals("planned", request(result).get("state"), problem(result));
    assertEquals("", request(result).get("url"));
    assertEquals("main\n", box.git("branch", "--format=%(refname:short)"));
    assertEquals(List.of(), forge.sent());
  }

  @Test
  void a_run_that_fails_goes_back_to_the_branch_of_the_user() {
    at("github");

    Map<String, Object> result = runs.calls(Call.write("new.txt", "x\n")).committing("fix it");

    assertNotEquals("done", result.get("status"));
    assertEquals("main", box.git("branch", "--show-current").strip());
    assertEquals("main\n", box.git("branch", "--format=%(refname:short)"));
    assertEquals("?? new.txt\n", box.git("status", "--porcelain"));
  }

  @Test
  void what_could_not_be_opened_is_opened_by_the_next_run() {
    at("github");
    forge.answering(
        "POST /repos/acme/shop/pulls",
        Answer.of(403, "GitHub Actions is not permitted to create or approve pull requests."));

    Map<String, Object> refused = changing("two");
    String told = runs.err();
    Map<String, Object> opened = runs.says("It is done already.").committing("fix it");

    assertEquals(1, refused.get("exit_code"));
    assertTrue(problem(refused).contains("Workflow permissions"), problem(refused));
    assertTrue(told.contains("was neither opened nor updated"), told);
    assertTrue(told.contains("git switch main goes back"), told);
    assertEquals("opened", request(opened).get("state"), problem(opened));
  }

  @Test
  void an_answer_that_got_lost_makes_no_second_request() {
    at("github");
    forge.answering("POST /repos/acme/shop/pulls", Answer.of(422, "A pull request already exists"));

    Map<String, Object> result = changing("two");

    assertEquals(1, result.get("exit_code"));
    assertEquals(
        2, forge.lines().stream().filter("GET /repos/acme/shop/pulls"::equals).count() - 1);
  }

  @Test
  void a_draft_that_the_forge_does_not_have_is_opened_without() {
    at("github");
    runs.publishing(wish("", true));
    forge.answering(
        "POST /repos/acme/shop/pulls",
        Answer.of(422, "Draft pull requests are not supported in this repository."));

    Map<String, Object> result = changing("two");

    assertEquals("opened", request(result).get("state"), problem(result));
    assertEquals(false, forge.requests().getFirst().get("draft"));
    assertTrue(runs.err().contains("it is no draft"), runs.err());
  }

  @Test
  void a_command_does_not_get_the_token_even_where_the_user_hands_variables_on() {
    at("github");
    runs.config(forge.configuration() + "\n[commands]\nenv = [\"FORGE_TOKEN\"]\n");

    runs.calls(Call.run("echo \"seen:$FORGE_TOKEN:\" > seen.txt"))
        .says("Done.")
        .committing("fix it");

    assertEquals("seen::\n", box.git("show", "HEAD:seen.txt"));
  }

  @Test
  void everything_that_is_missing_is_told_before_a_model_is_asked() {
    at("github");

    assertMissing("no-forge-token", 2, runs.variable("FORGE_TOKEN", ""));
    assertMissing("forge-unauthorized", 7, runs.variable("FORGE_TOKEN", "wrong-token-123456"));
    runs.variable("FORGE_TOKEN", FakeForge.TOKEN);
    assertMissing("offline", 2, runs.flag("offline", "true"));
    assertMissing("bad-branch", 2, runs.publishing(wish("a..b", false)));
    assertMissing("bad-branch", 2, runs.publishing(wish("main", false)));
    runs.publishing(new AsPullRequest(TITLE, "", "release", "", false, List.of()));
    assertMissing("no-base", 2, runs);
    runs.publishing(wish("", false));
    forge.project("permissions", Map.of("push", false));
    assertMissing("forge-unauthorized", 7, runs);
    forge.project("permissions", Map.of("push", true));
    box.git("checkout", "-q", "--detach");
    assertMissing("no-base", 2, runs);
    box.git("switch", "-q", "main");
    box.git("remote", "set-url", "origin", "https://git.example.org/acme/shop.git");
    assertMissing("unknown-forge", 2, runs);
    box.git("remote", "remove", "origin");
    assertMissing("no-remote", 2, runs);
    assertEquals("main\n", box.git("branch", "--format=%(refname:short)"));
  }

  private static void assertMissing(String code, int exitCode, ScriptedRuns runs) {
    Map<String, Object> result = runs.committing("fix it");
    assertEquals(exitCode, result.get("exit_code"), result.toString());
    assertTrue(problem(result).contains("code=" + code), problem(result));
    assertEquals(0, result.get("turns"));
  }
}
