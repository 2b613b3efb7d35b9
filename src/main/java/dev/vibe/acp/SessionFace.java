package dev.vibe.acp;

import dev.vibe.acp.wire.ClientAbilities;
import dev.vibe.acp.wire.ToolCallJson;
import dev.vibe.acp.wire.ToolCallJson.Status;
import dev.vibe.acp.wire.UpdateWriter;
import dev.vibe.approval.Answer;
import dev.vibe.approval.Approver;
import dev.vibe.approval.LearnedRules;
import dev.vibe.approval.Question;
import dev.vibe.approval.Rule;
import dev.vibe.conversation.CallId;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.event.RunResult;
import dev.vibe.problem.Problem;
import dev.vibe.rpc.RpcException;
import dev.vibe.rpc.RpcPeer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Face that an editor shows of a session: what happens goes there as updates, questions come back
 * with an answer. Until the editor knows the session, its updates wait. Thread-safe.
 */
public final class SessionFace implements EventSink, Approver, LearnedRules.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(SessionFace.class);

  private final RpcPeer peer;
  private final ClientAbilities client;
  private final ClientFiles files;
  private final Object lock = new Object();

  /** Guarded by the lock, as all below. */
  private Optional<Shown> shown = Optional.empty();

  private List<Envelope> early = new ArrayList<>();
  private boolean isKnown;
  private Consumer<Ended> listener = ended -> {};
  private int questions;

  /** How a session is shown once there is one. */
  private record Shown(String sessionId, UpdateWriter writer, ToolCallJson calls) {}

  /** End of what went on. */
  sealed interface Ended {

    record Run(RunResult result) implements Ended {}

    /** The session takes no more prompts. */
    record Broken(Problem why) implements Ended {}
  }

  SessionFace(RpcPeer peer, ClientAbilities client) {
    this.peer = peer;
    this.client = client;
    this.files = new ClientFiles(peer, client);
  }

  /** The files as the editor has them. */
  public ClientFiles files() {
    return files;
  }

  /** The session that is shown from now on; what it did so far waits for {@link #known}. */
  public void show(String sessionId, Path root, IntSupplier window) {
    files.ask(sessionId);
    synchronized (lock) {
      shown =
          Optional.of(
              new Shown(sessionId, new UpdateWriter(root, client, window), new ToolCallJson(root)));
    }
  }

  /** Tells what happened before. */
  void replay(List<Envelope> earlier) {
    synchronized (lock) {
      for (Envelope each : earlier) {
        shown.ifPresent(to -> to.writer().earlier(each).forEach(update -> send(to, update)));
      }
    }
  }

  /** Passes over what happened before, which the editor shows by itself. */
  void skip(List<Envelope> earlier) {
    synchronized (lock) {
      for (Envelope each : earlier) {
        shown.ifPresent(to -> to.writer().passOver(each));
      }
    }
  }

  /** The editor knows the session. */
  void known() {
    synchronized (lock) {
      isKnown = true;
      early.forEach(this::write);
      early = List.of();
    }
  }

  /** Who hears how runs end; one at a time. */
  void listen(Consumer<Ended> next) {
    synchronized (lock) {
      listener = next;
    }
  }

  @Override
  public void accept(Envelope envelope) {
    synchronized (lock) {
      if (isKnown) {
        write(envelope);
      } else {
        early.add(envelope);
      }
    }
  }

  private void write(Envelope envelope) {
    shown.ifPresent(to -> to.writer().live(envelope).forEach(update -> send(to, update)));
    if (envelope.event() instanceof Event.RunEnded(RunResult result)) {
      listener.accept(new Ended.Run(result));
    }
  }

  /** Tells something that is no event. */
  void tell(Map<String, Object> update) {
    synchronized (lock) {
      shown.ifPresent(to -> send(to, update));
    }
  }

  /** Tells something that a person should know. */
  public void tell(Problem problem) {
    synchronized (lock) {
      shown.ifPresent(to -> to.writer().told(problem).forEach(update -> send(to, update)));
    }
  }

  /** Says something in the place of the model. */
  public void say(String text) {
    tell(UpdateWriter.answer(text));
  }

  private void send(Shown to, Map<String, Object> update) {
    peer.tell("session/update", Map.of("sessionId", to.sessionId(), "update", update));
  }

  @Override
  public Answer ask(Question question) {
    Optional<Shown> to;
    String id;
    synchronized (lock) {
      to = shown;
      boolean isCall = question.call().filter(this::isOpen).isPresent();
      id = question.call().map(Object::toString).orElseGet(() -> "question-" + ++questions);
      if (!isCall) {
        to.ifPresent(there -> send(there, asked(question, id)));
      }
    }
    return to.map(there -> ask(question, id, there)).orElseGet(Answer.Nobody::new);
  }

  private boolean isOpen(CallId call) {
    return shown.filter(to -> to.writer().isOpen(call)).isPresent();
  }

  private static Map<String, Object> asked(Question question, String id) {
    Map<String, Object> update = new LinkedHashMap<>();
    update.put("sessionUpdate", "tool_call");
    update.putAll(ToolCallJson.named(id, question.title(), "other"));
    update.put("status", Status.PENDING.word());
    return update;
  }

  private Answer ask(Question question, String id, Shown to) {
    PermissionQuestion asked = new PermissionQuestion(question, id, to.calls());
    Answer answer;
    try {
      answer = asked.answer(peer.ask("session/request_permission", asked.params(to.sessionId())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer = new Answer.No("");
    } catch (RpcException e) {
      LOG.warn("the editor did not answer a question", e);
      answer = new Answer.Nobody();
    }
    if (question.call().isEmpty()) {
      Status status = answer.isYes() ? Status.COMPLETED : Status.FAILED;
      tell(Map.of("sessionUpdate", "tool_call_update", "toolCallId", id, "status", status.word()));
    }
    return answer;
  }

  @Override
  public void written(Rule rule, Path file) {
    tell(AcpProblems.note("allow " + rule.text() + ", in this project, is in " + file));
  }

  @Override
  public void notWritten(Problem why) {
    tell(why);
  }

  /** The session takes no more prompts. */
  public void broke(Problem why) {
    synchronized (lock) {
      listener.accept(new Ended.Broken(why));
    }
  }
}
