package dev.vibe.app.interactive;

import dev.vibe.app.assembly.ActiveConversation;
import dev.vibe.app.assembly.CommitGround;
import dev.vibe.app.assembly.RunCanceller;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionChoice;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.assembly.TaskModels;
import dev.vibe.app.command.Checkup;
import dev.vibe.app.command.MemoryCommand;
import dev.vibe.app.command.UndoCommand;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Grants;
import dev.vibe.approval.Mode;
import dev.vibe.config.ConfigResult;
import dev.vibe.context.Mentions;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.event.Command;
import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.NoRepository;
import dev.vibe.git.undo.Undo;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import dev.vibe.repl.Inbox;
import dev.vibe.repl.SessionBackend;
import dev.vibe.repl.state.Choices;
import dev.vibe.repl.state.Input;
import dev.vibe.repl.state.Request;
import dev.vibe.session.Prompts;
import dev.vibe.session.SessionIndex;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.RepeatedStacks;
import dev.vibe.view.Line;
import dev.vibe.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Backend of an interactive screen: the session of this process. Requests come from one thread,
 * which owns all of this but the run; {@link #stop} and {@link #mode} come from another.
 */
final class LocalSessionBackend implements SessionBackend {

  private static final int MOST_SESSIONS = 100;

  private final HostEnvironment host;
  private final Workspace workspace;
  private final TaskModels models;
  private final Inbox inbox;
  private final ArgumentCompletions arguments;
  private final RunCanceller canceller = new RunCanceller();
  private final ActiveConversation conversation;
  private final ModelConnection connection;
  private volatile Mode mode;
  private volatile boolean wantsSetUp;

  LocalSessionBackend(HostEnvironment host, SessionPlan plan, Inbox inbox) {
    this.host = host;
    this.workspace = plan.workspace();
    this.arguments = new ArgumentCompletions(plan.config(), index());
    this.models = new TaskModels(host);
    this.inbox = inbox;
    this.conversation = ScreenCounterpart.conversation(host, plan, inbox, canceller);
    this.connection = new ModelConnection(host, conversation);
    this.mode = plan.mode();
  }

  @Override
  public void open(Consumer<Input> tell) {
    try {
      new SessionAssembly(host, conversation.plan()).recover();
      new CommitGround(host, conversation.plan()).tell();
      boolean isFirst = FirstStart.isIt(host);
      if (conversation.plan().options().beginning() instanceof RunOptions.Beginning.Picked) {
        tell.accept(new Input.Offered(sessions())); // a prompt that waits is for what is picked
      }
      if (connection.connect(mode, tell)) {
        begun(isFirst, tell);
      }
    } catch (VibeException e) {
      tell.accept(new Input.Unavailable(e.exitCode(), e.problem()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** There is a conversation: what it goes on from, and what lies in the folder. */
  private void begun(boolean isFirst, Consumer<Input> tell) {
    if (isFirst) {
      tell.accept(new Input.Told(FirstStart.welcome(conversation.model())));
    }
    var earlier = conversation.takeEarlier();
    if (!earlier.isEmpty()) {
      tell.accept(new Input.Switched(earlier));
    }
    look(tell);
  }

  /** Whether the session was left for the questions of a first configuration. */
  boolean wantsSetUp() {
    return wantsSetUp;
  }

  @Override
  public void handle(Request request, Consumer<Input> tell) {
    try {
      switch (request) {
        case Request.Prompt(String text, List<Part> attached) -> {
          conversation.keepChoices(mode); // as they stand, should the process die
          conversation.prompt(said(text, attached, tell), mode);
        }
        case Request.Steer(String text) ->
            canceller.submit(new Command.Steer(new Message.User(said(text, List.of(), tell))));
        case Request.Connect() -> {
          if (connection.connect(mode, tell)) {
            begun(false, tell);
          }
        }
        case Request.SetUp() -> {
          wantsSetUp = true;
          tell.accept(new Input.Terminated(ExitCode.DONE));
        }
        case Request.ListFiles() ->
            tell.accept(new Input.FilesListed(folder().files(workspace.pathOf(workspace.root()))));
        case Request.ListArguments(String command) ->
            tell.accept(new Input.ArgumentsListed(command, arguments.of(command)));
        case Request.LookAtRepository() -> look(tell);
        case Request.Shell(String command) -> shell(command, tell);
        case Request.UseModel(String name) -> useModel(name, tell);
        case Request.Clear() -> {
          conversation.keepChoices(mode);
          connection.switchTo(SessionChoice.fresh(host), mode, tell);
          tell.accept(new Input.Switched(List.of()));
          done(tell, note("a new conversation"));
        }
        case Request.Resume(String id) -> resume(id, tell);
        case Request.OfferPrompts() ->
            offer(tell, PickerChoices.prompts(conversation.conversation().prompts().standing()));
        case Request.OfferRewind(int run) -> offer(tell, PickerChoices.rewind(run));
        case Request.Rewind(int run, Request.Rewind.Extent extent) -> rewind(run, extent, tell);
        case Request.Undo(int turns) ->
            undo(turns == 0 ? new Undo.Scope.LastRun() : new Undo.Scope.Turns(turns), tell);
        case Request.Redo() -> undo(new Undo.Scope.Redo(), tell);
        case Request.Rename(String title) -> {
          index().rename(conversation.plan().sessionId(), title);
          done(tell, note("this conversation is \"" + title + "\""));
        }
        case Request.Commit(String message) -> commit(message, tell);
        case Request.ShowDiff(Request.ShowDiff.Changes changes) ->
            done(tell, diff().lines(changes, canceller));
        case Request.ShowConfiguration() ->
            done(tell, ReportLines.configuration(conversation.plan().config()));
        case Request.Fix(String command) ->
            new SessionFix(conversation, canceller).fix(command, tell);
        case Request.Verify(String words) ->
            done(tell, SessionVerification.of(conversation).said(words));
        case Request.Goal(String words) ->
            tell.accept(
                new Input.GoneOn(
                    GoalPrompt.begin(conversation.conversation().verification().goal(), words)));
        case Request.Memory(String words) ->
            done(tell, ReportLines.plain(MemoryCommand.said(host, workspace, words)));
        case Request.ShowWorktrees() -> done(tell, ReportLines.worktrees(host, workspace.root()));
        case Request.UsePrompt(String command, String arguments) ->
            tell.accept(ServerPrompt.worded(conversation, command, arguments));
        case Request.ShowServers() -> done(tell, ReportLines.servers(conversation.servers()));
        case Request.ShowJobs() -> done(tell, ReportLines.jobs(conversation.jobs()));
        case Request.ShowPermissions(Mode asked) -> {
          List<Grants.Grant> given = conversation.grants().given();
          tell.accept(new Input.Told(ReportLines.permissions(asked, conversation.rules())));
          if (given.isEmpty()) {
            tell.accept(new Input.Finished(List.of()));
          } else {
            offer(tell, PickerChoices.grants(given));
          }
        }
        case Request.TakeBack(Grants.Grant grant) -> {
          conversation.grants().takeBack(grant);
          conversation.keepChoices(mode);
          done(tell, note("it is asked again: " + PickerChoices.words(grant)));
        }
        case Request.CheckUp(Request.CheckUp.Reach reach) -> done(tell, checkup(reach));
        case Request.ShowContext() -> done(tell, ReportLines.context(conversation.use()));
        case Request.Compact(String hint) -> compact(hint, tell);
      }
    } catch (InterruptedException e) {
      done(tell, note("interrupted"));
    }
  }

  @Override
  public void stop() {
    canceller.stop();
  }

  @Override
  public void mode(Mode next) {
    mode = next;
    canceller.submit(new Command.ChangeMode(next.label()));
  }

  @Override
  public void close() {
    conversation.keepChoices(mode);
    conversation.close();
  }

  /** With what it names; images that cannot be shown are told. */
  private List<Part> said(String text, List<Part> attached, Consumer<Input> tell) {
    Mentions.Found found = new Mentions(workspace, folder()::files).of(text);
    found.troubles().forEach(trouble -> tell.accept(new Input.Told(ReportLines.problem(trouble))));
    List<Part> parts = new ArrayList<>(List.of(new Part.Text(RepeatedStacks.fold(text))));
    parts.addAll(found.parts());
    parts.addAll(attached);
    return parts;
  }

  private void look(Consumer<Input> tell) {
    tell.accept(new Input.WindowSeen(conversation.model().window()));
    tell.accept(new Input.InstructionsSeen(conversation.instructions()));
    folder()
        .repository()
        .ifPresent(repository -> tell.accept(new Input.RepositorySeen(repository)));
  }

  private FolderLook folder() {
    return new FolderLook(host, conversation.plan());
  }

  private void shell(String command, Consumer<Input> tell) throws InterruptedException {
    new SessionShell(conversation, canceller, workspace.root()).run(command, tell);
    look(tell);
  }

  private void commit(String message, Consumer<Input> tell) throws InterruptedException {
    List<Part> news = List.of();
    try (GitWorkspace git = new SessionAssembly(host, conversation.plan()).openGit()) {
      switch (git.present()) {
        case GitRepository repository -> {
          SessionCommit commit =
              new SessionCommit(host, conversation.plan(), conversation.conversation(), inbox);
          String wanted =
              message.isEmpty() && commit.hasChanges()
                  ? canceller.during(() -> commit.worded(conversation.model().chat(), tell))
                  : message;
          String branch = FolderLook.branch(repository);
          news =
              canceller.during(
                  conversation.conversation().interrupts(),
                  () -> commit.make(wanted, branch, tell));
        }
        case NoRepository none -> tell.accept(new Input.Told(ReportLines.problem(none.reason())));
      }
    }
    tell.accept(new Input.Finished(news));
    look(tell);
  }

  private SessionDiff diff() {
    return new SessionDiff(host, conversation.plan(), conversation.conversation());
  }

  private void useModel(String name, Consumer<Input> tell) throws InterruptedException {
    if (name.isEmpty()) {
      List<String> ids = canceller.during(() -> models.served(conversation.plan()));
      tell.accept(new Input.ArgumentsListed("model", arguments.models(ids)));
      offer(tell, PickerChoices.models(conversation.modelName(), ids));
    } else {
      connection.useModel(name, mode, tell);
      conversation.keepChoices(mode);
      done(tell, note("the model is now " + conversation.model().chat().id()));
    }
  }

  private void resume(String wanted, Consumer<Input> tell) throws InterruptedException {
    if (wanted.isEmpty()) {
      offer(tell, sessions());
      return;
    }
    String id = index().find(wanted);
    if (id.equals(conversation.plan().sessionId())) {
      done(tell, note("this is " + id));
      return;
    }
    conversation.keepChoices(mode);
    SessionChoice chosen = new SessionChoice.Resumed(id);
    Mode next = conversation.modeOf(chosen).orElse(mode);
    connection.switchTo(chosen, next, tell);
    tell.accept(new Input.Switched(conversation.takeEarlier()));
    tell.accept(new Input.ModeRestored(next));
    done(tell, note("this goes on from where " + id + " ended"));
  }

  private Choices sessions() {
    return PickerChoices.sessions(
        index().newest(MOST_SESSIONS, conversation.plan().sessionId()), host.clock().instant());
  }

  private void compact(String hint, Consumer<Input> tell) {
    boolean smaller =
        canceller.during(
            conversation.conversation().interrupts(), () -> conversation.compact(hint));
    done(tell, smaller ? List.of() : note("nothing was compacted: there is too little to sum up"));
  }

  private void undo(Undo.Scope scope, Consumer<Input> tell) {
    reverse(scope, tell);
    tell.accept(new Input.Finished(List.of()));
    look(tell);
  }

  private UndoCommand.Ended reverse(Undo.Scope scope, Consumer<Input> tell) {
    UndoCommand.Ended ended = undoing().reverse(scope, tell);
    ended.tell(conversation.conversation().changes());
    SessionUndo.tell(ended, conversation.conversation().between());
    return ended;
  }

  private SessionUndo undoing() {
    return new SessionUndo(host, conversation.plan(), inbox, conversation.conversation().audit());
  }

  private void rewind(int run, Request.Rewind.Extent extent, Consumer<Input> tell) {
    Prompts.Prompt prompt =
        conversation.conversation().prompts().standing().stream()
            .filter(each -> each.run() == run)
            .findFirst()
            .orElseThrow();
    if (extent != Request.Rewind.Extent.CONVERSATION) {
      if (undoing().hasChangesSince(run)) {
        UndoCommand.Ended ended = reverse(new Undo.Scope.Since(run), tell);
        if (ended.exitCode() != ExitCode.DONE && ended.outcome().restored().isEmpty()) {
          done(tell, note("nothing went back"));
          return;
        }
      } else {
        tell.accept(new Input.Told(note("no file was changed since, as far as is known")));
      }
    }
    if (extent != Request.Rewind.Extent.FILES) {
      conversation.rewind(prompt.messagesBefore(), mode);
      tell.accept(new Input.Told(note("the conversation is back to before that prompt")));
      tell.accept(new Input.GivenBack(prompt.text()));
    }
    tell.accept(new Input.Finished(List.of()));
    look(tell);
  }

  private List<Line> checkup(Request.CheckUp.Reach reach) throws InterruptedException {
    conversation.countMatches();
    Checkup checkup =
        new Checkup(
            host,
            workspace.root(),
            new ConfigResult.Valid(conversation.plan().config(), List.of()));
    return ReportLines.plain(
        canceller.during(
            () ->
                checkup
                    .report(
                        switch (reach) {
                          case HERE -> Checkup.Reach.HERE;
                          case ENDPOINT -> Checkup.Reach.ENDPOINT;
                        })
                    .lines()));
  }

  private SessionIndex index() {
    return new SessionIndex(SessionAssembly.sessions(host), workspace.root());
  }

  private static void offer(Consumer<Input> tell, Choices choices) {
    tell.accept(new Input.Offered(choices));
    tell.accept(new Input.Finished(List.of()));
  }

  private static void done(Consumer<Input> tell, List<Line> lines) {
    tell.accept(new Input.Told(lines));
    tell.accept(new Input.Finished(List.of()));
  }

  private static List<Line> note(String text) {
    return List.of(Line.foreign(Role.FAINT, text));
  }
}
