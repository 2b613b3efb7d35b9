package dev.vibe.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that a server has closed, or will, when the next request comes. */
@Timeout(30)
final class KeptConnectionTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

  private final Http http = new Http(HttpSettings.DEFAULT);

  /** What the server does with a request. */
  private enum Deed {
    ANSWER_AND_KEEP,
    ANSWER_AND_CLOSE,
    CLOSE,
    HALF_A_HEAD
  }

  /** Server that treats requests in turn, and says on which connection, from 1, each came. */
  private static final class Server implements AutoCloseable {

    private final ServerSocket socket;
    private final String answer;
    private final Deque<Deed> deeds;
    private final BlockingQueue<Integer> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();

    Server(String answer, Deed... deeds) throws IOException {
      this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      this.answer = answer;
      this.deeds = new ArrayDeque<>(List.of(deeds));
      Thread.ofVirtual().start(this::acceptAll);
    }

    private void acceptAll() {
      for (int number = 1; !socket.isClosed(); number++) {
        try (Socket connection = socket.accept()) {
          serve(connection, number);
        } catch (IOException e) {
          // it is over, or the client went
        }
        closed.add(number);
      }
    }

    private void serve(Socket connection, int number) throws IOException {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
      while (in.readLine() != null) {
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
          line = in.readLine();
        }
        requests.add(number);
        Deed deed = deeds.removeFirst();
        String text =
            switch (deed) {
              case ANSWER_AND_KEEP, ANSWER_AND_CLOSE -> answer;
              case CLOSE -> "";
              case HALF_A_HEAD -> "HTTP/1.1 2";
            };
        connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        if (deed != Deed.ANSWER_AND_KEEP) {
          return;
        }
      }
    }

    int requestedOn() {
      return take(requests);
    }

    void awaitClosed(int number) {
      assertEquals(number, take(closed));
    }

    private static int take(BlockingQueue<Integer> queue) {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Without a body, which the server would have to read; that one is sent again goes for both. */
  private String ask(Server server) throws IOException {
    URI url = URI.create("http://127.0.0.1:" + server.socket.getLocalPort() + "/");
    try (HttpReply reply = http.call(HttpRequest.post(url, Map.of(), HttpBody.NONE)).send(LONG)) {
      return reply.text(100);
    }
  }

  @Test
  void request_on_one_that_was_closed_meanwhile_goes_out_again_on_a_fresh_one() throws IOException {
    try (Server server = new Server(ANSWER, Deed.ANSWER_AND_CLOSE, Deed.ANSWER_AND_KEEP)) {
      assertEquals("{}", ask(server));
      server.awaitClosed(server.requestedOn());

      assertEquals("{}", ask(server));

      assertEquals(2, server.requestedOn());
    }
  }

  @Test
  void so_does_one_whose_connection_is_closed_at_its_sight() throws IOException {
    try (Server server =
        new Server(ANSWER, Deed.ANSWER_AND_KEEP, Deed.CLOSE, Deed.ANSWER_AND_KEEP)) {
      ask(server);

      assertEquals("{}", ask(server));

      assertEquals(1, server.requestedOn());
      assertEquals(1, server.requestedOn());
      assertEquals(2, server.requestedOn());
    }
  }

  @Test
  void it_goes_out_again_only_once() throws IOException {
    try (Server server = new Server(ANSWER, Deed.ANSWER_AND_KEEP, Deed.CLOSE, Deed.CLOSE)) {
      ask(server);

      HttpFailure failure = assertThrows(HttpFailure.class, () -> ask(server));

      assertEquals(HttpFailure.Kind.BROKEN, failure.kind());
      assertEquals(List.of(), List.copyOf(server.deeds));
    }
  }

  @Test
  void one_on_a_fresh_connection_does_not() throws IOException {
    try (Server server = new Server(ANSWER, Deed.CLOSE, Deed.ANSWER_AND_KEEP)) {
      assertThrows(HttpFailure.class, () -> ask(server));

      assertEquals(List.of(Deed.ANSWER_AND_KEEP), List.copyOf(server.deeds));
    }
  }

  @Test
  void one_that_was_half_answered_does_not() throws IOException {
    try (Server server =
        new Server(ANSWER, Deed.ANSWER_AND_KEEP, Deed.HALF_A_HEAD, Deed.ANSWER_AND_KEEP)) {
      ask(server);

      assertThrows(HttpFailure.class, () -> ask(server));

      assertEquals(List.of(Deed.ANSWER_AND_KEEP), List.copyOf(server.deeds));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nConnection: x, close\r\nContent-Length: 2\r\n\r\n{}"
      })
  void one_that_the_server_will_close_is_not_kept(String answer) throws IOException {
    try (Server server = new Server(answer, Deed.ANSWER_AND_KEEP, Deed.ANSWER_AND_KEEP)) {
      ask(server);
      ask(server);

      assertEquals(1, server.requestedOn());
      assertEquals(2, server.requestedOn());
    }
  }

  @Test
  void one_of_old_http_is_kept_where_the_server_says_so() throws IOException {
    String answer = "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\n{}";
    try (Server server = new Server(answer, Deed.ANSWER_AND_KEEP, Deed.ANSWER_AND_KEEP)) {
      ask(server);
      ask(server);

      assertEquals(1, server.requestedOn());
      assertEquals(1, server.requestedOn());
    }
  }
}
