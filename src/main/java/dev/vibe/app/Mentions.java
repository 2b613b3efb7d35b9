package dev.vibe.app;

import dev.vibe.conversation.Part;
import dev.vibe.text.Truncation;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Files that a prompt names as {@code @file} or {@code @file:10-40}, as attachments. */
record Mentions(Workspace workspace) {

  private static final Pattern MENTION =
      Pattern.compile("(?<!\\S)@([^\\s:]+)(?::(\\d{1,9})(?:-(\\d{1,9}))?)?");

  private static final int MOST_FILES = 20;
  private static final int MOST_BYTES = 2 << 20;
  private static final Truncation.Keep KEPT = new Truncation.Keep(32_000, 8_000);

  /** What is no file of the workspace, or guarded, is left to the model to ask for. */
  List<Part> of(String prompt) {
    List<Part> parts = new ArrayList<>();
    Matcher mentions = MENTION.matcher(prompt);
    while (mentions.find() && parts.size() < MOST_FILES) {
      attachment(mentions.toMatchResult()).ifPresent(parts::add);
    }
    return parts;
  }

  private Optional<Part> attachment(MatchResult mention) {
    String name = mention.group(1).replaceFirst("[,.;!?)]+$", "");
    if (!(workspace.resolve(name, Workspace.Access.READ)
            instanceof Resolution.Inside(WorkspacePath path))
        || workspace.look(path) != Workspace.Found.FILE) {
      return Optional.empty();
    }
    try {
      String text = new String(workspace.read(path, MOST_BYTES), StandardCharsets.UTF_8);
      if (text.indexOf('\0') >= 0) {
        return Optional.empty();
      }
      if (mention.group(2) == null) {
        return part(path.relative(), text);
      }
      int first = Math.max(1, Integer.parseInt(mention.group(2)));
      int last = mention.group(3) == null ? first : Integer.parseInt(mention.group(3));
      String lines =
          text.lines()
              .skip(first - 1L)
              .limit(Math.max(1, last - first + 1L))
              .collect(Collectors.joining("\n"));
      return part(path.relative() + ":" + first + "-" + Math.max(first, last), lines);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Part> part(String name, String text) {
    return Optional.of(new Part.Attachment(name, Truncation.chars(text, KEPT).text()));
  }
}
