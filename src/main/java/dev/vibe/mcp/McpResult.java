package dev.vibe.mcp;

import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.json.Json;
import dev.vibe.rpc.Params;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import dev.vibe.text.QuotedName;
import dev.vibe.text.Truncation;
import dev.vibe.tool.ToolOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reader of what a tool of a server gives back: text as it is, images and other data into files
 * that the model may read.
 *
 * @param folder where such files go
 */
record McpResult(Path folder, AtomicInteger made) {

  /** Of data, decoded. */
  private static final int MOST_BYTES = 20 << 20;

  /** What the model gets of it. */
  ToolOutput output(String title, Params result, int mostChars) {
    List<String> parts = new ArrayList<>();
    for (Params content : result.objects("content")) {
      parts.add(part(content));
    }
    if (parts.isEmpty() && result.value("structuredContent").isPresent()) {
      parts.add(Json.write(result.value("structuredContent").get()));
    }
    String whole = ControlChars.neutralise(String.join("\n", parts)).strip();
    boolean isError = result.flag("isError");
    String text = whole.isEmpty() ? "(nothing)" : whole;
    Truncation cut = Truncation.chars(text, new Truncation.Keep(mostChars * 3 / 4, mostChars / 4));
    ToolOutput output =
        new ToolOutput(isError ? Outcome.FAILED : Outcome.OK, cut.text(), List.of(), List.of());
    return cut.text().equals(text)
        ? output
        : output.leaving(Optional.of(new ToolOutput.Rest("the whole result of " + title, text)));
  }

  private String part(Params content) {
    String type = content.optionalText("type").orElse("");
    return switch (type) {
      case "text" -> content.optionalText("text").orElse("");
      case "image", "audio" ->
          data(
              content.optionalText("mimeType").orElse(type),
              content.optionalText("data").orElse(""));
      case "resource" -> resource(content.object("resource"));
      case "resource_link" ->
          "resource "
              + content.optionalText("uri").orElse("")
              + content.optionalText("description").map(text -> ": " + text).orElse("");
      default -> "[content of a kind that is not known: " + QuotedName.of(type) + "]";
    };
  }

  private String resource(Params resource) {
    String head = "resource " + resource.optionalText("uri").orElse("") + ":\n";
    Optional<String> text = resource.optionalText("text");
    return head
        + text.orElseGet(
            () ->
                data(
                    resource.optionalText("mimeType").orElse("data"),
                    resource.optionalText("blob").orElse("")));
  }

  private String data(String kind, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return "[" + QuotedName.of(kind) + " that cannot be decoded]";
    }
    String what = "[" + QuotedName.of(kind) + ", " + Figures.bytes(bytes.length);
    if (bytes.length == 0 || bytes.length > MOST_BYTES) {
      return what + ", not kept]";
    }
    Path file = folder.resolve("mcp-" + made.incrementAndGet() + suffix(kind));
    try {
      AtomicFile.write(file, bytes, Rights.OWNER_ONLY, Flush.SOMETIME);
      return what + ", in " + QuotedName.of(file.toString()) + "]";
    } catch (IOException e) {
      return what + ", cannot be kept]";
    }
  }

  private static String suffix(String kind) {
    return Map.of(
            "image/png", ".png", "image/jpeg", ".jpg", "image/gif", ".gif", "image/webp", ".webp")
        .getOrDefault(kind, ".bin");
  }
}
