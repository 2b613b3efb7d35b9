package dev.vibe.agent;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Approver;
import dev.vibe.approval.Grants;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Policy;
import dev.vibe.approval.Question;
import dev.vibe.context.ContextBuilder;
import dev.vibe.context.ContextUse;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.event.Command;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.event.RunResult;
import dev.vibe.json.JsonSchema;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ChatModel;
import dev.vibe.session.Transcript;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Session: a conversation with a model about a folder. One virtual thread owns it and everything in
 * {@link Setup}; {@link #submit} may be called from any thread.
 */
public final class AgentSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AgentSession.class);

  /** More than any run takes to end in order. */
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  /**
   * Parts that a session is made of.
   *
   * @param opening events that it begins with: its start, and what was odd about that
   * @param interrupts by which its thread is stopped
   */
  public record Setup(
      List<Event.Durable> opening,
      ChatModel model,
      ContextBuilder context,
      ToolEnvironment environment,
      Permissions permissions,
      Recording recording,
      RunCompletion completion,
      RunLimits limits,
      Interrupts interrupts) {

    /** The same for a run that goes on with the work of others, whose spending counts. */
    public Setup after(RunLimits.Used earlier) {
      return new Setup(
          opening,
          model,
          context,
          environment,
          permissions,
          recording,
          completion,
          limits.after(earlier),
          interrupts);
    }

    /** The same with results that are published. */
    public Setup publishing(Publisher publisher) {
      return new Setup(
          opening,
          model,
          context,
          environment,
          permissions,
          recording,
          completion.publishing(publisher),
          limits,
          interrupts);
    }
  }

  /** Parts of a session that decide what may happen, and who is there. */
  public record Permissions(Policy policy, Approver approver, Audience audience) {}

  /** Parts of a session that keep and show what happens. */
  public record Recording(String sessionId, EventBus bus, Transcript transcript) {}

  private final Setup setup;
  private final Interrupts interrupts;

  /** Work for the thread, in order. */
  private final BlockingQueue<Work> work = new LinkedBlockingQueue<>();

  /** What the session's thread does between two waits. */
  private sealed interface Work {

    record Run(Message.User prompt, AnswerForm form) implements Work {}

    record Compact(String hint, CompletableFuture<Boolean> done) implements Work {}

    record End() implements Work {}
  }

  /** One for each run; it throws when the session's thread broke. */
  private final BlockingQueue<Supplier<RunResult>> results = new LinkedBlockingQueue<>();

  /** How long the present run has waited for a person. Only the session's thread uses it. */
  private long waited;

  private final Gate gate;
  private final Agent agent;
  private final ToolRunner tools;
  private final Thread owner;

  private AgentSession(Setup setup) {
    this.setup = setup;
    this.interrupts = setup.interrupts();
    EventBus bus = setup.recording().bus();
    this.gate = new Gate(setup.permissions().policy(), this::ask, bus);
    this.tools =
        new ToolRunner(
            setup.environment(),
            gate,
            bus,
            interrupts,
            new WindowRoom(
                setup.context(),
                setup.recording().transcript(),
                new ResultRest(setup.environment().outputs(), text -> bus.secrets().redact(text))));
    this.agent =
        new Agent(
            setup.model(),
            setup.context(),
            tools,
            new Agent.Conversation(setup.recording().transcript(), bus),
            interrupts,
            checks(setup));
    this.owner = Thread.ofVirtual().name("session").unstarted(this::serve);
  }

  private Agent.Checks checks(Setup parts) {
    Toolbox toolbox = parts.environment().toolbox();
    return new Agent.Checks(
        new EndCheck(
            toolbox.specs().stream().map(ToolSpec::name).toList(), parts.permissions().audience()),
        new ProgressGuard(
            name -> toolbox.kindOf(name).equals(Optional.of(CallKind.EDITS)),
            parts.completion()::stateOfFiles),
        parts.completion()::changed,
        () -> parts.completion().uncommitted(gate.commits()),
        gate::mode);
  }

  /** Starts the session's thread. */
  public static AgentSession start(Setup setup) {
    AgentSession session = new AgentSession(setup);
    session.owner.start();
    return session;
  }

  /** What was granted until this session ends; from any thread. */
  public Grants grants() {
    return gate.grants();
  }

  /** Takes a command; never blocks. All but a prompt reach the present run. */
  public void submit(Command command) {
    switch (command) {
      case Command.Prompt(Message.User message, Optional<JsonSchema> form) ->
          work.add(new Work.Run(message, new AnswerForm(form)));
      case Command.Steer(Message.User message) -> agent.steering().offer(message);
      case Command.Stop(ExitCode as) -> interrupts.request(as);
      case Command.ChangeMode(String mode) -> gate.mode(Mode.of(mode));
    }
  }

  /**
   * Tells the model something with the next request that there is, at its end, so that what was
   * sent before stays as it is. From any thread; what was told before and waits gives way.
   */
  public void tellByTheWay(Part part) {
    agent.steering().offerByTheWay(new Message.User(List.of(part)));
  }

  /**
   * Blocks until the next run has ended, and gives its result; each result is given once.
   *
   * @throws VibeException when the run broke so badly that it has none, e.g. out of memory
   */
  public RunResult awaitResult() throws InterruptedException {
    return results.take().get();
  }

  /**
   * Compacts the conversation; blocks on the model. To be called between runs, and ended early by
   * the interrupts of the session.
   *
   * @param hint what is to be kept above all; may be empty
   * @return whether the conversation is smaller now
   */
  public boolean compact(String hint) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    work.add(new Work.Compact(hint, done));
    return done.join();
  }

  private boolean compactNow(String hint) {
    try {
      return agent.compact(hint);
    } catch (RuntimeException e) {
      LOG.error("the compaction broke", e);
      return false;
    } finally {
      setup.recording().bus().sync();
      interrupts.reset();
    }
  }

  /** What fills the window of the model with the next request. To be called between runs. */
  public ContextUse contextUse() {
    return setup.context().use(setup.recording().transcript().messages());
  }

  /**
   * How edits found their place, by the name of the step in lower case or {@code refused}: what was
   * counted since this was last asked. To be called between runs.
   */
  public Map<String, Integer> takeMatches() {
    return tools.takeMatches();
  }

  /**
   * Stops the present run, if any, in order, and waits for the thread to end; not for long, because
   * something that no interrupt reaches may hold it.
   */
  @Override
  public void close() {
    interrupts.request(ExitCode.INTERRUPTED);
    work.add(new Work.End());
    try {
      if (owner.join(LONGEST_END)) {
        interrupts.reset(); // another session may go on with the conversation
      } else {
        LOG.warn("the thread of session {} does not end", setup.recording().sessionId());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() {
    try {
      setup.opening().forEach(setup.recording().bus()::publish);
      lookBetween(between -> between.begin(setup.recording().transcript().size() > 0));
      Work next = work.take();
      while (!(next instanceof Work.End)) {
        switch (next) {
          case Work.Run(Message.User prompt, AnswerForm form) -> {
            RunResult result = run(withNews(prompt), form);
            results.add(() -> result);
          }
          case Work.Compact(String hint, CompletableFuture<Boolean> done) ->
              done.complete(compactNow(hint));
          case Work.End e -> {}
        }
        next = work.take();
      }
    } catch (InterruptedException e) {
      LOG.warn("the thread of session {} was interrupted", setup.recording().sessionId());
    } catch (RuntimeException | Error e) {
      // e.g. no memory, or no file descriptor to load a class by: whoever waits has to be told
      results.add(
          () -> {
            throw new VibeException(ExitCode.FAILED, internal(e).problem(), e);
          });
      LOG.error("the session broke", e);
    }
  }

  /** Where nobody is there, another process may go on, if what is known is kept for it. */
  private void lookBetween(Consumer<BetweenRuns> look) {
    BetweenRuns between = setup.environment().between();
    boolean goesOn =
        switch (setup.permissions().audience()) {
          case NOBODY -> between.isKept();
          case PERSON -> true;
        };
    if (goesOn) {
      try {
        look.accept(between);
      } catch (VibeException e) {
        LOG.warn("cannot look at what the model knows: {}", e.problem().render());
      }
    }
  }

  private Message.User withNews(Message.User prompt) {
    List<Part> parts = new ArrayList<>(prompt.parts());
    lookBetween(between -> parts.addAll(between.news()));
    return new Message.User(parts);
  }

  /** A person who interrupts instead of answering ends the run. */
  private Answer ask(Question question) {
    long asked = System.nanoTime();
    try {
      return interrupts.during(
          () -> {
            Question shown = question.mapped(setup.recording().bus().secrets()::redact);
            tools.hooks().asks(shown);
            Answer answer = setup.permissions().approver().ask(shown);
            if (Thread.currentThread().isInterrupted()) {
              interrupts.request(ExitCode.INTERRUPTED);
            }
            return answer;
          });
    } finally {
      waited += System.nanoTime() - asked;
    }
  }

  private RunResult run(Message.User prompt, AnswerForm form) {
    LOG.debug(
        "session {}: a run with {} at {}",
        setup.recording().sessionId(),
        setup.model().id(),
        setup.model().endpoint());
    long start = System.nanoTime();
    waited = 0;
    Next.End end;
    try {
      end = agent.run(prompt, form, setup.limits());
    } catch (VibeException e) {
      end = new Next.End.Stopped(new Stop(e.exitCode(), e.problem()), "");
    } catch (RuntimeException e) {
      LOG.error("the run broke", e);
      end = new Next.End.Stopped(internal(e), "");
    }
    tools.settle();
    Gate.Commits commits = tools.holdsCommits() ? Gate.Commits.REFUSED : gate.commits();
    RunCompletion.Outcome outcome =
        setup.completion().complete(end, gate.missing(), commits, this::ask);
    RunResult done =
        new RunResult(
            outcome.ending(),
            outcome.answer(),
            setup.recording().sessionId(),
            setup.model().id(),
            setup.model().endpoint(),
            agent.spent().turns(),
            agent.spent().usage(),
            agent.spent().costUsd(),
            Duration.ofNanos(System.nanoTime() - start - waited),
            outcome.changedFiles(),
            outcome.commits(),
            tools.evidence().orElse(outcome.evidence()),
            setup.model().takeAsked().stream()
                .map(asked -> new RunResult.Asked(asked.id(), asked.endpoint()))
                .toList(),
            Optional.empty());
    RunResult result = published(done);
    LOG.debug("it ended after {} replies: {}", result.turns(), result.ending());
    lookBetween(BetweenRuns::ended); // before anybody hears of the end and does something
    setup.recording().bus().publish(new Event.RunEnded(result));
    setup.recording().bus().sync();
    interrupts.reset();
    return result;
  }

  /** Whoever stops the run meanwhile says how it ended, if it was stopped by that. */
  private RunResult published(RunResult done) {
    RunResult result = interrupts.during(() -> setup.completion().published(done));
    boolean isSame = result.ending().equals(done.ending());
    return isSame
        ? result
        : interrupts
            .requested()
            .map(stop -> result.ending(new RunResult.Ending.Badly(stop.exitCode(), stop.problem())))
            .orElse(result);
  }

  private static Stop internal(Throwable e) {
    return new Stop(ExitCode.FAILED, Problem.ofFault("the run", e));
  }
}
