package dev.vibe.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.workspace.Resolution.Guarded;
import dev.vibe.workspace.Resolution.Inside;
import dev.vibe.workspace.Resolution.Refused;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is guarded by where it is, and what is refused by what it is. */
class GuardedPlacesTest {

  @TempDir private Path temp;
  private Path root;
  private Workspace workspace;

  @BeforeEach
  void makeWorkspace() throws IOException {
    root = Files.createDirectories(temp.toRealPath().resolve("ws"));
    Files.writeString(root.resolve("README.md"), "# Demo\n");
    workspace = new Workspace(root, List.of());
  }

  @Test
  void own_configuration_and_state_are_guarded_wherever_they_are() throws IOException {
    Files.createDirectories(root.resolve("mine/keys"));
    Files.writeString(root.resolve("mine/keys/mistral"), "sk-1\n");
    Files.createSymbolicLink(root.resolve("alias"), root.resolve("mine"));
    Workspace keeping = workspace.keeping(List.of(root.resolve("alias"), root.getParent()));

    for (String name :
        List.of("mine/config.toml", "alias/rules.toml", "mine/sessions/1/choices.json")) {
      Guarded written = assertInstanceOf(Guarded.class, keeping.resolve(name, Access.WRITE));
      assertEquals(Resolution.Guard.PROTECTED, written.guard());
    }
    Guarded key =
        assertInstanceOf(Guarded.class, keeping.resolve("mine/keys/mistral", Access.READ));
    assertEquals(Resolution.Guard.SECRET, key.guard());
    assertInstanceOf(Inside.class, keeping.resolve("README.md", Access.WRITE));
    assertInstanceOf(Inside.class, keeping.resolve("other/keys", Access.WRITE));
  }

  @Test
  void what_is_no_file_is_refused_by_what_it_is() throws Exception {
    assertEquals(
        0, new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor());
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(root.resolve("socket")));
      for (Access access : Access.values()) {
        Refused pipe = assertInstanceOf(Refused.class, workspace.resolve("pipe", access));
        assertTrue(pipe.message().startsWith("pipe is a named pipe, "), pipe::message);
        Refused other = assertInstanceOf(Refused.class, workspace.resolve("socket", access));
        assertTrue(other.message().startsWith("socket is a socket, "), other::message);
      }
    }
    assertEquals(SpecialFile.CHARACTERS, SpecialFile.at(Path.of("/dev/null")));
  }
}
