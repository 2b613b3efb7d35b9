package dev.vibe.agent;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Approver;
import dev.vibe.approval.Decision;
import dev.vibe.approval.Grants;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Policy;
import dev.vibe.approval.Question;
import dev.vibe.approval.Question.Lasting;
import dev.vibe.approval.Rule;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.Effect;
import dev.vibe.event.Decider;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.ToolOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gate that every call has to pass: asks the policy, then a person where the policy says so, and
 * records the answer. Owned by the session's thread, but for {@link #mode}.
 */
final class Gate {

  private static final String GO_ON =
      "Do not try it again; finish what you can and say in your answer what is missing";

  private volatile Policy policy;
  private final Approver approver;
  private final EventBus bus;
  private final Grants grants = new Grants();
  private final List<MissingPermission> missing = new ArrayList<>();
  private Commits commits = Commits.NOT_REFUSED;

  /** Whether a commit was refused in this session, by whomever. */
  enum Commits {
    NOT_REFUSED,
    REFUSED
  }

  Gate(Policy policy, Approver approver, EventBus bus) {
    this.policy = policy;
    this.approver = approver;
    this.bus = bus;
    policy.tellLauncher();
  }

  Grants grants() {
    return grants;
  }

  Mode mode() {
    return policy.mode();
  }

  /** Judges by another mode from now on. */
  synchronized void mode(Mode mode) {
    policy = policy.in(mode);
    policy.tellLauncher();
  }

  private synchronized void allow(Rule rule) {
    policy = policy.allowing(rule);
  }

  /** Verdict of the gate on a call. */
  sealed interface Verdict {

    record Go() implements Verdict {}

    /** The user wants another command run in its place. */
    record Instead(String command) implements Verdict {}

    /** The user wants the file to hold another text. */
    record OtherText(String text) implements Verdict {}

    /** Not allowed; the message is for the model. */
    record Refused(String message) implements Verdict {}
  }

  /**
   * Something that was refused although nobody wanted that: nobody could be asked, or what it needs
   * cannot be had.
   *
   * @param changes whether it was more than reading, so that the run cannot count as done
   * @param objection to that very call, such as a secret in a commit
   */
  record MissingPermission(
      String title, String remedy, boolean changes, Optional<Problem> objection) {

    /** One to which nothing else was objected than that nobody had allowed it. */
    MissingPermission(String title, String remedy, boolean changes) {
      this(title, remedy, changes, Optional.empty());
    }
  }

  /**
   * Proposal of a call, as it is put to a person.
   *
   * @param details what it asks for beside its effects
   * @param proposed the text of a file that a person may change before it is written; else empty
   */
  record Proposal(String title, List<Effect> effects, List<String> details, String proposed) {

    /** With nothing but its effects. */
    static Proposal of(String title, List<Effect> effects) {
      return new Proposal(title, effects, List.of(), "");
    }

    /** What a call would do, and the text of it that a person may change. */
    static Proposal of(Invocation invocation, String proposed) {
      return new Proposal(invocation.title(), invocation.effects(), invocation.details(), proposed);
    }

    private Question question(Decision.Ask ask, Question.Terms terms) {
      return new Question(title, effects, ask.reason(), terms, proposed, details);
    }
  }

  /** Judges a call; may block on a person. */
  Verdict pass(ToolCall call, Proposal proposal) {
    Policy now = policy;
    List<Effect> effects = proposal.effects();
    return switch (now.judge(effects, grants)) {
      case Decision.Allow a -> {
        now.warning(effects).ifPresent(known -> bus.publish(Event.NoticeRaised.of(known)));
        yield new Verdict.Go();
      }
      case Decision.Deny deny -> {
        refused(effects);
        yield deny(call, proposal.title(), deny);
      }
      case Decision.Ask ask -> ask(call, proposal.question(ask, now.terms(effects)), ask);
    };
  }

  /**
   * As {@link #pass}, of a call that somebody has agreed to beforehand: what only the mode would
   * ask about is not asked. What a rule of the user's denies or asks about stays so.
   *
   * @param by who has agreed
   */
  Verdict passAgreed(ToolCall call, Proposal proposal, String by) {
    Policy now = policy;
    List<Effect> effects = proposal.effects();
    return now.judge(effects, grants) instanceof Decision.Ask ask
            && effects.stream().allMatch(effect -> now.ruleBehind(ask, effect).isEmpty())
        ? agreed(call, proposal.title(), by)
        : pass(call, proposal);
  }

  private Verdict agreed(ToolCall call, String title, String by) {
    decided(call, title, true, new Decider.Standing(by), "");
    return new Verdict.Go();
  }

  /** Judges a call that needs a guarded path; a yes is good for this call alone. */
  Verdict passGuarded(ToolCall call, Proposal proposal, String why) {
    return passGuarded(call, proposal, new Decision.Ask(why, Policy.A_YES));
  }

  /** As {@link #passGuarded(ToolCall, Proposal, String)}, where something else allows it, too. */
  Verdict passGuarded(ToolCall call, Proposal proposal, Decision.Ask wanted) {
    Policy now = policy;
    List<Effect> effects = proposal.effects();
    return switch (now.judgeGuarded(effects, wanted)) {
      case Decision.Allow a -> new Verdict.Go();
      case Decision.Deny deny -> {
        refused(effects);
        yield deny(call, proposal.title(), deny);
      }
      case Decision.Ask ask -> ask(call, proposal.question(ask, now.termsOnce(effects)), ask);
    };
  }

