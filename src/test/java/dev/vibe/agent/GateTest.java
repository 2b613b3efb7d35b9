package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.agent.Gate.Proposal;
import dev.vibe.agent.Gate.Verdict;
import dev.vibe.agent.Permits.MissingPermission;
import dev.vibe.approval.Answer;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Policy;
import dev.vibe.approval.Question;
import dev.vibe.approval.Rule;
import dev.vibe.approval.Rules;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.effect.Effect;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.event.Journal;
import dev.vibe.exec.Launcher;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.testkit.FakeApprover;
import dev.vibe.text.FileDiff;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the gate says of a call, whom it asks, and what it records. */
class GateTest {

  private static final ToolCall CALL =
      new ToolCall(new CallId("abcdefghi"), "bash", new RawJson("{}"));
  private static final List<Effect> READ = List.of(new Effect.Read("f"));
  private static final List<Effect> WRITE =
      List.of(new Effect.Write("f", new FileDiff("f", FileDiff.Kind.CHANGED, List.of(), 1, 1)));
  private static final List<Effect> RUN = List.of(new Effect.Run("mvn test", "/work"));
  private static final List<Effect> OTHER_RUN = List.of(new Effect.Run("mvn verify", "/work"));
  private static final List<Effect> COMMIT = List.of(new Effect.Commit("Why", List.of("f")));

  private final FakeApprover person = new FakeApprover();
  private final List<Envelope> events = new ArrayList<>();

  private Gate gate(Mode mode) {
    return gate(new Policy(mode, Policy.Commits.NOT_ASKED_FOR, Rules.NONE));
  }

  private Gate gate(Policy policy) {
    return new Gate(
        policy,
        person,
        new EventBus(Clock.systemUTC(), "session", Journal.none(), List.of(events::add)));
  }

  private List<Event.ApprovalDecided> decisions() {
    return events.stream()
        .map(envelope -> assertInstanceOf(Event.ApprovalDecided.class, envelope.event()))
        .toList();
  }

  private static String refusal(Verdict verdict) {
    return assertInstanceOf(Verdict.Refused.class, verdict).message();
  }

  @Test
  void what_the_policy_allows_passes_unasked_and_unrecorded() {
    Gate gate = gate(Mode.AUTO);

    for (List<Effect> effects : List.of(READ, WRITE, RUN, COMMIT, List.<Effect>of())) {
      assertEquals(new Verdict.Go(), gate.pass(CALL, Proposal.of("it", effects)));
    }
    assertEquals(List.of(), person.questions());
    assertEquals(List.of(), events);
    assertEquals(List.of(), gate.missing());
  }

  @Test
  void what_the_policy_denies_is_refused_unasked_and_recorded() {
    Gate gate = gate(Mode.PLAN);

    assertTrue(
        refusal(gate.pass(CALL, Proposal.of("edit f", WRITE))).contains("plan mode only reads"));
    assertEquals(List.of(), person.questions());
    Event.ApprovalDecided decided = decisions().getFirst();
    assertEquals(CALL.id(), decided.callId());
    assertEquals("edit f", decided.subject());
    assertEquals(false, decided.granted());
    assertEquals("mode plan", decided.by().text());
    assertEquals(List.of(), gate.missing(), "somebody wants it refused");
  }

  @Test
  void what_cannot_be_had_is_a_missing_permission() {
    Launcher offline =
        new Launcher() {
          @Override
          public List<String> argv(List<String> shell, Path directory) {
            return shell;
          }

          @Override
          public Optional<Problem> obstacle(String command) {
            return Optional.of(
                new Problem(ProblemCode.OFFLINE, "no namespaces", "", "leave it out"));
          }
        };
    Gate gate = gate(new Policy(Mode.AUTO, Policy.Commits.NOT_ASKED_FOR, Rules.NONE, offline));

    assertTrue(
        refusal(gate.pass(CALL, Proposal.of("run mvn test", RUN))).contains("no namespaces"));
    assertEquals(
        List.of(new MissingPermission("run mvn test", "leave it out", true)), gate.missing());
  }

  @Test
  void a_yes_is_good_for_one_call() {
    person.answers(new Answer.Yes(), new Answer.No("not now"));
    Gate gate = gate(Mode.ASK);

    assertEquals(new Verdict.Go(), gate.pass(CALL, Proposal.of("run", RUN)));
    assertEquals("the user said no: not now", refusal(gate.pass(CALL, Proposal.of("run", RUN))));
    assertEquals(2, person.questions().size());
    assertEquals(List.of(true, false), decisions().stream().map(d -> d.granted()).toList());
    assertEquals(List.of(), gate.missing(), "a person was asked");
  }

  @Test
  void a_plain_no_is_not_asked_again() {
    person.answers(new Answer.No(""));
    assertTrue(
        refusal(gate(Mode.ASK).pass(CALL, Proposal.of("run", RUN)))
            .startsWith("the user said no. Do not try it again"));
  }

