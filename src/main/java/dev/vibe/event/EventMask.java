package dev.vibe.event;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.problem.Problem;
import dev.vibe.text.FileDiff;
import dev.vibe.text.SecretMask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Converter that takes the secrets out of events, before anybody sees or keeps them. Since the
 * transcript is made of events, the model sees none either. Owned by the thread of its bus.
 *
 * <p>Of a text that comes in pieces an end that may be the beginning of a secret is held back until
 * the next piece, or until the reply is over.
 */
final class EventMask {

  private final UnaryOperator<String> filter;
  private final SecretMask.Pieces text;
  private final SecretMask.Pieces reasoning;

  EventMask(SecretMask secrets) {
    this(secrets, secrets::redact);
  }

  /** One that does something else with each text of an event. */
  EventMask(SecretMask secrets, UnaryOperator<String> filter) {
    this.filter = filter;
    this.text = secrets.pieces();
    this.reasoning = secrets.pieces();
  }

  /** What is to be made known instead, in order; nothing when all of it is held back. */
  List<Event> apply(Event event) {
    List<Event> events = new ArrayList<>();
    switch (event) {
      case Event.TextDelta(String piece) -> {
        addReasoning(reasoning.rest(), events);
        addText(text.add(piece), events);
      }
      case Event.ReasoningDelta(String piece) -> {
        addText(text.rest(), events);
        addReasoning(reasoning.add(piece), events);
      }
      case Event.OutputGrew(String end, long lines) ->
          events.add(new Event.OutputGrew(filter.apply(end), lines));
      case Event.Progressed progressed -> events.add(progressed);
      // It may come between two pieces.
      case Event.NoticeRaised(Notice notice) ->
          events.add(Event.NoticeRaised.of(masked(notice.problem())));
      case Event.RetryScheduled retry -> {
        rest(events);
        events.add(
            new Event.RetryScheduled(
                retry.attempt(), retry.delay(), masked(retry.reason()), retry.discardsShown()));
      }
      case Event.Durable durable -> {
        rest(events);
        events.add(masked(durable));
      }
    }
    return events;
  }

  private void rest(List<Event> events) {
    addReasoning(reasoning.rest(), events);
    addText(text.rest(), events);
  }

  private static void addText(String piece, List<Event> events) {
    if (!piece.isEmpty()) {
      events.add(new Event.TextDelta(piece));
    }
  }

  private static void addReasoning(String piece, List<Event> events) {
    if (!piece.isEmpty()) {
      events.add(new Event.ReasoningDelta(piece));
    }
  }

  private Event.Durable masked(Event.Durable event) {
    return switch (event) {
      case Event.SessionStarted s ->
          new Event.SessionStarted(
              s.version(), s.directory(), s.model(), filter.apply(s.endpoint()), s.mode());
      case Event.UserSaid(Message.User message, var by) -> new Event.UserSaid(masked(message), by);
      case Event.AssistantSaid(Message.Assistant message) ->
          new Event.AssistantSaid(masked(message));
      case Event.ToolCalled(ToolCall call, String title) ->
          new Event.ToolCalled(masked(call), filter.apply(title));
      case Event.ToolFinished(ToolResult result, var took) ->
          new Event.ToolFinished(masked(result), took);
      case Event.ApprovalDecided a ->
          new Event.ApprovalDecided(
              a.callId(), filter.apply(a.subject()), a.granted(), a.by(), filter.apply(a.reason()));
      case Event.FileChanged(var calls, FileDiff diff, boolean dryRun) ->
          new Event.FileChanged(calls, masked(diff), dryRun);
      case Event.Committed(String id, String message, List<String> files) ->
          new Event.Committed(id, filter.apply(message), files);
      case Event.Verified v ->
          new Event.Verified(
              filter.apply(v.command()), v.exitCode(), v.tree(), v.attempt(), v.took());
      case Event.PullRequestMade(PullRequest request) -> new Event.PullRequestMade(masked(request));
      case Event.UsageReported usage -> usage;
      case Event.NoticeRaised(Notice notice) -> Event.NoticeRaised.of(masked(notice.problem()));
      case Event.Rewound rewound -> rewound;
      case Event.Compacted c ->
          new Event.Compacted(
              c.messages(),
              filter.apply(c.text()),
              filter.apply(c.summary()),
              c.size(),
              c.reason());
      case Event.RunEnded(RunResult result) -> new Event.RunEnded(masked(result));
    };
  }

