package dev.vibe.app.interactive;

import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.approval.Answer;
import dev.vibe.approval.Approver;
import dev.vibe.approval.Question;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.effect.Effect;
import dev.vibe.json.Json;
import dev.vibe.problem.RefusalCode;
import dev.vibe.repl.state.Input;
import dev.vibe.text.Figures;
import dev.vibe.text.Palette.Role;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.Toolbox;
import dev.vibe.view.Line;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Commit that a person asks for in a session: of what the session changed, with their words, after
 * one question and without the model. Used while no run goes on.
 */
record SessionCommit(
    SessionAssembly.Conversation conversation, Workspace workspace, Approver approver) {

  /** Where it would land: the name of the branch. */
  record Branch(String name) {}

  /**
   * Shows what would be committed, asks and does it; blocks on the person.
   *
   * @return what the model has to know of it
   */
  List<Part> make(String message, Branch branch, Consumer<Input> tell) throws InterruptedException {
    return switch (prepare(message)) {
      case Invocation.Acting acting -> asked(acting, branch, tell);
      case Refusal refusal -> told(words(refusal), tell);
      case Prepared other -> throw new IllegalStateException("a commit acts");
    };
  }

  private Prepared prepare(String message) {
    ToolCall call =
        new ToolCall(
            new CallId("commit"),
            ToolNames.GIT_COMMIT,
            new RawJson(Json.write(Map.of("message", message))));
    if (conversation.toolbox().bind(call) instanceof Toolbox.Bound<?> bound) {
      EditBatch nothing = new EditBatch(workspace, new SeenVersions());
      return bound.prepare(new ToolContext(nothing, Set.of(), ToolContext.LARGEST_OUTPUT));
    }
    throw new IllegalStateException("a message is all that a commit needs");
  }

  private List<Part> asked(Invocation.Acting acting, Branch branch, Consumer<Input> tell)
      throws InterruptedException {
    Effect.Commit commit = (Effect.Commit) acting.effects().getFirst();
    String size = Figures.count(commit.files().size(), "file");
    Question question =
        new Question(
            "commit " + size + " to " + branch.name(),
            acting.effects(),
            acting
                .objection()
                .map(objection -> objection.what() + ": " + objection.cause())
                .orElse("you asked for it"),
            Question.Lasting.ONCE,
            commit.message());
    return switch (approver.ask(question)) {
      case Answer.Yes() -> committed(acting, tell);
      case Answer.YesForSession() -> committed(acting, tell);
      case Answer.YesAlways y -> committed(acting, tell);
      case Answer.WriteInstead(String text) -> make(text.strip(), branch, tell);
      case Answer.RunInstead r -> List.of();
      case Answer.No n -> List.of();
      case Answer.Nobody() -> List.of();
    };
  }

  private List<Part> committed(Invocation.Acting acting, Consumer<Input> tell)
      throws InterruptedException {
    ToolOutput output = acting.body().run();
    output.events().forEach(conversation.bus()::publish);
    return output.outcome() == ToolResult.Outcome.OK
        ? List.of(new Part.Attachment("commit", "The user made a commit. " + output.text()))
        : told(output.text(), tell);
  }

  /** For a person; what the model would be told names its tool. */
  private static String words(Refusal refusal) {
    return refusal.code() == RefusalCode.NOTHING_CHANGED
        ? "there is nothing to commit: this session changed no file since its last commit"
        : refusal.message();
  }

  private static List<Part> told(String text, Consumer<Input> tell) {
    tell.accept(new Input.Told(text.lines().map(line -> Line.foreign(Role.WARNING, line)).toList()));
    return List.of();
  }
}
