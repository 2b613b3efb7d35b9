package dev.vibe.agent;

import dev.vibe.agent.Gate.Proposal;
import dev.vibe.agent.Gate.Verdict;
import dev.vibe.context.NestedInstructions;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.hook.HookAnswer;
import dev.vibe.problem.Problem;
import dev.vibe.text.QuotedName;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.GuardedPath;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Run of the calls of one reply.
 *
 * <p>The order: reads that stand before the first edit run before it, in parallel. Edits are
 * computed in call order on one batch and written as one change set, at the latest before the next
 * action or at the end. Searches that stand behind an edit run after the writing; files are read in
 * their place, as the edits before have left them. Actions run alone, in order. A commit runs only
 * if every edit before it in the reply applied, and every command that may change something ended
 * well.
 */
final class ReplyRun {

  private final Toolbox toolbox;
  private final Gate gate;
  private final EventBus bus;
  private final InvocationRunner runner;
  private final EditRecorder recorder;
  private final WorkGuard guard;
  private final int resultRoom;

  /** The calls as the model made them; made known, and nothing else. */
  private final List<ToolCall> made;

  private final List<ToolCall> calls;
  private final CallResults results;
  private final CommitHolds holds;
  private final Set<String> touched = new LinkedHashSet<>();

  /** What the model is told before the result of a call. */
  private final Map<Integer, String> notes = new HashMap<>();

  private final SessionHookPoints hooks;

  /** What hooks said of the calls. */
  private final Map<Integer, HookAnswer> rulings = new HashMap<>();

  private final EditStage edits;
  private final ReadStage reads;
  private final ActionStage actions;

  /** Parts of a session that the calls of each reply go through. */
  record Parts(
      Toolbox toolbox,
      Gate gate,
      EventBus bus,
      InvocationRunner runner,
      EditRecorder recorder,
      SideEffects sideEffects,
      RunVerification verification,
      Supplier<String> news,
      NestedInstructions nested,
      WorkGuard guard,
      SessionHookPoints hooks,
      WindowRoom room) {

    private String news(ReplyRun run, int coming) {
      return news.get() + nested.news(run.touched, run.resultRoom) + room.news(coming);
    }
  }

  ReplyRun(Parts parts, List<ToolCall> calls) {
    this.toolbox = parts.toolbox();
    this.gate = parts.gate();
    this.bus = parts.bus();
    this.runner = parts.runner();
    this.recorder = parts.recorder();
    this.guard = parts.guard();
    this.hooks = parts.hooks();
    WindowRoom room = parts.room();
    this.resultRoom = room.ofResult(calls.size());
    this.made = calls.stream().map(toolbox::meant).toList();
    this.calls = new ArrayList<>();
    made.forEach(call -> this.calls.add(MarkedCall.resolved(call, bus.secrets())));
    for (int i = 0; i < calls.size(); i++) {
      notes.put(i, toolbox.taken(calls.get(i)));
    }
    this.results =
        new CallResults(this.calls, bus, room.of(resultRoom), coming -> parts.news(this, coming));
    this.holds = new CommitHolds(toolbox, this.calls, results, parts.verification(), hooks);
    this.edits = new EditStage(recorder, results);
    this.reads = new ReadStage(runner, results);
    this.actions = new ActionStage(runner, parts.sideEffects(), recorder, results);
  }

  List<ToolResult> run() {
    for (int i = 0; i < calls.size() && !runner.isStopped(); i++) {
      take(i);
    }
    if (!runner.isStopped()) {
      if (atomicGroupFailed()) {
        discardGroup();
      } else {
        edits.write();
      }
      reads.run();
    }
    return results.complete();
  }

  private boolean atomicGroupFailed() {
    for (int i = 0; i < calls.size(); i++) {
      if (results.failed(i) && toolbox.isAtomic(calls.get(i).name())) {
        return true;
      }
    }
    return false;
  }

  /** Writes nothing of what is staged, because not all of it may be written. */
  private void discardGroup() {
    for (int i = 0; i < calls.size(); i++) {
      if (!results.given(i) && toolbox.isAtomic(calls.get(i).name())) {
        results.give(i, Outcome.INVALID, "left alone, because another part was refused");
      }
    }
    recorder.nextBatch();
  }

