package dev.vibe.app.editor;

import dev.vibe.acp.EditorSession;
import dev.vibe.acp.SessionFace;
import dev.vibe.acp.wire.ContentBlocks.Said;
import dev.vibe.app.assembly.ActiveConversation;
import dev.vibe.app.assembly.RunCanceller;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionExtensions;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.assembly.TaskModels;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.Mode;
import dev.vibe.config.VibePaths;
import dev.vibe.context.Mentions;
import dev.vibe.conversation.Part;
import dev.vibe.event.Envelope;
import dev.vibe.skill.PromptFiles;
import dev.vibe.skill.PromptFiles.PromptFile;
import dev.vibe.text.PromptTemplate;
import dev.vibe.text.RepeatedStacks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Session of this process that an editor has open. */
final class LocalEditorSession implements EditorSession {

  private static final Pattern COMMAND =
      Pattern.compile("/(?<name>\\S+)(?:\\s+(?<words>.*))?", Pattern.DOTALL);

  private final HostEnvironment host;
  private final SessionFace face;
  private final RunCanceller canceller = new RunCanceller();
  private final ActiveConversation conversation;
  private final EditorCommands commands;
  private volatile Mode mode;
  private volatile String model = "";
  private volatile int window;

  private LocalEditorSession(HostEnvironment host, SessionPlan plan, Mode mode, SessionFace face) {
    this.host = host;
    this.face = face;
    this.mode = mode;
    this.conversation = new ActiveConversation(host, plan, new FaceCounterpart(face), canceller);
    this.commands = new EditorCommands(host, conversation, canceller, face);
  }

  /**
   * Blocks until there is a model.
   *
   * @throws dev.vibe.problem.VibeException when there is none
   */
  static LocalEditorSession open(
      HostEnvironment host, SessionPlan plan, Mode mode, SessionFace face)
      throws InterruptedException {
    new SessionAssembly(host, plan).recover();
    LocalEditorSession session = new LocalEditorSession(host, plan, mode, face);
    face.show(session.id(), session.root(), () -> session.window);
    session.conversation.open(mode);
    session.connected();
    return session;
  }

  private void connected() {
    model = conversation.modelName();
    window = conversation.model().window();
  }

  @Override
  public String id() {
    return conversation.plan().sessionId();
  }

  @Override
  public Path root() {
    return conversation.plan().workspace().root();
  }

  @Override
  public Mode mode() {
    return mode;
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public int window() {
    return window;
  }

  @Override
  public List<Envelope> earlier() {
    return conversation.takeEarlier();
  }

  @Override
  public List<Command> commands() {
    List<Command> all = new ArrayList<>(EditorCommands.offered());
    written().forEach(file -> all.add(new Command(file.name(), file.doc(), "arguments")));
    return all;
  }

  private List<PromptFile> written() {
    SessionPlan plan = conversation.plan();
    Optional<Path> project =
        plan.options().where().isTrusted()
            ? Optional.of(VibePaths.projectFolder(root()))
            : Optional.empty();
    List<PromptFile> all =
        new ArrayList<>(
            PromptFiles.of(EditorCommands.names(), host.paths().configDir(), project, root()));
    for (PromptFile file : SessionExtensions.commands(host, plan)) {
      if (all.stream().noneMatch(other -> other.name().equals(file.name()))) {
        all.add(file);
      }
    }
    return all;
  }

  @Override
  public List<String> models() throws InterruptedException {
    return new TaskModels(host).served(conversation.plan());
  }

  @Override
  public void mode(Mode next) {
    mode = next;
    canceller.submit(new dev.vibe.event.Command.ChangeMode(next.label()));
  }

  @Override
  public void useModel(String id) throws InterruptedException {
    conversation.useModel(id, mode);
    connected();
    conversation.keepChoices(mode);
  }

  @Override
  public Begun prompt(Said said) throws InterruptedException {
    conversation.keepChoices(mode);
    Matcher command = COMMAND.matcher(said.text().strip());
    String text = said.text();
    if (command.matches()) {
      String name = command.group("name");
      String words = Optional.ofNullable(command.group("words")).orElse("");
      if (commands.run(name, words)) {
        return Begun.DONE;
      }
      text =
          written().stream()
              .filter(file -> file.name().equals(name))
              .findFirst()
              .map(file -> PromptTemplate.filled(file.body(), words))
              .orElse(text);
    }
    conversation.prompt(parts(text, said.attached()), mode);
    window = conversation.model().window();
    return Begun.RUN;
  }

  private List<Part> parts(String text, List<Part> attached) {
    Mentions.Found found =
        new Mentions(conversation.plan().workspace(), folder -> List.of()).of(text);
    found.troubles().forEach(face::tell);
    List<Part> parts = new ArrayList<>();
    if (!text.isBlank()) {
      parts.add(new Part.Text(RepeatedStacks.fold(text)));
    }
    parts.addAll(found.parts());
    parts.addAll(attached);
    if (parts.isEmpty()) {
      parts.add(new Part.Text(text));
    }
    return parts;
  }

  @Override
  public void stop() {
    canceller.stop();
  }

  @Override
  public void close() {
    conversation.keepChoices(mode);
    conversation.close();
  }
}
