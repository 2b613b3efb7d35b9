package dev.vibe.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RpcPeerTest {

  private final List<RpcPeer> peers = new ArrayList<>();

  /** Keeps what it is asked and told. */
  private static final class Kept implements RpcHandler {

    private final BlockingQueue<IncomingRequest> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void request(IncomingRequest request) {
      if (request.method().equals("broken")) {
        throw new IllegalStateException("broken");
      }
      if (request.method().equals("unknown")) {
        throw RpcException.unknownMethod(request.method());
      }
      requests.add(request);
    }

    @Override
    public void notification(String method, Params params) {
      told.add(method + params.map());
    }
  }

  /** Two peers that talk with each other. */
  private record Pair(RpcPeer one, Kept atOne, RpcPeer other, Kept atOther) {}

  private Pair pair(MessageFraming framing, CancelForm cancels) throws IOException {
    Pipe there = Pipe.open();
    Pipe back = Pipe.open();
    Kept atOne = new Kept();
    Kept atOther = new Kept();
    RpcPeer one = peer(framing, cancels, input(back), output(there), atOne);
    RpcPeer other = peer(framing, cancels, input(there), output(back), atOther);
    return new Pair(one, atOne, other, atOther);
  }

  private RpcPeer peer(
      MessageFraming framing, CancelForm cancels, InputStream in, OutputStream out, Kept kept) {
    RpcPeer.Wire wire = new RpcPeer.Wire("test", framing, cancels, RpcPeer.Limits.USUAL);
    RpcPeer peer = RpcPeer.start(wire, in, out, kept);
    peers.add(peer);
    return peer;
  }

  private static InputStream input(Pipe pipe) {
    return Channels.newInputStream(pipe.source());
  }

  private static OutputStream output(Pipe pipe) {
    return Channels.newOutputStream(pipe.sink());
  }

  @AfterEach
  void end() {
    peers.forEach(RpcPeer::end);
  }

  private static CompletableFuture<Params> ask(RpcPeer peer, String method) {
    CompletableFuture<Params> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(peer.ask(method, Map.of("text", "grüß dich 👋")));
              } catch (InterruptedException | RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  @ParameterizedTest
  @EnumSource(MessageFraming.class)
  void answers_come_to_whoever_asked_in_any_order(MessageFraming framing) throws Exception {
    Pair pair = pair(framing, CancelForm.LSP);
    CompletableFuture<Params> first = ask(pair.one(), "first");
    IncomingRequest one = pair.atOther().requests.take();
    CompletableFuture<Params> second = ask(pair.one(), "second");
    IncomingRequest two = pair.atOther().requests.take();

    assertEquals("grüß dich 👋", two.params().text("text"));
    two.answer(Map.of("is", "two"));
    assertEquals("two", second.get().text("is"));
    one.answer(Map.of("is", "one"));
    one.answer(Map.of("is", "late"));
    assertEquals("one", first.get().text("is"));
    pair.other().tell("news", Map.of("n", 1));
    assertEquals("news{n=1}", pair.atOne().told.take());
  }

  @ParameterizedTest
  @EnumSource(CancelForm.class)
  void whoever_is_interrupted_cancels_what_it_asked(CancelForm form) throws Exception {
    Pair pair = pair(MessageFraming.LINES, form);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread asking =
        Thread.ofVirtual()
            .start(
                () ->
                    assertThrows(
                        InterruptedException.class, () -> pair.one().ask("long", Map.of())));
    IncomingRequest request = pair.atOther().requests.take();
    request.whenCancelled(stopped::countDown);

    asking.interrupt();

    assertTrue(stopped.await(30, TimeUnit.SECONDS));
    assertTrue(request.isCancelled());
    asking.join();
  }

  @Test
  void what_nobody_stops_by_order_is_answered_as_cancelled() throws Exception {
    String line = "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"long\"}\n";
    String cancel =
        "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancel_request\",\"params\":{\"requestId\":\"a\"}}\n";
    List<Map<String, Object>> answers = answers(1, line + cancel, RpcPeer.Limits.USUAL);
    assertEquals("a", answers.getFirst().get("id"));
    assertEquals(-32800, code(answers.getFirst()));
  }

  @Test
  void a_wait_has_an_end() throws Exception {
    Pair pair = pair(MessageFraming.LINES, CancelForm.ACP);
    RpcException late =
        assertThrows(
            RpcException.class, () -> pair.one().ask("long", Map.of(), Duration.ofMillis(1)));
    assertEquals(RpcException.CANCELLED, late.code());
  }

  @Test
  void failures_keep_their_code() throws Exception {
    Pair pair = pair(MessageFraming.CONTENT_LENGTH, CancelForm.LSP);
    RpcException unknown =
        assertThrows(RpcException.class, () -> pair.one().ask("unknown", Map.of()));
    assertEquals(RpcException.METHOD_NOT_FOUND, unknown.code());
    RpcException broken =
        assertThrows(RpcException.class, () -> pair.one().ask("broken", Map.of()));
    assertEquals(RpcException.INTERNAL_ERROR, broken.code());
  }

  @Test
  void when_the_other_side_is_gone_nobody_waits_on() throws Exception {
    Pair pair = pair(MessageFraming.LINES, CancelForm.ACP);
    CompletableFuture<Params> never = ask(pair.one(), "long");
    pair.atOther().requests.take();
    pair.one().end();
    assertThrows(Exception.class, never::get);
    assertThrows(RpcException.class, () -> pair.one().ask("more", Map.of()));
    pair.one().awaitEnd();
  }

  @Test
  void the_end_of_the_stream_is_the_end() throws Exception {
    RpcPeer peer =
        peer(
            MessageFraming.LINES,
            CancelForm.ACP,
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new Kept());
    peer.awaitEnd();
  }

  @Test
  void a_reader_that_is_gone_is_the_end() throws Exception {
    Pipe never = Pipe.open();
    RpcPeer peer =
        peer(
            MessageFraming.LINES,
            CancelForm.ACP,
            input(never),
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("gone");
              }
            },
            new Kept());
    peer.tell("news", Map.of());
    peer.awaitEnd();
    never.sink().close();
  }

  @Test
  void what_is_no_message_is_answered_and_the_next_one_taken() throws Exception {
    String input =
        """
        {"jsonrpc":"2.0"
        []
        {"jsonrpc":"2.0","id":7}
        {"jsonrpc":"2.0","id":1,"method":"x","params":[1]}
        {"jsonrpc":"2.0","id":2,"method":"unknown"}
        """;
    assertEquals(
        List.of(-32700, -32600, -32600, -32602, -32601),
        answers(5, input, RpcPeer.Limits.USUAL).stream().map(RpcPeerTest::code).toList());
  }

  @Test
  void a_message_that_is_too_large_is_passed_over() throws Exception {
    String large =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"unknown\",\"params\":{\"x\":\""
            + "x".repeat(2 << 20)
            + "\"}}\n";
    String next = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"unknown\"}\n";
    List<Map<String, Object>> answers =
        answers(2, large + next, new RpcPeer.Limits(1 << 20, 1 << 20, 10));
    assertEquals(List.of(-32600, -32601), answers.stream().map(RpcPeerTest::code).toList());
    assertTrue(answers.getFirst().toString().contains("larger than 1 MB"));
    assertEquals(-32601, code(answers(1, large, RpcPeer.Limits.USUAL).getFirst()));
  }

  @Test
  void more_requests_than_are_allowed_are_refused() throws Exception {
    StringBuilder input = new StringBuilder();
    for (int id = 1; id <= 3; id++) {
      input.append("{\"jsonrpc\":\"2.0\",\"id\":").append(id).append(",\"method\":\"x\"}\n");
    }
    List<Map<String, Object>> answers =
        answers(1, input.toString(), new RpcPeer.Limits(1 << 20, 1 << 20, 2));
    assertEquals(3, answers.getFirst().get("id"));
  }

  /** The first answers of a peer that is given this, in pieces that end in the middle. */
  private List<Map<String, Object>> answers(int count, String input, RpcPeer.Limits limits)
      throws InterruptedException {
    Lines out = new Lines();
    Pieces in = new Pieces(input);
    RpcPeer.Wire wire = new RpcPeer.Wire("test", MessageFraming.LINES, CancelForm.ACP, limits);
    peers.add(RpcPeer.start(wire, in, out, new Kept()));
    List<Map<String, Object>> answers = new ArrayList<>();
    while (answers.size() < count) {
      answers.add(Json.object(out.lines.take()));
    }
    in.isRead.countDown();
    return answers;
  }

  /** Stream whose end comes when it is wanted. */
  private static final class Pieces extends InputStream {

    private final InputStream text;
    private final CountDownLatch isRead = new CountDownLatch(1);

    Pieces(String text) {
      this.text = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() throws IOException {
      return text.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = text.read(bytes, offset, Math.min(7, length));
      if (read < 0) {
        try {
          isRead.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return read;
    }
  }

  /** Keeps what is written, which is a line each time. */
  private static final class Lines extends OutputStream {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void write(int b) {
      throw new AssertionError("a message is written as a whole");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      lines.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
    }
  }

  private static int code(Map<String, Object> answer) {
    Object error = assertInstanceOf(Map.class, answer.get("error")).get("code");
    return assertInstanceOf(Integer.class, error);
  }
}
