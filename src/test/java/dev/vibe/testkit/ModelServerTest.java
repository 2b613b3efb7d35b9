package dev.vibe.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ModelServerTest {

  private static final String EVENTS =
      String.join(
          "\r\n",
          "HTTP/1.1 200 Scripted",
          "Content-Type: text/event-stream",
          "Transfer-Encoding: chunked",
          "",
          "");

  private final List<ModelServer.Request> requests =
      Collections.synchronizedList(new ArrayList<>());

  private ModelServer server(Reply reply) {
    return ModelServer.start(
        request -> {
          requests.add(request);
          return reply;
        });
  }

  private static Socket connect(ModelServer server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private static void ask(Socket socket, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nX-Name: v: w\r\nContent-Length: " + bytes.length;
    socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().write(bytes);
  }

  private static String read(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
  }

  /** All that is sent until the server hangs up. */
  private String whole(Reply reply) throws IOException {
    try (ModelServer server = server(reply);
        Socket socket = connect(server)) {
      ask(socket, "{}");
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_request_is_given_as_it_came() throws IOException {
    long before = System.nanoTime();
    whole(Reply.json(200, "{}").framed(Reply.Framing.UNTIL_CLOSE));
    ModelServer.Request request = requests.getFirst();
    assertEquals("POST", request.method());
    assertEquals("/v1/chat/completions", request.path());
    assertEquals(Map.of("x-name", "v: w", "content-length", "2"), request.headers());
    assertEquals("{}", request.body());
    assertEquals(2, request.bytes());
    assertTrue(request.came() - before > 0);
    assertTrue(request.isForReply());
  }

  @Test
  void a_connection_is_kept_for_the_next_request() throws IOException {
    String expected = EVENTS + "9\r\ndata: a\n\n\r\n9\r\ndata: é\n\n\r\n0\r\n\r\n";
    int length = expected.getBytes(StandardCharsets.UTF_8).length;
    try (ModelServer server = server(Reply.events("a", "é"));
        Socket socket = connect(server)) {
      for (String body : List.of("one", "zwö")) {
        ask(socket, body);
        assertEquals(expected.replace("9\r\ndata: é", "a\r\ndata: é"), read(socket, length));
      }
    }
    assertEquals(List.of("one", "zwö"), requests.stream().map(ModelServer.Request::body).toList());
  }

  @Test
  void a_writer_makes_a_chunk_with_each_flush_and_when_it_has_enough() throws IOException {
    String large = "x".repeat(5000);
    Reply reply =
        Reply.written(
                out -> {
                  out.write(new byte[] {'a', 'b'});
                  out.write('c');
                  out.flush();
                  out.flush();
                  out.write(large.getBytes(StandardCharsets.UTF_8));
                })
            .then(new Reply.Step.Close());
    assertEquals(
        EVENTS
            + "3\r\nabc\r\n"
            + ("1000\r\n" + "x".repeat(4096) + "\r\n")
            + ("388\r\n" + "x".repeat(904) + "\r\n"),
        whole(reply));
  }

  @Test
  void a_length_is_told_before_the_body() throws IOException {
    try (ModelServer server = server(Reply.json(404, Map.of("a", 1)));
        Socket socket = connect(server)) {
      ask(socket, "{}");
      String expected =
          "HTTP/1.1 404 Scripted\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n"
              + "{\"a\":1}";
      assertEquals(expected, read(socket, expected.length()));
    }
  }

  @Test
  void a_reply_that_closes_before_it_sends_anything_has_no_head() throws IOException {
    assertEquals("", whole(Reply.events("a").after(new Reply.Step.Close())));
  }

  @Test
  void an_action_comes_after_what_was_sent_before_it() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    Reply reply =
        Reply.events("a")
            .then(
                new Reply.Step.Call(called::countDown),
                new Reply.Step.Await(seen),
                new Reply.Step.Close());
    try (ModelServer server = server(reply);
        Socket socket = connect(server)) {
      ask(socket, "{}");
      called.await();
      String before = EVENTS + "9\r\ndata: a\n\n\r\n";
      assertEquals(before, read(socket, before.length()));
      seen.countDown();
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void an_endless_reply_ends_when_the_client_hangs_up() throws Exception {
    AtomicLong sent = new AtomicLong();
    CountDownLatch over = new CountDownLatch(1);
    Reply endless = Reply.endless(200, "text/plain", "word ", sent);
    try (ModelServer server =
        ModelServer.start(
            request -> {
              Reply.Step.Write write = (Reply.Step.Write) endless.steps().getFirst();
              return Reply.written(
                  out -> {
                    try {
                      write.writer().writeTo(out);
                    } finally {
                      over.countDown();
                    }
                  });
            })) {
      try (Socket socket = connect(server)) {
        ask(socket, "{}");
        InputStream in = socket.getInputStream();
        // More than one piece, so that the first of them was counted.
        byte[] begun = in.readNBytes(1 << 20);
        assertTrue(new String(begun, StandardCharsets.UTF_8).contains("word word "));
        assertFalse(over.getCount() == 0);
      }
      over.await();
      assertTrue(sent.get() > 0);
    }
  }

  @Test
  void closing_ends_what_is_being_sent() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    ModelServer server = server(Reply.events("a").then(new Reply.Step.Await(never)));
    try (Socket socket = connect(server)) {
      ask(socket, "{}");
      String before = EVENTS + "9\r\ndata: a\n\n\r\n";
      assertEquals(before, read(socket, before.length()));
      server.close();
      assertEquals(-1, socket.getInputStream().read());
    } finally {
      never.countDown();
    }
  }
}
