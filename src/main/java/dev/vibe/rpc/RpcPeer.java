package dev.vibe.rpc;

import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.rpc.IncomingRequest.Outcome;
import dev.vibe.rpc.MessageFraming.Frame;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Peer of JSON-RPC 2.0: sends and takes requests and notifications, and brings answers to whoever
 * waits for them, in the order in which they come. Thread-safe. Ends when the other side is gone.
 */
public final class RpcPeer {

  private static final Logger LOG = LoggerFactory.getLogger(RpcPeer.class);

  private static final String ID = "id";
  private static final String METHOD = "method";
  private static final String ERROR = "error";

  private final Wire wire;
  private final RpcHandler handler;
  private final InputStream in;
  private final Outbox outbox;
  private final AtomicLong nextId = new AtomicLong();
  private final Map<Long, CompletableFuture<Params>> asked = new ConcurrentHashMap<>();
  private final Map<Object, IncomingRequest> open = new ConcurrentHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * How messages travel.
   *
   * @param name of the threads
   * @param limits on what waits
   */
  public record Wire(String name, MessageFraming framing, CancelForm cancels, Limits limits) {}

  /**
   * Limits on what a peer holds.
   *
   * @param messageBytes of one message
   * @param queueBytes that wait to be written
   * @param openRequests of the other side that have no answer yet
   */
  public record Limits(int messageBytes, long queueBytes, int openRequests) {

    public static final Limits USUAL = new Limits(64 << 20, 64 << 20, 1_000);
  }

  private RpcPeer(Wire wire, InputStream in, OutputStream out, RpcHandler handler) {
    this.wire = wire;
    this.handler = handler;
    this.in = new BufferedInputStream(in, 1 << 16);
    this.outbox = new Outbox(out, wire.limits().queueBytes(), wire.name() + "-out", this::end);
  }

  /** Starts its threads: one reads, one writes. */
  public static RpcPeer start(Wire wire, InputStream in, OutputStream out, RpcHandler handler) {
    RpcPeer peer = new RpcPeer(wire, in, out, handler);
    // A platform thread: a read of standard input would pin the carrier of a virtual one.
    String reading = wire.name() + "-in";
    Thread.ofPlatform().daemon().name(reading).start(peer::read);
    return peer;
  }