  private Message.User masked(Message.User message) {
    return new Message.User(
        message.parts().stream()
            .<Part>map(
                part ->
                    switch (part) {
                      case Part.Text(String words) -> new Part.Text(filter.apply(words));
                      case Part.Attachment(String name, String words) ->
                          new Part.Attachment(name, filter.apply(words));
                      case Part.Image image -> image;
                    })
            .toList());
  }

  private Message.Assistant masked(Message.Assistant message) {
    Reasoning thought = message.reasoning();
    return new Message.Assistant(
        filter.apply(message.text()),
        new Reasoning(filter.apply(thought.text()), thought.form(), thought.marks()),
        message.calls().stream().map(this::masked).toList());
  }

  private ToolCall masked(ToolCall call) {
    return new ToolCall(call.id(), call.name(), new RawJson(filter.apply(call.arguments().text())));
  }

  private ToolResult masked(ToolResult result) {
    List<ToolFact> facts =
        result.facts().stream()
            .<ToolFact>map(
                fact ->
                    switch (fact) {
                      case ToolFact.TodoList(List<ToolFact.Step> steps) ->
                          new ToolFact.TodoList(
                              steps.stream()
                                  .map(
                                      step ->
                                          new ToolFact.Step(
                                              filter.apply(step.text()), step.progress()))
                                  .toList());
                      case ToolFact.EndedBadly ended -> ended;
                      case ToolFact.Confined confined -> confined;
                      case ToolFact.OutputFile(String file) ->
                          new ToolFact.OutputFile(filter.apply(file));
                      case ToolFact.OnlyShown shown -> shown;
                      case ToolFact.AlreadyDone done -> done;
                      case ToolFact.Found found -> found;
                      case ToolFact.ChangesTold told -> told;
                      case ToolFact.RanInstead(String command) ->
                          new ToolFact.RanInstead(filter.apply(command));
                      case ToolFact.Hindered(String subject, Problem problem) ->
                          new ToolFact.Hindered(filter.apply(subject), masked(problem));
                    })
            .toList();
    return new ToolResult(
        result.callId(), result.toolName(), result.outcome(), filter.apply(result.text()), facts);
  }

  private FileDiff masked(FileDiff diff) {
    return diff.mapped(filter);
  }

  private RunResult masked(RunResult result) {
    RunResult.Ending ending =
        switch (result.ending()) {
          case RunResult.Ending.Well well -> well;
          case RunResult.Ending.Badly(var exitCode, Problem problem) ->
              new RunResult.Ending.Badly(exitCode, masked(problem));
        };
    return new RunResult(
        ending,
        filter.apply(result.answer()),
        result.sessionId(),
        result.model(),
        filter.apply(result.endpoint()),
        result.turns(),
        result.usage(),
        result.costUsd(),
        result.took(),
        result.changedFiles(),
        result.commits(),
        masked(result.evidence()),
        result.models(),
        result.pullRequest().map(this::masked),
        result.attempts().stream()
            .map(
                made ->
                    new RunResult.Attempt(
                        made.outcome(), made.files(), filter.apply(made.detail())))
            .toList());
  }

  private PullRequest masked(PullRequest request) {
    return new PullRequest(
        request.url(),
        request.number(),
        filter.apply(request.title()),
        request.branch(),
        request.base(),
        request.state());
  }

  private RunResult.Evidence masked(RunResult.Evidence evidence) {
    return switch (evidence) {
      case RunResult.Evidence.Nothing nothing -> nothing;
      case RunResult.Evidence.Claimed claimed -> claimed;
      case RunResult.Evidence.Verified(String command, int exitCode, String tree) ->
          new RunResult.Evidence.Verified(filter.apply(command), exitCode, tree);
    };
  }

  private Problem masked(Problem problem) {
    return new Problem(
        problem.code(),
        filter.apply(problem.what()),
        filter.apply(problem.cause()),
        filter.apply(problem.remedy()));
  }
}
