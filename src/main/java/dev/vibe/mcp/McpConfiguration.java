package dev.vibe.mcp;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.file.BoundedFile;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.mcp.McpServer.Origin;
import dev.vibe.mcp.McpServer.Reach;
import dev.vibe.mcp.McpServer.Transport;
import dev.vibe.mcp.login.LoginSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * File that sets up MCP servers: {@code mcpServers} as most agents have it, or {@code servers} as
 * VS Code does. {@code ${NAME}}, {@code ${NAME:-otherwise}} and {@code ${env:NAME}} stand for
 * variables.
 *
 * @param file one that is vibe's own is written by {@link #add} and {@link #remove}
 */
public record McpConfiguration(Path file, Origin origin) {

  private static final int MOST_BYTES = 1 << 20;
  private static final List<String> TABLES = List.of("mcpServers", "servers");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

  /**
   * What a file says.
   *
   * @param faults what cannot be used, a sentence each
   */
  public record Read(List<McpServer> servers, List<String> faults) {

    public Read {
      servers = List.copyOf(servers);
      faults = List.copyOf(faults);
    }
  }

  /** Reads it; a file that is not there says nothing. Blocks on disk. */
  public Read read(Map<String, String> environment) {
    List<McpServer> servers = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    try {
      for (Map.Entry<String, ?> each : table(object()).entrySet()) {
        String name = each.getKey();
        if (!McpServer.isName(name)) {
          faults.add(
              "a server may have letters, digits and single hyphens or underscores in its name, at"
                  + " most 32, and is called "
                  + name);
        } else if (each.getValue() instanceof Map<?, ?> fields) {
          if (!Boolean.TRUE.equals(fields.get("disabled"))) {
            servers.add(server(name, fields, environment));
          }
        } else {
          faults.add("the server " + name + " is no object");
        }
      }
    } catch (IOException | JsonShapeException e) {
      faults.add("it cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    return new Read(servers, faults);
  }

  private Map<String, Object> object() throws IOException {
    return Json.object(BoundedFile.text(file, MOST_BYTES).orElse("{}"));
  }

  private static Map<String, ?> table(Map<String, Object> object) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String name : TABLES) {
      if (object.get(name) instanceof Map<?, ?> table) {
        table.forEach((key, value) -> all.putIfAbsent(String.valueOf(key), value));
      }
    }
    return all;
  }

  private McpServer server(String name, Map<?, ?> fields, Map<String, String> environment) {
    Reach reach = Boolean.TRUE.equals(fields.get("network")) ? Reach.NETWORK : Reach.NO_NETWORK;
    if (fields.get("url") instanceof String url) {
      return new McpServer(
          name,
          new Transport.Http(
              address(name, expanded(url, environment)),
              texts(name, "headers", fields.get("headers"), environment),
              login(name, texts(name, "oauth", fields.get("oauth"), environment))),
          reach,
          origin);
    }
    if (!(fields.get("command") instanceof String command) || command.isBlank()) {
      throw new IllegalArgumentException("the server " + name + " has neither command nor url");
    }
    List<String> argv = new ArrayList<>(List.of(expanded(command, environment)));
    if (fields.get("args") instanceof List<?> args) {
      args.forEach(arg -> argv.add(expanded(String.valueOf(arg), environment)));
    }
    return new McpServer(
        name,
        new Transport.Stdio(argv, texts(name, "env", fields.get("env"), environment)),
        reach,
        origin);
  }

  private static LoginSettings login(String name, Map<String, String> fields) {
    try {
      return LoginSettings.of(fields);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("of the server " + name + ": " + e.getMessage(), e);
    }
  }

  private static URI address(String name, String url) {
    return Transport.Http.address(url)
        .orElseThrow(
            () ->
                new IllegalArgumentException("the url of the server " + name + " is none: " + url));
  }

  private static Map<String, String> texts(
      String name, String field, @Nullable Object value, Map<String, String> environment) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, text) ->
              texts.put(String.valueOf(key), expanded(String.valueOf(text), environment)));
    } else if (value != null) {
      throw new IllegalArgumentException(field + " of the server " + name + " is no object");
    }
    return texts;
  }

  private static String expanded(String text, Map<String, String> environment) {
    Matcher matcher = VARIABLE.matcher(text);
    return matcher.replaceAll(
        found -> {
          String otherwise = found.group(2) == null ? "" : found.group(2);
          return Matcher.quoteReplacement(environment.getOrDefault(found.group(1), otherwise));
        });
  }

  /**
   * Adds a server, or replaces one of its name. Blocks on disk.
   *
   * @throws IOException when the file cannot be read as what it is, or not be written; it is then
   *     as it was
   */
  public void add(McpServer server) throws IOException {
    change(table -> table.put(server.name(), fields(server)));
  }

  /**
   * Takes a server away. Blocks on disk.
   *
   * @return whether there was one of that name
   * @throws IOException as {@link #add}
   */
  public boolean remove(String name) throws IOException {
    boolean[] wasThere = new boolean[1];
    change(table -> wasThere[0] = table.remove(name) != null);
    return wasThere[0];
  }

  private void change(Consumer<Map<String, Object>> change) throws IOException {
    Map<String, Object> all;
    try {
      all = new LinkedHashMap<>(object());
    } catch (JsonShapeException e) {
      throw new IOException("it is no JSON: " + e.getMessage(), e);
    }
    Map<String, Object> table = new LinkedHashMap<>();
    if (all.get(TABLES.getFirst()) instanceof Map<?, ?> old) {
      old.forEach((key, value) -> table.put(String.valueOf(key), value));
    }
    change.accept(table);
    all.put(TABLES.getFirst(), table);
    AtomicFile.write(file, Json.write(all) + "\n", Rights.OWNER_ONLY, Flush.AT_ONCE);
  }

  private static Map<String, Object> fields(McpServer server) {
    Map<String, Object> fields = new LinkedHashMap<>();
    switch (server.transport()) {
      case Transport.Stdio(List<String> argv, Map<String, String> variables) -> {
        fields.put("command", argv.getFirst());
        fields.put("args", argv.subList(1, argv.size()));
        if (!variables.isEmpty()) {
          fields.put("env", variables);
        }
      }
      case Transport.Http(URI url, Map<String, String> headers, LoginSettings login) -> {
        fields.put("type", "http");
        fields.put("url", url.toString());
        if (!headers.isEmpty()) {
          fields.put("headers", headers);
        }
        if (!login.fields().isEmpty()) {
          fields.put("oauth", login.fields());
        }
      }
    }
    if (server.reach() == Reach.NETWORK) {
      fields.put("network", true);
    }
    return fields;
  }
}
