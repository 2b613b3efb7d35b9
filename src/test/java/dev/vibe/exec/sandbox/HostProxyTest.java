package dev.vibe.exec.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.net.HostRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostProxyTest {

  @TempDir private Path folder;
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  /** A server that answers one request and says what it got. */
  private ServerSocket server() throws IOException {
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(() -> answer(server));
    return server;
  }

  private void answer(ServerSocket server) {
    try (Socket client = server.accept()) {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) client.getInputStream().read());
      }
      seen.add(head.toString());
      client
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      seen.add(e.toString());
    }
  }

  private String ask(HostRules rules, String request) throws IOException {
    Path socket = folder.resolve("s");
    try (HostProxy _ = HostProxy.start(rules, socket);
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      byte[] all = Channels.newInputStream(client).readAllBytes();
      return new String(all, StandardCharsets.US_ASCII);
    }
  }

  @Test
  void a_named_host_gets_the_request_without_what_is_the_proxys() throws Exception {
    try (ServerSocket server = server()) {
      String host = "127.0.0.1:" + server.getLocalPort();
      String reply =
          ask(
              new HostRules(List.of(host)),
              "GET http://"
                  + host
                  + "/a?b=c HTTP/1.1\r\nHost: evil.example\r\n"
                  + "Proxy-Authorization: x\r\nAccept: y\r\n\r\n");
      assertTrue(reply.endsWith("hello"), reply);
      assertEquals(
          "GET /a?b=c HTTP/1.1\r\nHost: " + host + "\r\nAccept: y\r\nConnection: close\r\n\r\n",
          seen.poll(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void a_tunnel_leads_to_a_named_host() throws Exception {
    try (ServerSocket server = server()) {
      String host = "127.0.0.1:" + server.getLocalPort();
      String reply =
          ask(
              new HostRules(List.of(host)),
              "CONNECT " + host + " HTTP/1.1\r\n\r\nGET / HTTP/1.0\r\n\r\n");
      assertTrue(reply.startsWith("HTTP/1.1 200 Connection established"), reply);
      assertTrue(reply.endsWith("hello"), reply);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONNECT other.example:443 HTTP/1.1\r\n\r\n",
        "CONNECT 127.0.0.1:22 HTTP/1.1\r\n\r\n",
        "CONNECT 169.254.169.254:80 HTTP/1.1\r\n\r\n",
        "GET http://named.example.evil.test/ HTTP/1.1\r\n\r\n",
        "GET http://named.example:22/ HTTP/1.1\r\n\r\n",
        "GET http://x@other.example/ HTTP/1.1\r\n\r\n"
      })
  void what_is_not_named_is_refused(String request) throws Exception {
    String reply = ask(new HostRules(List.of("named.example", "*.named.example")), request);
    assertTrue(reply.startsWith("HTTP/1.1 403 "), reply);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "CONNECT x HTTP/1.1\r\n\r\n", "x\r\n\r\n"})
  void what_is_no_request_for_a_proxy_is_refused(String request) throws Exception {
    assertTrue(ask(new HostRules(List.of("x")), request).startsWith("HTTP/1.1 400 "));
  }

  /** The name is of this machine, and a name that is allowed may be made to lead anywhere. */
  @Test
  void a_named_host_that_leads_inside_is_refused() throws Exception {
    String self = InetAddress.getLocalHost().getHostName();
    assertTrue(new HostRules(List.of(self)).resolve(self, 80).isEmpty());
    assertTrue(new HostRules(List.of("localhost")).resolve("localhost", 80).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "fc00::1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "::ffff:10.0.0.1",
        "2001::1"
      })
  void addresses_inside_are_known(String address) throws Exception {
    assertTrue(HostRules.isInside(InetAddress.getByName(address)), address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
  void addresses_of_the_world_are_known(String address) throws Exception {
    assertFalse(HostRules.isInside(InetAddress.getByName(address)), address);
  }
}