  @Test
  void a_yes_for_the_session_covers_what_is_the_same_and_nothing_else() {
    person.answers(new Answer.YesForSession(), new Answer.No(""));
    Gate gate = gate(Mode.ASK);

    assertEquals(new Verdict.Go(), gate.pass(CALL, Proposal.of("run", RUN)));
    assertEquals(new Verdict.Go(), gate.pass(CALL, Proposal.of("run", RUN)));
    assertEquals(1, person.questions().size());
    refusal(gate.pass(CALL, Proposal.of("run", OTHER_RUN)));
    assertEquals(2, person.questions().size());
  }

  @Test
  void a_yes_for_good_is_a_rule_from_then_on() {
    person.answers(new Answer.YesAlways(Rule.parse("bash(mvn*)")), new Answer.No(""));
    Gate gate = gate(Mode.ASK);

    assertEquals(new Verdict.Go(), gate.pass(CALL, Proposal.of("run", RUN)));
    assertEquals(new Verdict.Go(), gate.pass(CALL, Proposal.of("run", OTHER_RUN)));
    assertEquals(1, person.questions().size());
    assertEquals("user, always: bash(mvn*)", decisions().getFirst().by().text());
    refusal(gate.pass(CALL, Proposal.of("edit", WRITE)));
  }

  @Test
  void what_a_person_wants_instead_is_passed_on() {
    person.answers(new Answer.RunInstead("mvn verify"), new Answer.WriteInstead("mine"));
    Gate gate = gate(Mode.ASK);

    assertEquals(new Verdict.Instead("mvn verify"), gate.pass(CALL, Proposal.of("run", RUN)));
    assertEquals(
        new Verdict.OtherText("mine"),
        gate.pass(CALL, new Proposal("edit", WRITE, List.of(), "theirs")));
    assertEquals(
        List.of("", "theirs"), person.questions().stream().map(Question::proposed).toList());
    assertEquals(
        List.of("user, with another command", "user, with another text"),
        decisions().stream().map(decided -> decided.by().text()).toList());
  }

  @Test
  void with_nobody_to_ask_it_is_missing_and_the_model_hears_what_would_allow_it() {
    Gate gate = gate(Mode.ACCEPT_EDITS);

    String message = refusal(gate.pass(CALL, Proposal.of("commit it", COMMIT)));
    assertTrue(message.contains("nobody is there to ask"), message);
    assertEquals(
        "refused: mode accept-edits asks before it commits, and nobody is there to ask. What would"
            + " allow it: --auto-commit. Do not try it again; finish what you can and say in your"
            + " answer what is missing",
        message);
    assertEquals(
        List.of(new MissingPermission("commit it", "--auto-commit", true)), gate.missing());
    assertEquals("nobody to ask", decisions().getFirst().by().text());
  }

  @Test
  void missing_permission_to_read_is_no_missing_change() {
    Gate gate = gate(Mode.AUTO);

    refusal(gate.passGuarded(CALL, Proposal.of("read .env", READ), "it may hold log-in data"));
    assertEquals(List.of(false), gate.missing().stream().map(m -> m.changes()).toList());
  }

  @Test
  void guarded_path_is_asked_about_in_every_mode_and_each_time() {
    person.answers(new Answer.YesForSession(), new Answer.YesForSession());
    Gate gate = gate(Mode.AUTO);

    assertEquals(
        new Verdict.Go(), gate.passGuarded(CALL, Proposal.of("edit .env", WRITE), "a secret"));
    assertEquals(
        new Verdict.Go(), gate.passGuarded(CALL, Proposal.of("edit .env", WRITE), "a secret"));
    assertEquals(
        List.of(Question.Lasting.ONCE, Question.Lasting.ONCE),
        person.questions().stream().map(Question::lasting).toList());
    assertEquals("a secret", person.questions().getFirst().reason());

    Gate asking = gate(Mode.ASK);
    person.answers(new Answer.YesForSession(), new Answer.No(""));
    asking.passGuarded(CALL, Proposal.of("edit .env", WRITE), "a secret");
    refusal(asking.pass(CALL, Proposal.of("edit f", WRITE)));
  }

  @Test
  void rehearsal_asks_nobody_but_denies_what_is_denied() {
    assertEquals(new Verdict.Go(), gate(Mode.ASK).rehearse(CALL, "run", RUN));
    refusal(gate(Mode.PLAN).rehearse(CALL, "run", RUN));
    assertEquals(List.of(), person.questions());
  }

  @Test
  void another_mode_holds_from_the_next_call_on() {
    Gate gate = gate(Mode.PLAN);
    refusal(gate.pass(CALL, Proposal.of("edit", WRITE)));

    gate.mode(Mode.ACCEPT_EDITS);
    assertEquals(new Verdict.Go(), gate.pass(CALL, Proposal.of("edit", WRITE)));
  }
}
