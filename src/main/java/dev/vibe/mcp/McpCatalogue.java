package dev.vibe.mcp;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.file.BoundedFile;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Catalogue of what is known of servers from earlier sessions, so that none of them holds a prompt
 * up: the era, the tools, and of which of these a person has seen the description.
 *
 * @param folder a file for each server
 */
record McpCatalogue(Path folder) {

  private static final Logger LOG = LoggerFactory.getLogger(McpCatalogue.class);
  private static final int MOST_BYTES = 8 << 20;

  /**
   * What is known of one.
   *
   * @param pinned by name of the tool, the digest that it had when it was first met, or was agreed
   *     to since
   */
  record Known(
      McpEra era, List<McpToolFacts> tools, Map<String, String> pinned, List<McpPrompt> prompts) {

    Known {
      tools = List.copyOf(tools);
      prompts = List.copyOf(prompts);
      pinned = Map.copyOf(pinned);
    }

    /** Without prompts. */
    Known(McpEra era, List<McpToolFacts> tools, Map<String, String> pinned) {
      this(era, tools, pinned, List.of());
    }

    /** With other prompts. */
    Known with(List<McpPrompt> listed) {
      return new Known(era, tools, pinned, listed);
    }

    /** Whether a tool is as it was when it was met. */
    boolean isPinned(McpToolFacts tool) {
      return tool.digest().equals(pinned.get(tool.name()));
    }

    /** With all tools agreed to, as they are now. */
    Known agreed() {
      Map<String, String> all = new LinkedHashMap<>();
      tools.forEach(tool -> all.put(tool.name(), tool.digest()));
      return new Known(era, tools, all, prompts);
    }

    /** With other tools, of which those that were never met count as met. */
    Known now(McpEra spoken, List<McpToolFacts> listed) {
      Map<String, String> all = new LinkedHashMap<>(pinned);
      listed.forEach(tool -> all.putIfAbsent(tool.name(), tool.digest()));
      return new Known(spoken, listed, all, prompts);
    }
  }

  /** Empty for one that was never met, or is set up otherwise now. Blocks on disk. */
  Optional<Known> of(McpServer server) {
    try {
      Optional<String> text = BoundedFile.text(file(server), MOST_BYTES);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      Map<String, Object> object = Json.object(text.get());
      return server.identity().equals(object.get("server"))
          ? Optional.of(known(object))
          : Optional.empty();
    } catch (IOException | JsonShapeException | IllegalArgumentException | RpcException e) {
      LOG.debug("cannot read what is known of {}", server.name(), e);
      return Optional.empty();
    }
  }

  private static Known known(Map<String, Object> object) {
    List<McpToolFacts> tools = new ArrayList<>();
    if (object.get("tools") instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> fields) {
          tools.add(McpToolFacts.of(fields, "schema"));
        }
      }
    }
    Map<String, String> pinned = new LinkedHashMap<>();
    if (object.get("pinned") instanceof Map<?, ?> map) {
      map.forEach((name, digest) -> pinned.put(String.valueOf(name), String.valueOf(digest)));
    }
    return new Known(McpEra.valueOf(String.valueOf(object.get("era"))), tools, pinned)
        .with(Params.of(object).objects("prompts").stream().map(McpPrompt::of).toList());
  }

  /** Blocks on disk; what cannot be kept is asked for again. */
  void keep(McpServer server, Known known) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("server", server.identity());
    object.put("era", known.era().name());
    object.put("tools", known.tools().stream().map(McpToolFacts::fields).toList());
    object.put("pinned", known.pinned());
    object.put("prompts", known.prompts().stream().map(McpPrompt::fields).toList());
    try {
      AtomicFile.write(file(server), Json.write(object), Rights.OWNER_ONLY, Flush.SOMETIME);
    } catch (IOException e) {
      LOG.debug("cannot keep what is known of {}", server.name(), e);
    }
  }

  private Path file(McpServer server) {
    return folder.resolve(
        server.origin().name().toLowerCase(Locale.ROOT) + "-" + server.name() + ".json");
  }
}
