package dev.vibe.app;

import dev.vibe.agent.AgentSession;
import dev.vibe.config.Config;
import dev.vibe.conversation.Message;
import dev.vibe.event.Command;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.provider.ChatModel;
import dev.vibe.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * One prompt, one run, one result: everything that {@code vibe -p} does after its configuration is
 * known.
 */
final class OneShot {

  /**
   * A model and what it was made for; asked for once, when the rest is ready to go on without it.
   */
  record Model(ChatModel chat, int usualContext) {}

  /**
   * What a run works on and with.
   *
   * @param notices what is odd but no obstacle; grows until the session opens, from any thread
   */
  record Task(
      RunOptions options,
      Config config,
      Workspace workspace,
      String sessionId,
      List<Problem> notices) {}

  private final Surroundings surroundings;
  private final Task task;
  private final RunSinks sinks;

  OneShot(Surroundings surroundings, Task task, RunSinks sinks) {
    this.surroundings = surroundings;
    this.task = task;
    this.sinks = sinks;
  }

  static Path sessions(Surroundings surroundings) {
    return surroundings.paths().stateDir().resolve("sessions");
  }

  /** Runs to the end; the result was shown when this returns. */
  RunResult run(Supplier<Model> models) throws InterruptedException {
    SessionAssembly assembly = new SessionAssembly(surroundings, task);
    assembly.recover();
    Message.User prompt = TaskPrompt.read(task.options().prompt(), surroundings);
    try (SessionAssembly.Place place = assembly.openPlace()) {
      Background<String> systemPrompt =
          Background.start("context", () -> assembly.systemPrompt(place));
      Model model = models.get();
      try (SessionAssembly.Log log = assembly.openLog()) {
        SessionAssembly.Conversation conversation =
            assembly.begin(place, log.journal(), sinks.sinks());
        AgentSession.Setup setup =
            assembly.setup(
                conversation,
                new SessionAssembly.Mind(model, systemPrompt.get()),
                sinks.approver(),
                assembly.opening(model.chat()));
        try (AgentSession session = AgentSession.start(setup)) {
          surroundings.stop().attach(as -> session.submit(new Command.Stop(as)));
          session.submit(new Command.Prompt(prompt));
          return session.awaitResult();
        }
      }
    }
  }

  /** A result for a run that ended before its session began. */
  static RunResult endedEarly(ExitCode exitCode, Problem problem, String sessionId) {
    return new RunResult(
        new RunResult.Ending.Badly(exitCode, problem),
        "",
        sessionId,
        "",
        "",
        0,
        dev.vibe.conversation.Usage.NONE,
        0,
        Duration.ZERO,
        List.of(),
        List.of());
  }
}
