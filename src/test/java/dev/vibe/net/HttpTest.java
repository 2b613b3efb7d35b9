package dev.vibe.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.DeafPort;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class HttpTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  /** More than the sockets of both sides hold, and what a second of reading brings. */
  private static final long MOST_UNREAD = 64_000_000;

  private static final String LEGAL =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

  private final Http http = new Http(HttpSettings.DEFAULT);

  private static HttpBody body(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new HttpBody() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }
    };
  }

  private HttpCall post(ScriptedServer server) {
    return http.call(
        HttpRequest.post(
            URI.create(server.baseUrl() + "/chat/completions"),
            Map.of("Authorization", "Bearer k"),
            body(LEGAL)));
  }

  private static HttpFailure.Kind kindOf(ExecutionException failed) {
    return assertInstanceOf(HttpFailure.class, failed.getCause()).kind();
  }

  @Test
  void a_reply_has_status_headers_and_body() throws IOException {
    try (var server = ScriptedServer.start(Reply.json(201, "{\"a\":\"é\"}").header("X-Id", "7"));
        HttpReply reply = post(server).send(LONG)) {
      assertEquals(201, reply.status());
      assertEquals("7", reply.header("x-ID"));
      assertEquals("", reply.header("absent"));
      assertEquals("{\"a\":\"é\"}", reply.text(1000));
      assertEquals("Bearer k", server.requests().getFirst().headers().get("authorization"));
      assertEquals(LEGAL, server.requests().getFirst().body());
    }
  }

  @Test
  void a_connection_is_used_again() throws IOException {
    try (var server = ScriptedServer.start(Reply.json(200, "{}"), Reply.json(200, "{}"))) {
      for (int i = 0; i < 2; i++) {
        try (HttpReply reply = post(server).send(LONG)) {
          assertEquals("{}", reply.text(100));
        }
      }
      assertEquals(2, server.requests().size());
    }
  }

  @Test
  void nothing_listening_is_told_as_refused() throws IOException {
    try (DeafPort port = DeafPort.open()) {
      URI url = URI.create("http://127.0.0.1:" + port.number() + "/v1");
      HttpCall call = http.call(HttpRequest.get(url, Map.of()));
      HttpFailure failure = assertThrows(HttpFailure.class, () -> call.send(LONG));
      assertEquals(HttpFailure.Kind.REFUSED, failure.kind());
    }
  }

  @Test
  void row_37_silence_before_the_answer_ends_at_its_limit() {
    CountDownLatch never = new CountDownLatch(1);
    try (var server =
        ScriptedServer.start(Reply.json(200, "{}").after(new Reply.Step.Await(never)))) {
      HttpFailure failure =
          assertThrows(HttpFailure.class, () -> post(server).send(Duration.ofMillis(50)));
      assertEquals(HttpFailure.Kind.SILENCE, failure.kind());
    } finally {
      never.countDown();
    }
  }

  @Test
  void row_37_silence_within_the_body_ends_at_its_limit() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try (var server = ScriptedServer.start(Reply.events("a").then(new Reply.Step.Await(never)));
        HttpReply reply = post(server).send(LONG)) {
      reply.limitSilence(Duration.ofMillis(50));
      HttpFailure failure = assertThrows(HttpFailure.class, () -> reply.body().readAllBytes());
      assertEquals(HttpFailure.Kind.SILENCE, failure.kind());
    } finally {
      never.countDown();
    }
  }

  private static final byte[] PIECE = new byte[64 * 1024];

  private static Reply endless(AtomicLong sent, CountDownLatch hungUp) {
    return Reply.written(
            out -> {
              try {
                while (true) {
                  out.write(PIECE);
                  sent.addAndGet(PIECE.length);
                }
              } finally {
                hungUp.countDown();
              }
            })
        .framed(Reply.Framing.UNTIL_CLOSE);
  }

  @Test
  void a_reply_that_nobody_reads_on_is_cut_and_not_read_to_its_end() throws Exception {
    AtomicLong sent = new AtomicLong();
    CountDownLatch hungUp = new CountDownLatch(1);
    try (var server = ScriptedServer.start(endless(sent, hungUp))) {
      try (HttpReply reply = post(server).send(LONG)) {
        assertEquals(0, reply.body().read());
      }
      hungUp.await();
      assertTrue(sent.get() < MOST_UNREAD, () -> "sent " + sent);
    }
  }

  /** A server that works for it only stops when it sees that. */
  @Test
  void a_cancelled_call_hangs_up_while_its_reply_is_still_held() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    try (var server = ScriptedServer.start(endless(new AtomicLong(), hungUp))) {
      HttpCall call = post(server);
      try (HttpReply reply = call.send(LONG)) {
        assertEquals(0, reply.body().read());
        call.cancel();
        assertTrue(hungUp.await(30, TimeUnit.SECONDS), "the server still writes");
      }
    }
  }

  @Test
  void row_38_cancel_from_another_thread_ends_a_read_at_once() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch reached = new CountDownLatch(1);
    try (var server =
        ScriptedServer.start(
            Reply.events("a").then(new Reply.Step.Signal(reached), new Reply.Step.Await(never)))) {
      HttpCall call = post(server);
      FutureTask<byte[]> reading = new FutureTask<>(() -> call.send(LONG).body().readAllBytes());
      Thread.ofVirtual().start(reading);
      reached.await();
      call.cancel();
      ExecutionException failed = assertThrows(ExecutionException.class, reading::get);
      assertEquals(HttpFailure.Kind.CANCELLED, kindOf(failed));
    } finally {
      never.countDown();
    }
  }

  @Test
  void row_38_an_interrupt_ends_a_read_on_any_kind_of_thread() throws Exception {
    for (Thread.Builder kind : List.of(Thread.ofVirtual(), Thread.ofPlatform())) {
      CountDownLatch never = new CountDownLatch(1);
      CountDownLatch reached = new CountDownLatch(1);
      try (var server =
          ScriptedServer.start(
              Reply.events("a")
                  .then(new Reply.Step.Signal(reached), new Reply.Step.Await(never)))) {
        FutureTask<byte[]> reading =
            new FutureTask<>(() -> post(server).send(LONG).body().readAllBytes());
        Thread thread = kind.start(reading);
        reached.await();
        thread.interrupt();
        ExecutionException failed = assertThrows(ExecutionException.class, reading::get);
        assertEquals(HttpFailure.Kind.CANCELLED, kindOf(failed));
      } finally {
        never.countDown();
      }
    }
  }

  @Test
  void a_cancelled_call_is_never_sent() {
    try (var server = ScriptedServer.start(Reply.json(200, "{}"))) {
      HttpCall call = post(server);
      call.cancel();
      HttpFailure failure = assertThrows(HttpFailure.class, () -> call.send(LONG));
      assertEquals(HttpFailure.Kind.CANCELLED, failure.kind());
      assertEquals(List.of(), server.requests());
    }
  }

  @Test
  void a_proxy_is_asked_with_its_login_for_a_host_that_need_not_have_an_address()
      throws IOException {
    try (var proxy = ScriptedServer.start(Reply.json(200, "{\"ok\":1}"))) {
      String address = URI.create(proxy.baseUrl()).getAuthority();
      Proxies proxies = new Proxies("http://me:p%40ss@" + address, "", List.of());
      Http through =
          new Http(new HttpSettings(LONG, proxies, List.of(), HttpSettings.Identity.NONE));
      URI url = URI.create("http://model.invalid/v1/chat/completions");
      HttpCall call = through.call(HttpRequest.post(url, Map.of(), body(LEGAL)));
      try (HttpReply reply = call.send(LONG)) {
        assertEquals("{\"ok\":1}", reply.text(100));
      }
      ScriptedServer.Received received = proxy.requests().getFirst();
      assertEquals(url.toString(), received.path());
      assertEquals("Basic bWU6cEBzcw==", received.headers().get("proxy-authorization"));
    }
  }

  private static HttpFailure behindProxy(String url, String proxy, Duration connectLimit) {
    Proxies proxies = Proxies.fromEnvironment(Map.of("ALL_PROXY", proxy));
    Http through =
        new Http(new HttpSettings(connectLimit, proxies, List.of(), HttpSettings.Identity.NONE));
    HttpCall call = through.call(HttpRequest.post(URI.create(url), Map.of(), body(LEGAL)));
    return assertThrows(HttpFailure.class, () -> call.send(LONG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void a_proxy_that_is_down_is_named_with_what_set_it(String scheme) throws IOException {
    try (DeafPort port = DeafPort.open()) {
      String address = "127.0.0.1:" + port.number();

      HttpFailure failure = behindProxy(scheme + "://model.test/v1", "http://" + address, LONG);

      assertEquals(HttpFailure.Kind.PROXY, failure.kind());
      assertEquals(
          "nothing listens at the proxy " + address + " of ALL_PROXY", failure.getMessage());
    }
  }

  @Test
  void a_proxy_that_speaks_another_protocol_is_named_as_such() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket accepted = socket.accept()) {
                  accepted.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(US_ASCII));
                } catch (IOException e) {
                  // the test is over
                }
              });
      String address = "127.0.0.1:" + socket.getLocalPort();

      HttpFailure failure = behindProxy("https://model.test/v1", "http://" + address, LONG);

      assertEquals(HttpFailure.Kind.PROXY, failure.kind());
      assertEquals(
          "the proxy "
              + address
              + " of ALL_PROXY opens no way to the server; what listens there speaks another"
              + " protocol",
          failure.getMessage());
    }
  }

  @Test
  void a_proxy_that_never_answers_is_named_too() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + socket.getLocalPort();

      HttpFailure failure =
          behindProxy("https://model.test/v1", "http://" + address, Duration.ofMillis(50));

      assertEquals(HttpFailure.Kind.PROXY, failure.kind());
      assertTrue(String.valueOf(failure.getMessage()).contains(address), failure::toString);
    }
  }

  @Test
  void the_key_does_not_follow_a_redirect_to_another_server() throws IOException {
    try (var other = ScriptedServer.start(Reply.json(200, "{}"));
        var server =
            ScriptedServer.start(
                Reply.json(307, "{}").header("Location", other.baseUrl() + "/chat/completions"));
        HttpReply reply = post(server).send(LONG)) {
      assertEquals(307, reply.status());
      assertEquals(List.of(), other.allRequests());
    }
  }

  @Test
  void a_redirect_on_the_same_server_is_followed_with_its_body() throws IOException {
    try (var server =
            ScriptedServer.start(
                Reply.json(308, "{}").header("Location", "/v2/chat/completions"),
                Reply.json(200, "{\"ok\":1}"));
        HttpReply reply = post(server).send(LONG)) {
      assertEquals("{\"ok\":1}", reply.text(100));
      assertEquals("/v2/chat/completions", server.requests().getLast().path());
      assertEquals(LEGAL, server.requests().getLast().body());
    }
  }

  @Test
  void a_compressed_answer_is_cut_at_the_limit_of_what_it_unpacks_to() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[10_000_000]);
    }
    Reply bomb = Reply.raw(packed.toByteArray()).header("Content-Encoding", "gzip");
    try (var server = ScriptedServer.start(bomb, bomb)) {
      try (HttpReply reply = post(server).send(LONG)) {
        assertEquals(1000, reply.text(1000).length());
      }
      HttpCall identity =
          http.call(
              HttpRequest.post(
                  URI.create(server.baseUrl() + "/chat/completions"),
                  Map.of("Accept-Encoding", "identity"),
                  body(LEGAL)));
      try (HttpReply reply = identity.send(LONG)) {
        assertEquals(1000, reply.text(1000).length());
      }
    }
  }

  @Test
  void a_slow_reader_bounds_what_is_held_and_loses_nothing() throws IOException {
    byte[] megabytes = new byte[3_000_000];
    Arrays.fill(megabytes, (byte) 'x');
    try (var server = ScriptedServer.start(Reply.raw(megabytes));
        HttpReply reply = post(server).send(LONG)) {
      assertTrue(reply.body().readAllBytes().length == megabytes.length);
    }
  }
}
