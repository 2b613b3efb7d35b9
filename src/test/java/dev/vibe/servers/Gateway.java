package dev.vibe.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vibe.json.Json;
import dev.vibe.testkit.ModelServer;
import dev.vibe.testkit.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Endpoint in front of a real server, whose model cannot work: each request goes through the
 * server's chat template, whose refusals are passed on, and is then answered by a script. All else
 * that is asked of it, the server itself answers.
 */
final class Gateway implements AutoCloseable {

  /** What is done with a request that the template takes. */
  enum Work {
    RENDERED,
    /** The server's model reads it, too. */
    EVALUATED,
    /** The server's model answers in the place of the script. */
    STREAMED
  }

  /**
   * Request that was taken.
   *
   * @param prompt what the model read of it
   * @param timings of reading it; nothing where it was not
   */
  record Exchange(Map<String, Object> body, String prompt, RealServer.Timings timings) {}

  private static final RealServer.Answer NOTHING = new RealServer.Answer(200, "{}");

  private final RealServer server;
  private final Work work;
  private final ModelServer endpoint;
  private final CountDownLatch tried = new CountDownLatch(1);
  // All below are guarded by this.
  private final Deque<Reply> script = new ArrayDeque<>();
  private final List<Exchange> taken = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private int trials;

  Gateway(RealServer server, Work work) {
    this.server = server;
    this.work = work;
    this.endpoint = ModelServer.start(this::answer);
  }

  String baseUrl() {
    return endpoint.baseUrl();
  }

  synchronized void then(Reply... replies) {
    script.addAll(Arrays.asList(replies));
  }

  /**
   * The same, but the first reply waits until the product has asked the server about its window and
   * has tried its template, which it does beside the first request.
   */
  void thenOnceTried(Reply... replies) {
    Reply[] all = replies.clone();
    all[0] = all[0].after(new Reply.Step.Await(tried));
    then(all);
  }

  synchronized List<Exchange> taken() {
    return List.copyOf(taken);
  }

  /** What the server said against requests. */
  synchronized List<String> refusals() {
    return List.copyOf(refusals);
  }

  synchronized int unplayed() {
    return script.size();
  }

  private synchronized Reply answer(ModelServer.Request request) {
    if (!request.isForReply()) {
      RealServer.Answer answer =
          request.method().equals("GET")
              ? server.get(request.path())
              : server.post(request.path(), request.body());
      noteTrial(request.path(), answer);
      return passedOn(answer);
    }
    Map<String, Object> body = Json.object(request.body());
    RealServer.Answer rendered = server.render(body);
    if (!rendered.isGood()) {
      refusals.add(rendered.body());
      return passedOn(rendered);
    }
    RealServer.Answer evaluated =
        switch (work) {
          case RENDERED, STREAMED -> NOTHING;
          case EVALUATED -> server.evaluate(body);
        };
    if (!evaluated.isGood()) {
      refusals.add(evaluated.body());
      return passedOn(evaluated);
    }
    String prompt = String.valueOf(rendered.json().get("prompt"));
    taken.add(new Exchange(body, prompt, RealServer.Timings.of(evaluated)));
    if (work == Work.STREAMED) {
      // What was read before is computed otherwise in its last digits, and so drawn otherwise.
      server.evaluate(body);
      return Reply.raw(server.post(request.path(), request.body()).body().getBytes(UTF_8));
    }
    Reply next = script.poll();
    return next != null ? next : Reply.json(400, Map.of("message", "the script has ended"));
  }

  /** One that is refused is followed by another one. */
  private void noteTrial(String path, RealServer.Answer answer) {
    if (path.equals("/apply-template")) {
      trials++;
      if (answer.isGood() || trials > 1) {
        tried.countDown();
      }
    }
  }

  private static Reply passedOn(RealServer.Answer answer) {
    return Reply.json(answer.status(), answer.body());
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
