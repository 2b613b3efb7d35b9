package dev.vibe.context;

import dev.vibe.conversation.Part;
import dev.vibe.file.OwnerOnly;
import dev.vibe.text.Truncation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Record of what the model is told at the start of a session. It is kept beside the log, so that a
 * session that is taken up again begins with the same bytes, which servers have cached.
 *
 * @param since what is different by now, for the next prompt
 */
public record StoredSystemPrompt(String text, List<Part> since) {

  private static final Logger LOG = LoggerFactory.getLogger(StoredSystemPrompt.class);
  private static final Truncation.Keep KEPT = new Truncation.Keep(6_000, 2_000);

  /**
   * Extent of a system prompt: whether the folder's own instructions are in it; what is in without
   * trust never counts.
   */
  public enum Extent {
    TRUSTED("instructions-trusted.md"),
    UNTRUSTED("instructions.md");

    private final String file;

    Extent(String file) {
      this.file = file;
    }
  }

  /**
   * The one of an earlier start, or {@code now}, which is kept for later ones.
   *
   * @param toldElsewhere lines that are not told as different
   */
  public static StoredSystemPrompt of(
      Path session, Extent extent, String now, Set<String> toldElsewhere) {
    Path file = session.resolve(extent.file);
    try {
      if (Files.exists(file)) {
        String before = Files.readString(file, StandardCharsets.UTF_8);
        return new StoredSystemPrompt(before, since(before, now, toldElsewhere));
      }
      if (Files.isDirectory(session)) {
        OwnerOnly.write(file, now);
      }
    } catch (IOException e) {
      LOG.warn("cannot keep what the model is told in {}", file, e);
    }
    return new StoredSystemPrompt(now, List.of());
  }

  private static List<Part> since(String before, String now, Set<String> toldElsewhere) {
    Set<String> known = before.lines().collect(Collectors.toCollection(HashSet::new));
    known.addAll(toldElsewhere);
    String fresh =
        now.lines().filter(line -> !known.contains(line)).collect(Collectors.joining("\n"));
    return fresh.isBlank()
        ? List.of()
        : List.of(new Part.Attachment("changed since", Truncation.chars(fresh, KEPT).text()));
  }
}