  /** Sends a notification. Blocks while the other side takes nothing. */
  public void tell(String method, Map<String, ?> params) {
    send(message(method, params));
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws RpcException when the answer is an error, or the other side is gone
   * @throws InterruptedException when the thread is interrupted; the other side is told that no
   *     answer is wanted any more
   */
  public Params ask(String method, Map<String, ?> params) throws InterruptedException {
    return ask(method, params, Duration.ofDays(365));
  }

  /** As {@link #ask(String, Map)}, but waits no longer than that. */
  public Params ask(String method, Map<String, ?> params, Duration longest)
      throws InterruptedException {
    long id = nextId.incrementAndGet();
    CompletableFuture<Params> answer = new CompletableFuture<>();
    asked.put(id, answer);
    Map<String, Object> request = message(method, params);
    request.put(ID, id);
    if (!send(request) || ended.getCount() == 0) {
      asked.remove(id);
      throw gone();
    }
    try {
      return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RpcException why
          ? new RpcException(why.code(), String.valueOf(why.getMessage()), why)
          : new RpcException(RpcException.INTERNAL_ERROR, "the answer broke", e);
    } catch (TimeoutException e) {
      tell(wire.cancels().method(), wire.cancels().params(id));
      throw new RpcException(
          RpcException.CANCELLED, "no answer within " + longest.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      tell(wire.cancels().method(), wire.cancels().params(id));
      throw e;
    } finally {
      asked.remove(id);
    }
  }

  /** Waits until the other side is gone, or {@link #end} is called. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** Whether the other side is gone, or {@link #end} was called. */
  public boolean isEnded() {
    return ended.getCount() == 0;
  }

  /** Waits until what was sent so far is written, or for so long. */
  public void drain(long millis) throws InterruptedException {
    outbox.drain(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** Takes and sends nothing any more; whoever waits for an answer hears that there is none. */
  public void end() {
    ended.countDown();
    outbox.close();
    asked.values().forEach(answer -> answer.completeExceptionally(gone()));
    open.values().forEach(IncomingRequest::cancel);
  }

  private static RpcException gone() {
    return new RpcException(RpcException.INTERNAL_ERROR, "the other side is gone");
  }

  private void read() {
    try {
      while (ended.getCount() > 0) {
        Optional<Frame> next = wire.framing().read(in, wire.limits().messageBytes());
        if (next.isEmpty()) {
          break;
        }
        switch (next.get()) {
          case Frame.Whole(String text) -> take(text);
          case Frame.TooLarge() ->
              refuse(
                  RpcException.INVALID_REQUEST,
                  "a message is larger than " + (wire.limits().messageBytes() >> 20) + " MB");
        }
      }
    } catch (IOException e) {
      LOG.warn("{}: cannot read on", wire.name(), e);
    } finally {
      end();
    }
  }

  private void take(String text) {
    Map<?, ?> message;
    try {
      Object value = JsonTree.read(text);
      if (!(value instanceof Map<?, ?> object)) {
        String what = value instanceof List<?> ? "a batch" : "no object";
        refuse(RpcException.INVALID_REQUEST, "a message is " + what);
        return;
      }
      message = object;
    } catch (JsonShapeException e) {
      refuse(RpcException.PARSE_ERROR, "a message is no JSON: " + e.getMessage());
      return;
    }
    Object id = message.get(ID);
    if (message.get(METHOD) instanceof String method) {
      if (id == null) {
        notified(method, message.get("params"));
      } else {
        requested(id, method, message.get("params"));
      }
    } else if (id != null && (message.containsKey("result") || message.containsKey(ERROR))) {
      answered(id, message);
    } else {
      refuse(RpcException.INVALID_REQUEST, "a message is neither a request nor an answer");
    }
  }

  /** Of a message that cannot be told apart from others. */
  private void refuse(int code, String why) {
    LOG.warn("{}: {}", wire.name(), why);
    answer(null, new Outcome.Failure(new RpcException(code, why)));
  }

  private void notified(String method, @Nullable Object params) {
    try {
      Params fields = Params.of(params);
      if (CancelForm.isOne(method)) {
        CancelForm.meant(method, fields)
            .flatMap(id -> Optional.ofNullable(open.get(id)))
            .ifPresent(IncomingRequest::cancel);
      } else {
        handler.notification(method, fields);
      }
    } catch (RpcException e) {
      LOG.warn("{}: notification {}: {}", wire.name(), method, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{}: notification {} broke", wire.name(), method, e);
    }
  }

  private void requested(Object id, String method, @Nullable Object params) {
    try {
      IncomingRequest request =
          new IncomingRequest(
              method,
              Params.of(params),
              outcome -> {
                open.remove(id);
                answer(id, outcome);
              });
      if (open.size() >= wire.limits().openRequests()) {
        throw new RpcException(RpcException.INTERNAL_ERROR, "too many requests are open");
      }
      if (open.putIfAbsent(id, request) != null) {
        throw new RpcException(RpcException.INVALID_REQUEST, "a request with this id is open");
      }
      handle(request);
    } catch (RpcException e) {
      answer(id, new Outcome.Failure(e));
    }
  }

  private void handle(IncomingRequest request) {
    try {
      handler.request(request);
    } catch (RpcException e) {
      request.fail(e);
    } catch (RuntimeException e) {
      LOG.error("{}: request {} broke", wire.name(), request.method(), e);
      request.fail(new RpcException(RpcException.INTERNAL_ERROR, "a fault of vibe itself", e));
    }
  }

  private void answered(Object id, Map<?, ?> message) {
    CompletableFuture<Params> waiting =
        id instanceof Number number ? asked.get(number.longValue()) : null;
    if (waiting == null) {
      LOG.debug("{}: an answer that nobody waits for", wire.name());
      return;
    }
    try {
      if (message.get(ERROR) instanceof Map<?, ?> error) {
        int code = error.get("code") instanceof Number number ? number.intValue() : 0;
        waiting.completeExceptionally(new RpcException(code, String.valueOf(error.get("message"))));
      } else {
        waiting.complete(Params.result(message.get("result")));
      }
    } catch (RpcException e) {
      waiting.completeExceptionally(e);
    }
  }

  private void answer(@Nullable Object id, Outcome outcome) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    put(message, ID, id);
    switch (outcome) {
      case Outcome.Result(Object value) -> put(message, "result", value);
      case Outcome.Failure(RpcException why) ->
          message.put(
              ERROR, Map.of("code", why.code(), "message", String.valueOf(why.getMessage())));
    }
    send(message);
  }

  // A JSON object holds nulls.
  @SuppressWarnings("NullAway")
  private static void put(Map<String, Object> message, String name, @Nullable Object value) {
    message.put(name, value);
  }

  private static Map<String, Object> message(String method, Map<String, ?> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put(METHOD, method);
    message.put("params", params);
    return message;
  }

  private boolean send(Map<String, Object> message) {
    return outbox.add(wire.framing().write(Json.write(message)));
  }
}
