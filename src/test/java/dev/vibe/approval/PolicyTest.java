package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Policy.Commits;
import dev.vibe.approval.Question.Lasting;
import dev.vibe.effect.Effect;
import dev.vibe.exec.Launcher;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.FileDiff;
import dev.vibe.text.UnifiedDiff;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

  private static final Effect READ = new Effect.Read("a.py");
  private static final Effect EDIT = write("src/a.py");
  private static final Effect RUN = run("mvn test");
  private static final Effect COMMIT = new Effect.Commit("m", List.of("a.py"));

  @ParameterizedTest
  @CsvSource({
    "PLAN,         Allow, Deny,  Deny,  Deny",
    "ASK,          Allow, Ask,   Ask,   Ask",
    "ACCEPT_EDITS, Allow, Allow, Ask,   Ask",
    "AUTO,         Allow, Allow, Allow, Allow",
  })
  void a_mode_decides_by_kind_of_effect(
      Mode mode, String read, String edit, String run, String commit) {
    Policy policy = new Policy(mode, Commits.NOT_ASKED_FOR, Rules.NONE);

    assertEquals(read, judged(policy, READ));
    assertEquals(edit, judged(policy, EDIT));
    assertEquals(run, judged(policy, RUN));
    assertEquals(commit, judged(policy, COMMIT));
  }

  @Test
  void auto_commit_allows_commits_but_no_commands() {
    Policy policy = new Policy(Mode.ACCEPT_EDITS, Commits.ASKED_FOR, Rules.NONE);

    assertEquals("Allow", judged(policy, COMMIT));
    assertEquals("Ask", judged(policy, RUN));
  }

  @Test
  void deny_wins_over_ask_and_ask_over_allow() {
    Rules all = Rules.parse(List.of("bash(mvn*)"), List.of("bash(mvn*)"), List.of("bash(mvn*)"));
    Rules askAndAllow = Rules.parse(List.of("bash(mvn*)"), List.of("bash(mvn*)"), List.of());
    Rules allow = Rules.parse(List.of("bash(mvn*)"), List.of(), List.of());

    assertEquals("Deny", judged(new Policy(Mode.AUTO, Commits.NOT_ASKED_FOR, all), RUN));
    assertEquals("Ask", judged(new Policy(Mode.AUTO, Commits.NOT_ASKED_FOR, askAndAllow), RUN));
    assertEquals("Allow", judged(new Policy(Mode.ASK, Commits.NOT_ASKED_FOR, allow), RUN));
  }

  @Test
  void no_rule_lets_plan_mode_change_anything() {
    Rules rules = Rules.parse(List.of("edit", "bash(*)", "commit"), List.of(), List.of());
    Policy policy = new Policy(Mode.PLAN, Commits.ASKED_FOR, rules);

    assertEquals("Deny", judged(policy, EDIT));
    assertEquals("Deny", judged(policy, RUN));
    assertEquals("Deny", judged(policy, COMMIT));
  }

  @Test
  void plan_mode_reads_git_unless_rules_keep_files_from_being_read() {
    Effect log = run("git log --oneline -3");
    Rules deny = Rules.parse(List.of(), List.of(), List.of("read(docs/**)"));
    Rules ask = Rules.parse(List.of(), List.of("read(docs/**)"), List.of());
    Rules other = Rules.parse(List.of(), List.of(), List.of("bash(git diff*)"));

    assertEquals("Allow", judged(new Policy(Mode.PLAN, Commits.NOT_ASKED_FOR, Rules.NONE), log));
    assertEquals("Allow", judged(new Policy(Mode.PLAN, Commits.NOT_ASKED_FOR, other), log));
    assertEquals(
        "Deny", judged(new Policy(Mode.PLAN, Commits.NOT_ASKED_FOR, other), run("git diff")));
    assertEquals("Deny", judged(new Policy(Mode.PLAN, Commits.NOT_ASKED_FOR, deny), log));
    assertEquals("Deny", judged(new Policy(Mode.PLAN, Commits.NOT_ASKED_FOR, ask), log));
    assertEquals("Ask", judged(new Policy(Mode.ASK, Commits.NOT_ASKED_FOR, Rules.NONE), log));
  }

  @Test
  void the_strictest_effect_of_a_call_decides() {
    Policy policy = new Policy(Mode.ACCEPT_EDITS, Commits.NOT_ASKED_FOR, Rules.NONE);

    assertInstanceOf(Decision.Ask.class, policy.judge(List.of(EDIT, RUN, READ), new Grants()));
    assertInstanceOf(Decision.Allow.class, policy.judge(List.of(), new Grants()));
  }

  @Test
  void a_grant_for_one_command_covers_that_command_alone() {
    Policy policy = new Policy(Mode.ASK, Commits.NOT_ASKED_FOR, Rules.NONE);
    Grants grants = new Grants();
    grants.grant(RUN);

    assertInstanceOf(Decision.Allow.class, policy.judge(List.of(RUN), grants));
    assertInstanceOf(Decision.Ask.class, policy.judge(List.of(run("mvn test; ls")), grants));
  }

  @Test
  void what_would_allow_it_is_named() {
    Policy policy = new Policy(Mode.ASK, Commits.NOT_ASKED_FOR, Rules.NONE);

    Decision.Ask edit = (Decision.Ask) policy.judge(List.of(EDIT), new Grants());
    Decision.Ask run = (Decision.Ask) policy.judge(List.of(RUN), new Grants());

    assertEquals("--mode accept-edits", edit.remedy());
    assertTrue(run.remedy().contains("bash(mvn test)"), run.remedy());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mvn test && echo ok > log",
        "mvn test -Dtest=AVeryLongNameOfATestThatDoesNotFitIntoOneLineOfAConfiguration -q"
      })
  void a_named_rule_would_allow_it(String command) {
    Decision.Ask ask = asked(command);
    String rule = ask.remedy().replaceAll("(?s).*--allow '(.*)' for one run.*", "$1");

    Rules rules = Rules.parse(List.of(rule), List.of(), List.of());
    assertEquals(
        "Allow", judged(new Policy(Mode.ASK, Commits.NOT_ASKED_FOR, rules), run(command)), rule);
  }

  @Test
  void a_rule_is_named_as_a_shell_takes_it_or_not_at_all() {
    assertTrue(asked("echo 'a' | wc").remedy().contains("--allow 'bash(echo '\\''a'\\'' | wc)'"));
    assertEquals("--mode auto", asked("rm *.o && make").remedy());
    assertEquals("--mode auto", asked("a\nb").remedy());
    assertEquals("--mode auto", asked("echo " + "a > b; ".repeat(20)).remedy());
  }

  private static Decision.Ask asked(String command) {
    Policy policy = new Policy(Mode.ASK, Commits.NOT_ASKED_FOR, Rules.NONE);
    return (Decision.Ask) policy.judge(List.of(run(command)), new Grants());
  }

  private static String judged(Policy policy, Effect effect) {
    return policy.judge(List.of(effect), new Grants()).getClass().getSimpleName();
  }

  private static Effect run(String command) {
    return new Effect.Run(command, "/w");
  }

  private static Effect write(String path) {
    return new Effect.Write(path, new FileDiff(path, FileDiff.Kind.CHANGED, List.of(), 0, 0));
  }

  /** As on a machine that cannot keep commands off the network. */
  private static Launcher unable() {
    return new Launcher() {
      @Override
      public List<String> argv(List<String> shell, Path directory) {
        return shell;
      }

      @Override
      public boolean isOffline() {
        return true;
      }

      @Override
      public Optional<Problem> obstacle(String command) {
        return command.equals("ls")
            ? Optional.empty()
            : Optional.of(new Problem(ProblemCode.NOT_OFFLINE, "it cannot", "", "leave it out"));
      }
    };
  }

  @Test
  void offline_a_command_that_cannot_be_confined_is_denied_with_a_remedy_whatever_allows_it() {
    Rules rules = Rules.parse(List.of("bash"), List.of(), List.of());
    Policy policy = new Policy(Mode.AUTO, Commits.ASKED_FOR, rules, unable());
    Decision denied = policy.judge(List.of(new Effect.Run("mvn test", "/ws")), new Grants());
    assertEquals("leave it out", ((Decision.Deny) denied).remedy());
    Decision allowed = policy.judge(List.of(new Effect.Run("ls", "/ws")), new Grants());
    assertTrue(allowed instanceof Decision.Allow, allowed.toString());
  }

  @Test
  void a_limit_on_rules_of_ones_own_leaves_the_session() {
    Policy free = new Policy(Mode.ASK, Commits.NOT_ASKED_FOR, Rules.NONE);
    Policy limited = new Policy(Mode.ASK, Commits.NOT_ASKED_FOR, Rules.NONE.limited("managed"));

    assertEquals(Lasting.ALWAYS, free.terms(List.of(RUN)).lasting());
    assertEquals(Lasting.SESSION, limited.terms(List.of(RUN)).lasting());
    assertEquals("managed", limited.terms(List.of(RUN)).limit());
  }

  @Test
  void more_than_one_plain_command_is_good_for_one_call() {
    Policy policy = new Policy(Mode.ASK, Commits.NOT_ASKED_FOR, Rules.NONE);

    for (String command : List.of("a | b", "a\nb", "a; b", "a > b", "cat <<X\ny\nX", "a \u200bb")) {
      Question.Terms terms = policy.terms(List.of(run(command)));
      assertEquals(Lasting.ONCE, terms.lasting(), command);
      assertEquals("it is more than one plain command", terms.limit(), command);
    }
  }

  @Test
  void what_is_too_much_to_show_is_good_for_one_call() {
    Policy policy = new Policy(Mode.ASK, Commits.NOT_ASKED_FOR, Rules.NONE);
    String most = "x\n".repeat(QuestionBound.MOST_LINES);

    assertEquals(Lasting.ALWAYS, policy.terms(List.of(created(most))).lasting());
    Question.Terms terms = policy.terms(List.of(created(most + "x\n")));
    assertEquals(Lasting.ONCE, terms.lasting());
    assertEquals("not all of it is shown", terms.limit());
    String long1 = "x".repeat(QuestionBound.MOST_CHARS + 1) + "\n";
    assertEquals(Lasting.ONCE, policy.terms(List.of(created(long1))).lasting());
  }

  private static Effect created(String text) {
    return new Effect.Write("f", UnifiedDiff.created("f", text));
  }

  @Test
  void what_a_command_is_kept_from_is_what_its_launcher_says() {
    Policy offline = new Policy(Mode.ASK, Commits.NOT_ASKED_FOR, Rules.NONE, unable());

    assertEquals("without a sandbox", offline.terms(List.of(RUN)).confinement());
    assertEquals("", offline.terms(List.of(EDIT)).confinement());
  }

  @Test
  void a_fetch_is_asked_about_in_every_mode_and_a_yes_is_good_for_its_host() {
    Grants grants = new Grants();
    grants.grant(fetch("a.test"));
    for (Mode mode : List.of(Mode.ASK, Mode.ACCEPT_EDITS, Mode.AUTO)) {
      Policy policy = new Policy(mode, Commits.NOT_ASKED_FOR, Rules.NONE);
      Decision.Ask ask =
          assertInstanceOf(
              Decision.Ask.class, policy.judge(List.of(fetch("a.test")), new Grants()));

      assertTrue(ask.remedy().contains("--allow 'web_fetch(a.test)'"), ask.remedy());
      assertInstanceOf(Decision.Allow.class, policy.judge(List.of(fetch("a.test")), grants));
      assertInstanceOf(Decision.Ask.class, policy.judge(List.of(fetch("b.test")), grants));
    }
    Policy plan = new Policy(Mode.PLAN, Commits.NOT_ASKED_FOR, Rules.NONE);
    assertInstanceOf(Decision.Deny.class, plan.judge(List.of(fetch("a.test")), grants));
  }

  private static Effect fetch(String host) {
    return new Effect.Call("web_fetch", Map.of("host", host));
  }
}
