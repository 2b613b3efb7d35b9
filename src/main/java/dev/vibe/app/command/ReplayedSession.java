package dev.vibe.app.command;

import dev.vibe.agent.AgentSession;
import dev.vibe.agent.Audience;
import dev.vibe.app.assembly.Approvals;
import dev.vibe.app.assembly.OpenedLog;
import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.Preparation.Prepared;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionModel;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.assembly.SessionResources;
import dev.vibe.app.assembly.Watchers;
import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Answer;
import dev.vibe.approval.Approver;
import dev.vibe.approval.Question;
import dev.vibe.config.FlagValue;
import dev.vibe.context.Fragment;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.event.Command;
import dev.vibe.event.Detail;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.replay.CassetteReader;
import dev.vibe.provider.replay.ListeningModel;
import dev.vibe.provider.replay.ReplayModel;
import dev.vibe.task.replay.Recording;
import dev.vibe.task.replay.Recording.Content;
import dev.vibe.task.replay.Recording.Decision;
import dev.vibe.task.replay.Recording.Decision.Verdict;
import dev.vibe.task.replay.RequestText;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Session that is played once more: what the user and the model said is said again, what the
 * product does is today's. Owned by the thread that plays it.
 */
final class ReplayedSession implements EventSink, Approver {

  /** In a recording, the folder of the session. */
  static final String FOLDER = "<folder>";

  /** In a recording, where what belongs to the session is kept. */
  static final String SESSION = "<session>";

  private final HostEnvironment host;
  private final ReplayPlace place;
  private final Recording recording;
  private final boolean isTrusted;
  private final Map<String, Queue<Verdict>> decisions = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private String tools = "";
  private List<ToolSpec> specs = List.of();
  private @Nullable AgentSession steered;
  private UnaryOperator<String> places = UnaryOperator.identity();

  ReplayedSession(HostEnvironment host, ReplayPlace place, Recording recording, boolean isTrusted) {
    this.host = host;
    this.place = place;
    this.recording = recording;
    this.isTrusted = isTrusted;
    for (Decision each : recording.decisions()) {
      decisions.computeIfAbsent(each.subject(), same -> new ArrayDeque<>()).add(each.verdict());
    }
    this.changed.addAll(recording.end().keySet());
  }

  /**
   * Plays it to its end.
   *
   * @return the recording with what came of it today
   * @throws VibeException when it cannot even begin
   */
  Recording play(Path root) throws InterruptedException {
    Preparation preparation = new Preparation(host);
    RunOptions options = options(root);
    SessionPlan plan =
        switch (preparation.unasked(options, preparation.workspace(options.where()))) {
          case Prepared.Ready(SessionPlan ready) -> ready;
          case Prepared.Misconfigured(List<Problem> problems) ->
              throw new VibeException(ExitCode.USAGE, problems.getFirst());
        };
    String folder = plan.workspace().root().toString();
    String session = place.sessions().resolve(plan.sessionId()).toString();
    places = text -> text.replace(session, SESSION).replace(folder, FOLDER);
    String cassette = recording.cassette().replace(FOLDER, folder);
    SessionModel model =
        new SessionModel(
            new ListeningModel(
                new ReplayModel(CassetteReader.read("the recording", cassette)), this::asked),
            recording.terms().window());
    play(plan, model);
    Map<String, Content> end = new LinkedHashMap<>();
    for (String file : changed) {
      Content now = place.content(root.relativize(place.work()).resolve(file).toString());
      end.put(file, now instanceof Content.Text(String text) ? plain(text) : now);
    }
    return recording.with(tools, requests, end);
  }

  private Content plain(String text) {
    return new Content.Text(places.apply(text));
  }

  private RunOptions options(Path root) {
    return new RunOptions(
        new RunOptions.Prompt.TextOnly("replay"),
        new RunOptions.Where(root, List.of(), isTrusted),
        new RunOptions.Model.Configured(),
        new RunOptions.Changes(recording.terms().commits(), false, false),
        new RunOptions.Output(
            RunOptions.Format.TEXT,
            Detail.QUIET,
            new RunOptions.Target.Nowhere(),
            new RunOptions.Target.Nowhere()),
        List.of(
            new FlagValue("mode", "--mode", recording.terms().mode()),
            new FlagValue("memory", "vibe replay", "false"),
            new FlagValue("map", "vibe replay", "false")));
  }

  private void play(SessionPlan plan, SessionModel model) throws InterruptedException {
    Audience audience = recording.terms().hasPerson() ? Audience.PERSON : Audience.NOBODY;
    SessionAssembly assembly = new SessionAssembly(host, plan, audience);
    BackgroundTask<Fragment> repository = assembly.lookAtRepository();
    try (SessionResources resources = assembly.openResources();
        OpenedLog log = assembly.openLog()) {
      String told = assembly.systemPrompt(resources, repository, BackgroundTask.done(model)).text();
      SessionAssembly.Conversation conversation =
          assembly.begin(
              resources, model, log, new Watchers(List.of(this), Watchers.Outputs.AT_THE_END));
      AgentSession.Setup setup =
          assembly.setup(
              conversation,
              new SessionAssembly.ModelBinding(model, told),
              new Approvals(this, List.of()),
              assembly.opening(model.chat()));
      try (AgentSession session = AgentSession.start(setup)) {
        steered = session;
        int said = 0;
        for (List<Part> prompt : recording.said().prompts()) {
          session.submit(new Command.Prompt(new Message.User(prompt)));
          session.awaitResult();
          if (recording.said().compactions().contains(++said)) {
            session.compact("");
          }
        }
      }
    }
  }

  private void asked(ModelRequest request) {
    if (tools.isEmpty()) {
      tools = RequestText.of(request.tools(), places);
      specs = request.tools();
    }
    requests.add(RequestText.of(request, places));
    recording.said().steering().stream()
        .filter(each -> each.requests() == requests.size())
        .forEach(each -> say(each.parts()));
  }

  /** While a reply is awaited, so that the next request has it. */
  private void say(List<Part> parts) {
    AgentSession session = Objects.requireNonNull(steered, "a session that asks has begun");
    if (parts.size() == 1 && !(parts.getFirst() instanceof Part.Text)) {
      session.tellByTheWay(parts.getFirst());
    } else {
      session.submit(new Command.Steer(new Message.User(parts)));
    }
  }

  /** What the requests came with, as far as there were any. */
  List<ToolSpec> specs() {
    return specs;
  }

  @Override
  public void accept(Envelope envelope) {
    if (envelope.event() instanceof Event.FileChanged(var calls, var diff, boolean isDry)
        && !isDry) {
      changed.add(diff.path());
    }
  }

  /** As it was answered then; what was not asked then is refused. */
  @Override
  public Answer ask(Question question) {
    Queue<Verdict> answers = decisions.getOrDefault(question.title(), new ArrayDeque<>());
    return answers.isEmpty()
        ? new Answer.Nobody()
        : switch (answers.remove()) {
          case YES -> new Answer.Yes();
          case NO -> new Answer.No("");
          case NOBODY -> new Answer.Nobody();
        };
  }
}
