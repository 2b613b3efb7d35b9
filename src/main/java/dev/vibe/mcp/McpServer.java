package dev.vibe.mcp;

import dev.vibe.json.Json;
import dev.vibe.mcp.login.LoginSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * MCP server that somebody has set up.
 *
 * @param name letters, digits, hyphens and underscores, none of them twice; its tools are named
 *     after it
 * @param reach whether it may use the network, where it is a process
 */
public record McpServer(String name, Transport transport, Reach reach, Origin origin) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+([_-][A-Za-z0-9]+)*");

  /** The longest name that leaves room for those of tools. */
  private static final int LONGEST_NAME = 32;

  /** Transport to a server. */
  public sealed interface Transport {

    /**
     * A process, by its standard streams.
     *
     * @param argv program and arguments
     * @param variables besides those of every command
     */
    record Stdio(List<String> argv, Map<String, String> variables) implements Transport {
      public Stdio {
        argv = List.copyOf(argv);
        variables = Map.copyOf(variables);
      }
    }

    /** Streamable HTTP. */
    record Http(URI url, Map<String, String> headers, LoginSettings login) implements Transport {
      public Http {
        headers = Map.copyOf(headers);
      }

      /** The URL of a server; empty when it can be none. */
      public static Optional<URI> address(String url) {
        try {
          URI address = new URI(url);
          String scheme = String.valueOf(address.getScheme());
          return (scheme.equals("https") || scheme.equals("http")) && address.getHost() != null
              ? Optional.of(address)
              : Optional.empty();
        } catch (URISyntaxException e) {
          return Optional.empty();
        }
      }

      /** Where nothing is set up for a login. */
      public Http(URI url, Map<String, String> headers) {
        this(url, headers, LoginSettings.NONE);
      }
    }
  }

  /** Reach of a process. */
  public enum Reach {
    NO_NETWORK,
    NETWORK
  }

  /** Origin of the setting. */
  public enum Origin {
    USER("yours"),
    PROJECT("of the project"),
    EDITOR("of the editor");

    private final String words;

    Origin(String words) {
      this.words = words;
    }

    /** For a list. */
    public String words() {
      return words;
    }
  }

  /** Whether a name can be that of a server. */
  public static boolean isName(String name) {
    return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
  }

  /** Where it is, in one line without what may be secret. */
  public String place() {
    return switch (transport) {
      case Transport.Stdio(List<String> argv, Map<String, String> variables) ->
          String.join(" ", argv);
      case Transport.Http http -> http.url().toString();
    };
  }

  /** What tells it from one that was set up otherwise; never shown. */
  String identity() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("place", place());
    return Json.write(fields);
  }
}
