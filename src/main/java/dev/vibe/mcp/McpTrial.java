package dev.vibe.mcp;

import dev.vibe.mcp.McpCatalogue.Known;
import dev.vibe.text.ControlChars;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trial of a server: begins it as a session would, and tells what it has. */
public final class McpTrial {

  private final McpServer server;
  private final McpMeans means;

  public McpTrial(McpServer server, McpMeans means) {
    this.server = server;
    this.means = means;
  }

  /**
   * Tool that was found.
   *
   * @param isChanged whether it is other than it was when it was first met
   */
  public record FoundTool(String name, String description, boolean isChanged) {}

  /**
   * What a trial found.
   *
   * @param version of the protocol that is spoken
   * @param info name and version of the server, as it says
   */
  public record Found(String version, String info, List<FoundTool> tools) {

    public Found {
      tools = List.copyOf(tools);
    }
  }

  /** What is known of it without asking; empty when it was never met. Blocks on disk. */
  public Optional<List<FoundTool>> known() {
    return catalogue().of(server).map(McpTrial::tools);
  }

  /**
   * Tries. Blocks, at most some minutes.
   *
   * @param accepts whether what has changed is taken from now on
   * @throws McpFailure when it cannot be begun
   */
  public Found run(boolean accepts) throws McpFailure, InterruptedException {
    try (McpConnection connection = new McpConnection(server, means)) {
      McpClient client = connection.client();
      Known known =
          catalogue().of(server).orElse(new Known(client.era(), client.tools(), Map.of()));
      Found found =
          new Found(
              client.era().version(),
              ControlChars.neutraliseLine(client.serverInfo()),
              tools(known));
      if (accepts) {
        catalogue().keep(server, known.agreed());
      }
      return found;
    }
  }

  private McpCatalogue catalogue() {
    return new McpCatalogue(means.catalogue());
  }

  private static List<FoundTool> tools(Known known) {
    return known.tools().stream()
        .map(
            tool ->
                new FoundTool(
                    ControlChars.neutraliseLine(tool.name()),
                    ControlChars.neutraliseLine(tool.description()),
                    !known.isPinned(tool)))
        .toList();
  }
}
