package dev.vibe.acp.wire;

import dev.vibe.conversation.ImageType;
import dev.vibe.conversation.Part;
import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Codec of what is said: blocks of text, links, embedded files and images. */
public final class ContentBlocks {

  /** As editors write the lines of a link: {@code #L10-20}, {@code #L10:20}, {@code #L10}. */
  private static final Pattern LINES = Pattern.compile("L(\\d{1,9})(?:[-:]L?(\\d{1,9}))?");

  private ContentBlocks() {}

  /**
   * What a person said.
   *
   * @param text with the files that links name as {@code @file}, where they stood
   * @param attached what came along
   */
  public record Said(String text, List<Part> attached) {
    public Said {
      attached = List.copyOf(attached);
    }
  }

  /** A block of text. */
  public static Map<String, Object> text(String text) {
    return Map.of("type", "text", "text", text);
  }

  /**
   * Reads the blocks of a prompt.
   *
   * @throws RpcException (invalid params) when one of them cannot be taken
   */
  public static Said read(List<Params> blocks) {
    StringBuilder text = new StringBuilder();
    List<Part> attached = new ArrayList<>();
    for (Params block : blocks) {
      switch (block.text("type")) {
        case "text" -> text.append(block.text("text"));
        case "resource_link" -> mention(block.text("uri"), text);
        case "resource" -> resource(block.object("resource"), text, attached);
        case "image" -> attached.add(image(block, block.optionalText("uri").orElse("image")));
        default -> throw RpcException.invalid(block.path() + ".type is none that is taken here");
      }
    }
    return new Said(text.toString(), attached);
  }

  /** Where a word could run into the one before it, a blank parts them. */
  private static void mention(String uri, StringBuilder text) {
    if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
      text.append(' ');
    }
    text.append(mention(uri));
  }

  private static String mention(String uri) {
    Optional<Path> file = file(uri);
    if (file.isEmpty()) {
      return uri;
    }
    String name = file.get().toString();
    if (name.chars().anyMatch(each -> Character.isWhitespace(each) || each == ':')) {
      return "@\"" + name + "\"";
    }
    Matcher lines = LINES.matcher(fragment(uri));
    if (!lines.matches()) {
      return "@" + name;
    }
    String last = lines.group(2) == null ? "" : "-" + lines.group(2);
    return "@" + name + ":" + lines.group(1) + last;
  }

  private static Optional<Path> file(String uri) {
    try {
      URI parsed = URI.create(uri);
      return "file".equals(parsed.getScheme()) && parsed.getPath() != null
          ? Optional.of(Path.of(parsed.getPath()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String fragment(String uri) {
    int at = uri.indexOf('#');
    return at < 0 ? "" : uri.substring(at + 1);
  }

  /** The text of an embedded file stands for the file, which may have another one on the disk. */
  private static void resource(Params resource, StringBuilder text, List<Part> attached) {
    String uri = resource.text("uri");
    String name = file(uri).map(Path::toString).orElse(uri);
    Optional<String> content = resource.optionalText("text");
    if (content.isPresent()) {
      attached.add(new Part.Attachment(name, content.get()));
    } else if (ImageType.named(resource.optionalText("mimeType").orElse("")).isPresent()) {
      attached.add(image(resource.text("blob"), resource, name));
    } else {
      mention(uri, text);
    }
  }

  private static Part.Image image(Params block, String name) {
    return image(block.text("data"), block, name);
  }

  private static Part.Image image(String base64, Params block, String name) {
    ImageType type =
        ImageType.named(block.text("mimeType"))
            .orElseThrow(
                () -> RpcException.invalid(block.path() + ".mimeType is none of an image"));
    try {
      return Part.Image.of(name, type, Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new RpcException(
          RpcException.INVALID_PARAMS, block.path() + " holds an image that is no Base64", e);
    }
  }
}