  private void take(int index) {
    SessionHookPoints.BeforeCall before = hooks.before(calls.get(index));
    ToolCall call = before.call();
    calls.set(index, call);
    rulings.put(index, before.answer());
    if (before.refusal().isPresent()) {
      called(index, call.name());
      results.give(index, Outcome.DENIED, before.refusal().get());
      return;
    }
    switch (toolbox.bind(call)) {
      case Toolbox.Invalid(String message) -> {
        called(index, call.name());
        results.give(index, Outcome.INVALID, message);
      }
      case Toolbox.Bound<?> bound -> {
        notes.merge(index, bound.note(), String::concat);
        if (bound.declaration().kind() == CallKind.ACTS) {
          edits.write();
          reads.run();
        } else if (edits(bound) && edits.isEmpty()) {
          reads.run();
        } else if (edits(bound)) {
          reads.runBeforeWriting(); // what was read before this edit counts as seen
        }
        prepared(index, prepareUnlessMarked(bound, call));
      }
    }
  }

  private Prepared prepareUnlessMarked(Toolbox.Bound<?> bound, ToolCall call) {
    Optional<Refusal> marked = MarkedCall.refusal(bound.declaration(), call, bus.secrets());
    return marked.isPresent() ? marked.get() : prepare(bound, Set.of());
  }

  private static boolean edits(Toolbox.Bound<?> bound) {
    return bound.declaration().kind() == CallKind.EDITS;
  }

  private Prepared prepare(Toolbox.Bound<?> bound, Set<String> opened) {
    return runner.prepare(bound, new ToolContext(recorder.batch(), opened, resultRoom));
  }

  private Prepared again(int index, Set<String> opened) {
    return prepare(bound(calls.get(index)), opened);
  }

  /** What was bound once can be bound again. */
  private Toolbox.Bound<?> bound(ToolCall call) {
    if (toolbox.bind(call) instanceof Toolbox.Bound<?> bound) {
      return bound;
    }
    throw new IllegalStateException("a call that was prepared can be bound");
  }

  private void prepared(int index, Prepared prepared) {
    ToolCall call = calls.get(index);
    switch (prepared) {
      case Refusal refusal -> {
        called(index, CallTitle.refused(call, refusal.code()));
        recorder.refused(refusal.code());
        results.give(index, gate.planOnly(call).orElseGet(refusal::output), Duration.ZERO);
      }
      case GuardedPath guarded -> {
        called(index, CallTitle.of(call, QuotedName.of(guarded.path())));
        guarded(index, guarded);
      }
      case Invocation invocation -> {
        called(index, invocation.title());
        touched.addAll(CallEffects.files(invocation));
        Optional<String> held = holds.reason(index, invocation);
        if (held.isPresent()) {
          results.give(index, Outcome.INVALID, "not committed: " + held.get());
        } else {
          holds.passed(index, CallEffects.command(invocation));
          judged(index, invocation, verdict(index, invocation));
        }
      }
    }
  }

  private Verdict verdict(int index, Invocation invocation) {
    ToolCall call = calls.get(index);
    HookAnswer ruling = rulings.getOrDefault(index, HookAnswer.NOTHING);
    boolean rehearsed = recorder.isDryRun() && !(invocation instanceof Invocation.Reading);
    return rehearsed
        ? gate.rehearse(call, invocation.title(), invocation.effects())
        : objection(invocation)
            .or(() -> SessionHookPoints.objection(ruling))
            .map(problem -> gate.passObjected(call, Proposal.of(invocation, ""), problem))
            .orElseGet(() -> passed(call, invocation, ruling));
  }

  private Verdict passed(ToolCall call, Invocation invocation, HookAnswer ruling) {
    Proposal proposal = Proposal.of(invocation, PersonsEdit.proposed(invocation));
    return ruling.ruling() == HookAnswer.Ruling.ALLOW
        ? gate.passAgreed(call, proposal, ruling.reason())
        : gate.pass(call, proposal);
  }

  private Optional<Problem> objection(Invocation invocation) {
    if (!(invocation instanceof Invocation.Acting acting)) {
      return Optional.empty();
    }
    Optional<Problem> secrets = guard.secrets(acting.effects());
    Optional<Problem> loss = guard.look(acting.effects());
    if (secrets.isPresent()) {
      return secrets;
    }
    return acting.objection().isPresent() || gate.isAllowedByRule(acting.effects())
        ? acting.objection()
        : loss;
  }

  private void judged(int index, Invocation invocation, Verdict verdict) {
    switch (verdict) {
      case Verdict.Go() -> go(index, invocation, Set.of());
      case Verdict.Instead(String command) -> insteadOf(index, command, Set.of());
      case Verdict.OtherText(String text) -> otherText(index, invocation, text);
      case Verdict.Refused(String message) -> results.give(index, Outcome.DENIED, message);
    }
  }

