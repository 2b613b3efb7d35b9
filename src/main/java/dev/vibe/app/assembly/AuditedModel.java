package dev.vibe.app.assembly;

import dev.vibe.audit.AuditTrail;
import dev.vibe.audit.AuditTrail.Exchange;
import dev.vibe.problem.Problem;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.provider.ServedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Model of which each request is in the audit log before it is sent, and after its end. */
record AuditedModel(ChatModel model, AuditTrail trail) implements ChatModel {

  @Override
  public String id() {
    return model.id();
  }

  @Override
  public String endpoint() {
    return model.endpoint();
  }

  @Override
  public Capabilities capabilities() {
    return model.capabilities();
  }

  @Override
  public ModelStream open(ModelRequest request) {
    Optional<Problem> stopped = trail.requesting(exchange(), request.messages().size());
    return stopped
        .<ModelStream>map(Unsent::new)
        .orElseGet(() -> new Watched(this, model.open(request)));
  }

  private Exchange exchange() {
    return new Exchange(model.id(), model.endpoint());
  }

  @Override
  public List<ServedModel> served() {
    return model.served();
  }

  /** What is to be told of the log itself comes with what is to be told of the endpoint. */
  @Override
  public List<Problem> takeNotices() {
    List<Problem> notices = new ArrayList<>(model.takeNotices());
    notices.addAll(trail.takeNotices());
    return notices;
  }

  @Override
  public List<Asked> takeAsked() {
    return model.takeAsked();
  }

  @Override
  public void warmUp() {
    model.warmUp();
  }

  /** Stream of a request that must not be sent. */
  private record Unsent(Problem why) implements ModelStream {

    @Override
    public ModelEvent next() {
      return new ModelEvent.Failed(ModelEvent.Kind.REJECTED, why, "");
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  /** Stream that records its end. Owned by one thread, but for {@link #close}. */
  private static final class Watched implements ModelStream {

    private final AuditedModel audited;
    private final ModelStream stream;
    private boolean isOver;

    Watched(AuditedModel audited, ModelStream stream) {
      this.audited = audited;
      this.stream = stream;
    }

    @Override
    public ModelEvent next() {
      ModelEvent event = stream.next();
      if (event instanceof ModelEvent.Done done) {
        over("ok", done.usage().inputTokens(), done.usage().outputTokens());
      } else if (event instanceof ModelEvent.Failed failed) {
        over(failed.kind().name().toLowerCase(Locale.ROOT), 0, 0);
      }
      return event;
    }

    private void over(String outcome, long inputTokens, long outputTokens) {
      isOver = true;
      audited.trail.answered(audited.exchange(), outcome, inputTokens, outputTokens);
    }

    @Override
    public boolean isAnswering() {
      return stream.isAnswering();
    }

    @Override
    public void close() {
      stream.close();
      if (!isOver) {
        over("abandoned", 0, 0);
      }
    }
  }
}
