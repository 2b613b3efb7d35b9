package dev.vibe.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.mcp.McpServer.Origin;
import dev.vibe.mcp.McpServer.Reach;
import dev.vibe.mcp.McpServer.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McpConfigurationTest {

  @TempDir Path temporary;

  private McpConfiguration file(String text) throws IOException {
    return new McpConfiguration(
        Files.writeString(temporary.resolve("mcp.json"), text), Origin.PROJECT);
  }

  @Test
  void both_shapes_are_read_with_variables_in_them() throws IOException {
    McpConfiguration.Read read =
        file("""
        {"mcpServers": {
           "files": {"command": "${BIN}/serve", "args": ["${HERE:-.}"], "env": {"A": "${env:B}"},
                     "network": true},
           "off": {"command": "x", "disabled": true}},
         "servers": {"web": {"type": "http", "url": "https://example.com/mcp",
                             "headers": {"Authorization": "Bearer ${TOKEN}"}}}}
        """)
            .read(Map.of("BIN", "/usr/bin", "B", "b", "TOKEN", "t"));

    assertEquals(List.of(), read.faults());
    assertEquals(
        List.of(
            new McpServer(
                "files",
                new Transport.Stdio(List.of("/usr/bin/serve", "."), Map.of("A", "b")),
                Reach.NETWORK,
                Origin.PROJECT),
            new McpServer(
                "web",
                new Transport.Http(
                    URI.create("https://example.com/mcp"), Map.of("Authorization", "Bearer t")),
                Reach.NO_NETWORK,
                Origin.PROJECT)),
        read.servers());
  }

  @Test
  void what_cannot_be_used_is_told() throws IOException {
    assertTrue(
        file("{\"mcpServers\":{\"a b\":{\"command\":\"x\"}}}")
            .read(Map.of())
            .faults()
            .getFirst()
            .endsWith("and is called a b"));
    assertEquals(
        List.of("the server a has neither command nor url"),
        file("{\"mcpServers\":{\"a\":{}}}").read(Map.of()).faults());
    assertEquals(
        List.of("the url of the server a is none: ftp://x"),
        file("{\"mcpServers\":{\"a\":{\"url\":\"ftp://x\"}}}").read(Map.of()).faults());
    assertTrue(file("{").read(Map.of()).faults().getFirst().startsWith("it cannot be read: "));
    assertEquals(
        List.of(),
        new McpConfiguration(temporary.resolve("none"), Origin.USER).read(Map.of()).faults());
  }

  @Test
  void servers_are_added_and_removed_and_the_rest_stays() throws IOException {
    McpConfiguration file = file("{\"other\":1,\"mcpServers\":{\"old\":{\"command\":\"x\"}}}");
    McpServer added =
        new McpServer(
            "new",
            new Transport.Stdio(List.of("y", "z"), Map.of("K", "${V}")),
            Reach.NETWORK,
            Origin.PROJECT);

    file.add(added);
    assertEquals(2, file.read(Map.of("V", "v")).servers().size());
    assertTrue(file.remove("old"));
    assertFalse(file.remove("old"));
    assertEquals(
        "{\"other\":1,\"mcpServers\":{\"new\":{\"command\":\"y\",\"args\":[\"z\"],"
            + "\"env\":{\"K\":\"${V}\"},\"network\":true}}}\n",
        Files.readString(file.file()));
  }

  @Test
  void file_that_is_none_is_not_overwritten() throws IOException {
    McpConfiguration file = file("{ mine");

    assertThrows(IOException.class, () -> file.remove("x"));
    assertEquals("{ mine", Files.readString(file.file()));
  }
}