  /**
   * Puts the guarded paths of a call to a person in one question, with all that would be done;
   * opened for this call, they are not asked about again.
   */
  private void guarded(int index, GuardedPath first) {
    ToolCall call = calls.get(index);
    Toolbox.Bound<?> bound = bound(call);
    Map<String, GuardedPath> opened = new LinkedHashMap<>();
    Prepared prepared = opening(bound, first, opened);
    switch (gate.passGuarded(
        call, proposal(call, prepared, opened), Opening.question(opened.values()))) {
      case Verdict.Go() -> opened(index, prepared, opened.keySet());
      case Verdict.Instead(String command) -> insteadOf(index, command, opened.keySet());
      case Verdict.OtherText(String text) when prepared instanceof Invocation invocation ->
          otherText(index, invocation, text);
      case Verdict.OtherText t -> throw new IllegalStateException("there was no text to change");
      case Verdict.Refused(String message) -> results.give(index, Outcome.DENIED, message);
    }
  }

  /** The call with each path opened that it needs; they are added to those that are. */
  private Prepared opening(
      Toolbox.Bound<?> bound, GuardedPath first, Map<String, GuardedPath> opened) {
    Prepared prepared = first;
    while (prepared instanceof GuardedPath path && opened.putIfAbsent(path.path(), path) == null) {
      prepared = prepare(bound, opened.keySet());
    }
    return prepared;
  }

  /** What a yes would do; to a call that does not fit, a yes only tells the model why. */
  private static Proposal proposal(
      ToolCall call, Prepared prepared, Map<String, GuardedPath> opened) {
    String paths = opened.keySet().stream().map(QuotedName::of).collect(Collectors.joining(", "));
    if (prepared instanceof Invocation invocation) {
      Proposal proposal = Proposal.of(invocation, "");
      return proposal.title().contains(paths)
          ? proposal
          : new Proposal(
              proposal.title() + " (" + paths + ")", proposal.effects(), proposal.details(), "");
    }
    return new Proposal(
        CallTitle.of(call, paths),
        opened.values().stream().map(GuardedPath::effect).toList(),
        List.of(
            "as it stands the call fails and changes nothing; with a yes the model is told why,"
                + " which may quote the file"),
        "");
  }

  private void opened(int index, Prepared prepared, Set<String> opened) {
    switch (prepared) {
      case Invocation invocation -> go(index, invocation, opened);
      case Refusal refusal -> results.give(index, refusal.output(), Duration.ZERO);
      case GuardedPath still -> results.give(index, Outcome.INVALID, still.message());
    }
  }

  /** The user changed the command: the call runs with that one, and the model is told. */
  private void insteadOf(int index, String command, Set<String> opened) {
    ToolCall call = calls.get(index);
    if (toolbox.rebind(call, "command", command) instanceof Toolbox.Bound<?> bound
        && prepare(bound, opened) instanceof Invocation.Acting acting) {
      switch (gate.rehearse(call, acting.title(), acting.effects())) {
        case Verdict.Refused(String message) -> results.give(index, Outcome.DENIED, message);
        case Verdict.Go g -> actions.runInstead(index, acting, new ToolFact.RanInstead(command));
        case Verdict.Instead i -> throw new IllegalStateException("nobody was asked");
        case Verdict.OtherText t -> throw new IllegalStateException("nobody was asked");
      }
    } else {
      results.give(index, Outcome.DENIED, "the user wants another command: " + command);
    }
  }

  /** The user changed the message of a commit, which is put to them once more as it is now. */
  private void otherMessage(int index, String message) {
    ToolCall call = calls.get(index);
    if (toolbox.rebind(call, "message", message) instanceof Toolbox.Bound<?> bound
        && prepare(bound, Set.of()) instanceof Invocation.Acting acting) {
      judged(index, acting, verdict(index, acting));
    } else {
      results.give(index, Outcome.DENIED, "the user wants another message: " + message);
    }
  }

  /** The user changed the text: that is what is written, and the model is told how it differs. */
  private void otherText(int index, Invocation invocation, String text) {
    if (CallEffects.commit(invocation)) {
      otherMessage(index, text);
      return;
    }
    PersonsEdit.of(invocation, text)
        .ifPresentOrElse(
            edit -> edits.add(index, edit, () -> edit),
            () ->
                results.give(
                    index,
                    Outcome.FAILED,
                    "the user changed the text to one that the file's encoding lacks characters"
                        + " for; nothing was written"));
  }

  private void go(int index, Invocation invocation, Set<String> opened) {
    switch (invocation) {
      case Invocation.Reading reading -> reads.add(index, reading, notes.getOrDefault(index, ""));
      case Invocation.Editing editing -> edits.add(index, editing, () -> again(index, opened));
      case Invocation.Acting acting -> {
        actions.run(index, acting, notes.getOrDefault(index, ""));
        guard.takeNews().forEach(news -> bus.publish(Event.NoticeRaised.of(news)));
      }
    }
  }

  private void called(int index, String title) {
    bus.publish(new Event.ToolCalled(made.get(index), title));
  }
}
