package dev.vibe.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class PromptSocketsTest {

  @Test
  void no_socket_waits_for_an_acknowledgement_before_it_sends() throws Exception {
    PromptSockets sockets = new PromptSockets();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 4, loopback);
        Socket open = sockets.createSocket();
        Socket byHost = sockets.createSocket(loopback.getHostAddress(), server.getLocalPort());
        Socket byAddress = sockets.createSocket(loopback, server.getLocalPort())) {
      open.connect(server.getLocalSocketAddress());
      assertTrue(open.getTcpNoDelay());
      assertTrue(byHost.getTcpNoDelay());
      assertTrue(byAddress.getTcpNoDelay());
    }
  }
}