  /**
   * Judges a call to which something is objected; a yes is good for this call alone. With nobody to
   * ask the model is told how to do without.
   */
  Verdict passObjected(ToolCall call, Proposal proposal, Problem objection) {
    String why = objection.what() + ": " + objection.cause();
    Decision.Ask wanted = new Decision.Ask(why, objection.remedy());
    return switch (policy.judgeGuarded(proposal.effects(), wanted)) {
      case Decision.Allow a -> new Verdict.Go();
      case Decision.Deny deny -> deny(call, proposal.title(), deny);
      case Decision.Ask ask -> {
        boolean isOutside = objection.code() == ProblemCode.OUTSIDE_SANDBOX;
        Question question =
            proposal.question(
                ask, isOutside ? policy.termsOutside() : policy.termsOnce(proposal.effects()));
        int before = missing.size();
        Commits committed = commits;
        Verdict verdict = ask(call, question, ask);
        if (missing.size() == before) {
          yield verdict;
        }
        commits = committed; // without what is objected to, it may still be made
        MissingPermission last = missing.removeLast();
        missing.add(
            new MissingPermission(
                last.title(), last.remedy(), last.changes(), Optional.of(objection)));
        yield new Verdict.Refused(
            refusal(why, objection.remedy(), "Which of it is done is for the user to decide"));
      }
    };
  }

  /** What a commit is answered in plan mode, whatever else is wrong with it. */
  Optional<ToolOutput> planOnly(ToolCall call) {
    return mode() == Mode.PLAN
            && call.name().equals(ToolNames.GIT_COMMIT)
            && rehearse(call, "commit", List.of(new Effect.Commit("", List.of())))
                instanceof Verdict.Refused(String message)
        ? Optional.of(new ToolOutput(Outcome.DENIED, message, List.of()))
        : Optional.empty();
  }

  /** As {@link Policy#isAllowedByRule}. */
  boolean isAllowedByRule(List<Effect> effects) {
    return policy.isAllowedByRule(effects);
  }

  /** Judges a call that is only shown: nobody is asked, but what is denied is not even planned. */
  Verdict rehearse(ToolCall call, String title, List<Effect> effects) {
    return policy.judge(effects, grants) instanceof Decision.Deny deny
        ? deny(call, title, deny)
        : new Verdict.Go();
  }

  Commits commits() {
    return commits;
  }

  private void refused(List<Effect> effects) {
    if (effects.stream().anyMatch(effect -> effect instanceof Effect.Commit)) {
      commits = Commits.REFUSED;
    }
  }

  private Verdict deny(ToolCall call, String title, Decision.Deny deny) {
    if (!deny.remedy().isEmpty()) {
      missing.add(new MissingPermission(title, deny.remedy(), true));
    }
    decided(call, title, false, new Decider.Standing(deny.by()), deny.message());
    return new Verdict.Refused(deny.message());
  }

  /** What was refused in this session although nobody wanted that, in order. */
  List<MissingPermission> missing() {
    return List.copyOf(missing);
  }

  private Verdict ask(ToolCall call, Question question, Decision.Ask ask) {
    String title = question.title();
    return switch (approver.ask(question.of(call.id()))) {
      case Answer.Yes() -> {
        decided(call, title, true, new Decider.User(), "");
        yield new Verdict.Go();
      }
      case Answer.YesForSession() -> {
        if (question.lasting() != Lasting.ONCE) {
          question.effects().forEach(grants::grant);
        }
        decided(call, title, true, new Decider.Standing("user, for this session"), "");
        yield new Verdict.Go();
      }
      case Answer.YesAlways(Rule rule) -> {
        boolean holds = question.lasting() == Lasting.ALWAYS;
        if (holds) {
          allow(rule);
        }
        Decider user =
            holds ? new Decider.Standing("user, always: " + rule.text()) : new Decider.User();
        decided(call, title, true, user, "");
        yield new Verdict.Go();
      }
      case Answer.WriteInstead(String text) when isCommit(question) ->
          new Verdict.OtherText(text); // nothing is decided: it is asked once more
      case Answer.WriteInstead(String text) -> {
        decided(call, title, true, new Decider.Standing("user, with another text"), "");
        yield new Verdict.OtherText(text);
      }
      case Answer.RunInstead(String command) -> {
        decided(call, title, true, new Decider.Standing("user, with another command"), command);
        yield new Verdict.Instead(command);
      }
      case Answer.No(String reason) -> {
        refused(question.effects());
        decided(call, title, false, new Decider.User(), reason);
        yield new Verdict.Refused(
            reason.isEmpty()
                ? "the user said no. Do not try it again; go on without it or ask what they want"
                : "the user said no: " + reason);
      }
      case Answer.Nobody() -> {
        refused(question.effects());
        boolean changes = question.effects().stream().anyMatch(e -> !(e instanceof Effect.Read));
        missing.add(new MissingPermission(title, ask.remedy(), changes));
        decided(call, title, false, new Decider.Nobody(), ask.reason());
        yield new Verdict.Refused(refusal(ask.reason(), ask.remedy(), GO_ON));
      }
    };
  }

  /** A sentence each: what and why, what would allow it, and what to do now. */
  private static String refusal(String why, String remedy, String now) {
    return "refused: "
        + withoutStop(why)
        + ", and nobody is there to ask. What would allow it: "
        + remedy
        + ". "
        + now;
  }

  private static boolean isCommit(Question question) {
    return question.effects().stream().anyMatch(effect -> effect instanceof Effect.Commit);
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private void decided(ToolCall call, String title, boolean granted, Decider by, String reason) {
    bus.publish(new Event.ApprovalDecided(call.id(), title, granted, by, reason));
  }
}
