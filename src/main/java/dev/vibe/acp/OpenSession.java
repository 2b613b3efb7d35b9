package dev.vibe.acp;

import dev.vibe.acp.EditorSession.Begun;
import dev.vibe.acp.EditorSession.Command;
import dev.vibe.acp.RunAnswer.StopReason;
import dev.vibe.acp.SessionFace.Ended;
import dev.vibe.acp.wire.ContentBlocks;
import dev.vibe.acp.wire.ContentBlocks.Said;
import dev.vibe.acp.wire.SessionJson;
import dev.vibe.acp.wire.SessionJson.Choice;
import dev.vibe.acp.wire.SessionJson.Setting;
import dev.vibe.approval.Mode;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import dev.vibe.rpc.IncomingRequest;
import dev.vibe.rpc.RpcException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Session that an editor has open: at most one prompt of it goes on. Thread-safe. */
final class OpenSession {

  private static final Logger LOG = LoggerFactory.getLogger(OpenSession.class);

  private final EditorSession session;
  private final SessionFace face;
  private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

  /** Held by whoever uses the session, which belongs to one thread at a time. */
  private final ReentrantLock use = new ReentrantLock();

  private volatile List<String> models = List.of();

  /** A prompt without an answer. */
  private static final class Running {
    private final IncomingRequest request;
    private volatile boolean isStopped;

    Running(IncomingRequest request) {
      this.request = request;
    }
  }

  OpenSession(EditorSession session, SessionFace face) {
    this.session = session;
    this.face = face;
    face.listen(this::ended);
  }

  EditorSession session() {
    return session;
  }

  SessionFace face() {
    return face;
  }

  private Setting setting() {
    List<Choice> modes =
        Arrays.stream(Mode.values())
            .map(mode -> new Choice(mode.label(), mode.label(), mode.meaning()))
            .toList();
    return new Setting(session.mode().label(), modes, session.model(), models);
  }

  /** What the editor is told when it opens the session. */
  Map<String, Object> opened() {
    return SessionJson.opened(setting());
  }

  /** Tells what there is to choose from; the models come when their server has told them. */
  void offer() {
    List<Command> commands = session.commands();
    Map<String, String> hints =
        commands.stream()
            .filter(command -> !command.hint().isEmpty())
            .collect(Collectors.toMap(Command::name, Command::hint));
    face.tell(
        SessionJson.commands(
            commands.stream()
                .map(each -> new Choice(each.name(), each.name(), each.doc()))
                .toList(),
            hints));
    Thread.ofVirtual().name("acp-models").start(this::lookForModels);
  }

  private void lookForModels() {
    try {
      List<String> served = session.models();
      if (served.size() > 1) {
        models = served;
        face.tell(SessionJson.optionsUpdate(setting()));
      }
    } catch (VibeException e) {
      LOG.debug("no list of models: {}", e.problem().what());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes a prompt up; it is answered when its run has ended. */
  void prompt(IncomingRequest request) {
    Said said = ContentBlocks.read(request.params().objects("prompt"));
    Running next = new Running(request);
    if (!running.compareAndSet(null, next)) {
      throw new RpcException(
          RpcException.INVALID_REQUEST, "a prompt of this session has no answer yet");
    }
    request.whenCancelled(this::stop);
    Thread.ofVirtual().name("acp-prompt").start(() -> prompt(next, said));
  }

  private void prompt(Running next, Said said) {
    use.lock();
    try {
      if (next.isStopped) {
        stopped(next, StopReason.CANCELLED);
      } else if (session.prompt(said) == Begun.DONE) {
        stopped(next, next.isStopped ? StopReason.CANCELLED : StopReason.END_TURN);
      } else if (next.isStopped) {
        session.stop(); // it may have come before there was anything to stop
      }
    } catch (VibeException e) {
      failed(next, AcpProblems.answer(e));
    } catch (InterruptedException e) {
      stopped(next, StopReason.CANCELLED);
    } catch (RuntimeException e) {
      LOG.error("a prompt broke", e);
      failed(next, new RpcException(RpcException.INTERNAL_ERROR, "a fault of vibe itself", e));
    } finally {
      use.unlock();
    }
  }

  /** Ends the prompt that goes on; does not block. */
  void stop() {
    Running now = running.get();
    if (now != null) {
      now.isStopped = true;
      session.stop();
    }
  }

  private void ended(Ended ended) {
    Running now = running.get();
    if (now == null) {
      return;
    }
    switch (ended) {
      case Ended.Broken broken -> failed(now, AcpProblems.answer(ExitCode.FAILED, broken.why()));
      case Ended.Run run -> {
        switch (RunAnswer.of(run.result())) {
          case RunAnswer.Stopped(StopReason reason) -> stopped(now, reason);
          case RunAnswer.StoppedBy by -> {
            face.tell(by.problem());
            stopped(now, by.reason());
          }
          case RunAnswer.Failed(RpcException why) -> failed(now, why);
        }
      }
    }
  }

  private void stopped(Running now, StopReason reason) {
    running.compareAndSet(now, null);
    if (now.request.isCancelled()) {
      now.request.fail(new RpcException(RpcException.CANCELLED, "cancelled"));
    } else {
      now.request.answer(Map.of("stopReason", reason.word()));
    }
  }

  private void failed(Running now, RpcException why) {
    running.compareAndSet(now, null);
    now.request.fail(why);
  }

  /**
   * Another mode.
   *
   * @throws RpcException when there is none of that name
   */
  void mode(String label) {
    Mode mode =
        Arrays.stream(Mode.values())
            .filter(each -> each.label().equals(label))
            .findFirst()
            .orElseThrow(() -> RpcException.invalid("there is no mode " + label));
    session.mode(mode);
  }

  /** Another model; blocks on it. */
  void model(String id) throws InterruptedException {
    if (running.get() != null || !use.tryLock()) {
      throw new RpcException(
          RpcException.INVALID_REQUEST, "the model changes between prompts, and one goes on");
    }
    try {
      session.useModel(id);
    } finally {
      use.unlock();
    }
  }

  void tellMode() {
    face.tell(SessionJson.modeUpdate(session.mode().label()));
  }

  void tellOptions() {
    face.tell(SessionJson.optionsUpdate(setting()));
  }

  List<Map<String, Object>> options() {
    return SessionJson.options(setting());
  }

  /** Waits for the end of what goes on. */
  void close() {
    stop();
    use.lock();
    try {
      session.close();
    } finally {
      use.unlock();
    }
    Running left = running.get();
    if (left != null) {
      stopped(left, StopReason.CANCELLED);
    }
  }
}
