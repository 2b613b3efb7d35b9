package dev.vibe.app;

import dev.vibe.agent.AgentSession;
import dev.vibe.approval.Mode;
import dev.vibe.config.ConfigListing;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.event.Command;
import dev.vibe.event.Event;
import dev.vibe.exec.CommandRequest;
import dev.vibe.exec.ProcessResult;
import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.RepoFacts;
import dev.vibe.problem.VibeException;
import dev.vibe.repl.Desk;
import dev.vibe.repl.Inbox;
import dev.vibe.repl.state.Facts;
import dev.vibe.repl.state.Input;
import dev.vibe.repl.state.Request;
import dev.vibe.repl.view.Line;
import dev.vibe.session.SessionId;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Truncation;
import dev.vibe.workspace.FileTree;
import dev.vibe.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The session behind an interactive screen. Requests come from one thread, which owns all of this
 * but the run; {@link #stop} and {@link #mode} come from another.
 */
final class SessionDesk implements Desk {

  private static final int MOST_FILES = 20_000;
  private static final int MOST_SESSIONS = 15;
  private static final Truncation.Keep OUTPUT = new Truncation.Keep(6_000, 14_000);
  private static final RepoFacts.Limits FACTS = new RepoFacts.Limits(0, 0);

  private final Surroundings surroundings;
  private final Workspace workspace;
  private final TaskModels models;
  private final Inbox inbox;
  private final DeskArguments arguments;
  private final Ending ending = new Ending();

  /** Of the requests' thread; what another thread needs of it is in {@link #ending}. */
  private Task task;

  private Optional<Talk> talk = Optional.empty();
  private Mode toldMode;
  private volatile Mode mode;

  /** A conversation that takes prompts. */
  private record Talk(
      SessionAssembly.Place place,
      SessionAssembly.Log log,
      SessionAssembly.Conversation conversation,
      SessionAssembly.Mind mind,
      AgentSession session) {}

  SessionDesk(Surroundings surroundings, Task task, TaskModels models, Inbox inbox) {
    this.surroundings = surroundings;
    this.task = task;
    this.workspace = task.workspace();
    this.models = models;
    this.arguments = new DeskArguments(task.config(), archive());
    this.inbox = inbox;
    this.mode = SessionAssembly.mode(task.options(), task.config());
    this.toldMode = mode;
  }

  @Override
  public void open(Consumer<Input> tell) {
    try {
      SessionAssembly assembly = new SessionAssembly(surroundings, task);
      assembly.recover();
      begin(Optional.empty(), List.of());
      connected(tell);
      look(tell);
    } catch (VibeException e) {
      tell.accept(new Input.Unavailable(e.exitCode(), e.problem()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void handle(Request request, Consumer<Input> tell) {
    try {
      switch (request) {
        case Request.Prompt(String text, List<Part> attached) -> prompt(text, attached);
        case Request.ListFiles() -> tell.accept(new Input.FilesListed(files()));
        case Request.ListArguments(String command) ->
            tell.accept(new Input.ArgumentsListed(command, arguments.of(command)));
        case Request.LookAtRepository() -> look(tell);
        case Request.Shell(String command) -> shell(command, tell);
        case Request.UseModel(String name) -> useModel(name, tell);
        case Request.Clear() -> clear(tell);
        case Request.Resume(String id) -> resume(id, tell);
        case Request.Rename(String title) -> {
          archive().rename(task.sessionId(), title);
          done(tell, note("this conversation is \"" + title + "\""));
        }
        case Request.ShowDiff() -> done(tell, diff());
        case Request.ShowConfiguration() ->
            done(tell, DeskReports.plain(ConfigListing.linesWithOrigins(task.config())));
        case Request.ShowPermissions() -> done(tell, DeskReports.permissions(task.config()));
        case Request.ShowContext(long used, int window) -> {
          Talk now = talk();
          done(
              tell,
              DeskReports.context(
                  now.mind().systemPrompt(), now.conversation().toolbox().specs(), used, window));
        }
      }
    } catch (InterruptedException e) {
      done(tell, note("interrupted"));
    }
  }

  @Override
  public void stop() {
    ending.stop();
  }

  @Override
  public void mode(Mode next) {
    mode = next;
    ending.submit(new Command.ChangeMode(next.label()));
  }

  @Override
  public void close() {
    talk.ifPresent(
        now -> {
          now.session().close();
          now.log().close();
          now.place().close();
        });
  }

  private void begin(Optional<SessionModel> known, List<Event.Durable> earlier)
      throws InterruptedException {
    SessionAssembly assembly = new SessionAssembly(surroundings, task);
    SessionAssembly.Place place = assembly.openPlace();
    Background<String> systemPrompt =
        Background.start("context", () -> assembly.systemPrompt(place));
    SessionModel model = known.isPresent() ? known.get() : model(task);
    SessionAssembly.Log log = assembly.openLog();
    SessionAssembly.Conversation conversation =
        assembly.begin(place, model, log.journal(), List.of(ending, inbox));
    List<Event.Durable> opening = new ArrayList<>(assembly.opening(model.chat()));
    opening.addAll(earlier);
    SessionAssembly.Mind mind = new SessionAssembly.Mind(model, systemPrompt.get());
    AgentSession session = AgentSession.start(assembly.setup(conversation, mind, inbox, opening));
    start(new Talk(place, log, conversation, mind, session));
  }

  /** A server that says nothing must not hold up a stop, so the wait for it can be given up. */
  private SessionModel model(Task wanted) throws InterruptedException {
    Background<SessionModel> found = Background.start("model", () -> models.model(wanted));
    return ending.during(found::get);
  }

  private void start(Talk next) {
    talk = Optional.of(next);
    ending.session(next.session());
    next.session().submit(new Command.ChangeMode(mode.label()));
  }

  private Talk talk() {
    return talk.orElseThrow();
  }

  private void connected(Consumer<Input> tell) {
    SessionModel model = talk().mind().model();
    tell.accept(new Input.Connected(model.chat().id(), model.chat().endpoint(), task.sessionId()));
    tell.accept(new Input.WindowSeen(talk().mind().model().window()));
  }

  /** The model hears of another mode with the next prompt, so that the rest stays cached. */
  private void prompt(String text, List<Part> attached) {
    List<Part> parts = new ArrayList<>(List.of(new Part.Text(text)));
    parts.addAll(new Mentions(workspace).of(text));
    parts.addAll(attached);
    Mode now = mode;
    if (now != toldMode) {
      parts.add(new Part.Attachment("mode", ContextFragments.note(now)));
      toldMode = now;
    }
    ending.running();
    talk().session().submit(new Command.Prompt(new Message.User(parts)));
  }

  private List<String> files() {
    List<String> files = new ArrayList<>();
    try (GitWorkspace git = new SessionAssembly(surroundings, task).openGit()) {
      FileTree.Walk walk =
          new FileTree(workspace, git.ignoreRules()).walk(workspace.pathOf(workspace.root()));
      while (walk.hasNext() && files.size() < MOST_FILES) {
        files.add(walk.next().path().relative());
      }
    }
    return files;
  }

  private void look(Consumer<Input> tell) {
    tell.accept(new Input.WindowSeen(talk().mind().model().window()));
    try (GitWorkspace git = new SessionAssembly(surroundings, task).openGit()) {
      if (git instanceof GitRepository repository) {
        RepoFacts facts = repository.facts(FACTS);
        int dirty =
            facts.staged().count()
                + facts.unstaged().count()
                + facts.untracked().count()
                + facts.conflicted().count();
        tell.accept(new Input.RepositorySeen(new Facts.Repository(branch(facts), dirty)));
      }
    }
  }

  private static String branch(RepoFacts facts) {
    return switch (facts.position()) {
      case RepoFacts.Position.OnBranch(String branch, String commit) -> branch;
      case RepoFacts.Position.Detached(String commit) -> "detached " + commit;
      case RepoFacts.Position.Unborn(String branch) -> branch;
    };
  }

  private void shell(String command, Consumer<Input> tell) throws InterruptedException {
    ProcessResult result = run(command);
    tell.accept(new Input.Told(DeskReports.output(result)));
    String text = DeskReports.ending(result) + "\n" + DeskReports.text(result);
    tell.accept(
        new Input.Finished(
            List.of(
                new Part.Attachment(
                    "the user ran: " + command, Truncation.chars(text, OUTPUT).text()))));
    look(tell);
  }

  private List<Line> diff() throws InterruptedException {
    ProcessResult result = run("git --no-pager diff --no-color HEAD --");
    return result.exitCode() == 0
        ? DeskReports.diff(DeskReports.text(result))
        : DeskReports.output(result);
  }

  private ProcessResult run(String command) throws InterruptedException {
    return ending.during(
        () ->
            talk()
                .place()
                .commands()
                .run(CommandRequest.foreground(command, workspace.root(), CommandRequest.LONGEST)));
  }

  private void useModel(String name, Consumer<Input> tell) throws InterruptedException {
    Talk now = talk();
    if (name.isEmpty()) {
      String current = now.mind().model().chat().id();
      List<String> ids = ending.during(() -> models.served(task));
      List<Line> lines = new ArrayList<>();
      ids.forEach(
          id -> lines.add(Line.foreign(id.equals(current) ? Role.STRONG : Role.TEXT, "  " + id)));
      if (!ids.contains(current)) {
        lines.addFirst(Line.foreign(Role.STRONG, "  " + current));
      }
      done(tell, lines);
      return;
    }
    Task renamed = ModelChange.to(task, surroundings, name);
    SessionModel model = model(renamed);
    now.session().close();
    task = renamed;
    SessionAssembly assembly = new SessionAssembly(surroundings, task);
    SessionAssembly.Mind mind = new SessionAssembly.Mind(model, now.mind().systemPrompt());
    AgentSession session =
        AgentSession.start(assembly.setup(now.conversation(), mind, inbox, List.of()));
    start(new Talk(now.place(), now.log(), now.conversation(), mind, session));
    connected(tell);
    done(tell, note("the model is now " + model.chat().id()));
  }

  private void clear(Consumer<Input> tell) throws InterruptedException {
    anew(List.of());
    connected(tell);
    done(tell, note("a new conversation"));
  }

  private void resume(String id, Consumer<Input> tell) throws InterruptedException {
    if (id.isEmpty()) {
      List<Line> lines = new ArrayList<>();
      for (Archive.Entry entry : archive().newest(MOST_SESSIONS, task.sessionId())) {
        lines.add(
            Line.foreign(Role.ACCENT, "  " + entry.id() + "  ")
                .plus(Line.foreign(Role.TEXT, entry.title()))
                .cut(200));
      }
      done(tell, lines.isEmpty() ? note("no earlier conversation in this folder") : lines);
      return;
    }
    anew(archive().events(id));
    connected(tell);
    done(tell, note("this goes on from " + id + " as " + task.sessionId()));
  }

  private void anew(List<Event.Durable> earlier) throws InterruptedException {
    SessionModel model = talk().mind().model();
    close();
    task =
        new Task(
            task.options(),
            task.config(),
            task.workspace(),
            SessionId.fresh(surroundings.clock().instant(), surroundings.random()),
            new java.util.concurrent.CopyOnWriteArrayList<>());
    toldMode = SessionAssembly.mode(task.options(), task.config());
    begin(Optional.of(model), earlier);
  }

  private Archive archive() {
    return new Archive(SessionAssembly.sessions(surroundings), workspace.root());
  }

  private static void done(Consumer<Input> tell, List<Line> lines) {
    tell.accept(new Input.Told(lines));
    tell.accept(new Input.Finished(List.of()));
  }

  private static List<Line> note(String text) {
    return List.of(Line.foreign(Role.FAINT, text));
  }
}
