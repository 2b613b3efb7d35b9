package dev.vibe.app.run;

import dev.vibe.agent.AgentSession;
import dev.vibe.agent.RunLimits;
import dev.vibe.app.assembly.Approvals;
import dev.vibe.app.assembly.OpenedLog;
import dev.vibe.app.assembly.RunKeeping;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionModel;
import dev.vibe.app.assembly.SessionResources;
import dev.vibe.app.assembly.Watchers;
import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.Approver;
import dev.vibe.context.StoredSystemPrompt;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.event.Command;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.event.Notice;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Session of a healing: one, whose conversation begins anew with each attempt, so that a small
 * window holds it. The log, the ledger and what can be undone are of all attempts.
 */
final class HealSession implements AutoCloseable {

  private final HostEnvironment host;
  private final SessionAssembly assembly;
  private final OpenedLog log;
  private final SessionModel model;
  private final SessionAssembly.Conversation conversation;
  private final StoredSystemPrompt told;
  private final Approver approver;
  private final List<String> refusals;
  private final RunKeeping kept;
  private boolean hasBegun;

  /** By all attempts until now: the limits of a run hold for them together. */
  private RunLimits.Used used = RunLimits.Used.NOTHING;

  private HealSession(
      HostEnvironment host,
      SessionAssembly assembly,
      OpenedLog log,
      SessionModel model,
      SessionAssembly.Conversation conversation,
      StoredSystemPrompt told,
      Approver approver,
      List<String> refusals,
      RunKeeping kept) {
    this.host = host;
    this.kept = kept;
    this.refusals = refusals;
    this.assembly = assembly;
    this.log = log;
    this.model = model;
    this.conversation = conversation;
    this.told = told;
    this.approver = approver;
  }

  /**
   * Who sees what happens, and who is asked.
   *
   * @param sink hears of all but the ends of attempts
   */
  record Audience(EventSink sink, Approver approver) {}

  /**
   * Begins; the model has heard nothing yet.
   *
   * @throws dev.vibe.problem.VibeException when the log cannot be opened
   */
  static HealSession open(
      HostEnvironment host,
      RunKeeping kept,
      SessionAssembly assembly,
      SessionResources resources,
      SessionModel model,
      Audience audience) {
    OpenedLog log = assembly.openLog();
    List<String> refusals = new CopyOnWriteArrayList<>();
    SessionAssembly.Conversation conversation =
        assembly.begin(
            resources,
            model,
            log,
            new Watchers(
                List.of(audience.sink(), envelope -> refused(envelope, refusals)),
                Watchers.Outputs.AT_THE_END));
    conversation.verification().choice().want(Optional.empty()); // the healing has its own
    StoredSystemPrompt told =
        assembly.sessionPrompt(
            assembly
                .systemPrompt(resources, assembly.lookAtRepository(), BackgroundTask.done(model))
                .text());
    return new HealSession(
        host, assembly, log, model, conversation, told, audience.approver(), refusals, kept);
  }

  private static void refused(Envelope envelope, List<String> refusals) {
    if (envelope.event() instanceof Event.ApprovalDecided decided && !decided.granted()) {
      refusals.add(decided.subject());
    } else if (envelope.event() instanceof Event.NoticeRaised(Notice notice)
        && notice.problem().code() == ProblemCode.PROTECTED_PUT_BACK) {
      refusals.add(notice.problem().what());
    }
  }

  /** What was refused in the last attempt. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** The model hears nothing of what was said before but what the prompt tells. */
  RunResult attempt(String prompt) throws InterruptedException {
    List<Event.Durable> opening =
        hasBegun ? List.of(new Event.Rewound(0)) : assembly.opening(model.chat());
    if (hasBegun) {
      conversation.between().forget();
      conversation.nested().forget();
    }
    hasBegun = true;
    refusals.clear();
    List<Part> parts = new ArrayList<>(List.of(new Part.Text(prompt)));
    parts.addAll(told.since());
    AgentSession.Setup setup =
        assembly
            .setup(
                conversation,
                new SessionAssembly.ModelBinding(model, told.text()),
                new Approvals(approver, List.of()),
                opening)
            .after(used);
    try (AgentSession session = AgentSession.start(setup)) {
      host.stop().attach(as -> session.submit(new Command.Stop(as)));
      session.submit(new Command.Prompt(new Message.User(parts)));
      RunResult result = session.awaitResult();
      used = used.plus(result);
      kept.countMatches(setup.model(), session);
      return result;
    }
  }

  SessionAssembly.Conversation conversation() {
    return conversation;
  }

  /** Of the model, in tokens; 0 when it is not known. */
  int window() {
    return model.window();
  }

  @Override
  public void close() {
    log.close();
  }
}
