package dev.vibe.git.commit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Trailers that end the messages of vibe's commits, as their user wants them. Pure.
 *
 * @param wanted names that vibe knows a text for, or {@code Name: text}
 */
public record Trailers(List<String> wanted) {

  public static final Trailers NONE = new Trailers(List.of());

  /** Nobody reads mail there: the domain exists nowhere. */
  private static final Map<String, String> KNOWN =
      Map.of(
          "co-authored-by",
          "Co-authored-by: vibe ({model}) <noreply@vibe.invalid>",
          "vibe-session",
          "Vibe-Session: {session}",
          "vibe-model",
          "Vibe-Model: {model}");

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9-]*";
  private static final Pattern WRITTEN = Pattern.compile(NAME + ": ?\\S.*");
  private static final Pattern LINE = Pattern.compile(NAME + ": .*|\\s+\\S.*");

  public Trailers {
    wanted = List.copyOf(wanted);
  }

  private static Optional<String> template(String text) {
    String known = KNOWN.getOrDefault(text.strip().toLowerCase(Locale.ROOT), "");
    return known.isEmpty()
        ? Optional.of(text.strip()).filter(line -> WRITTEN.matcher(line).matches())
        : Optional.of(known);
  }

  /** A message with those that it does not have yet, in the paragraph of trailers at its end. */
  String behind(String message, CommitNote note) {
    List<String> missing = new ArrayList<>();
    for (String each : wanted) {
      template(each)
          .map(line -> line.replace("{session}", note.sessionId()).replace("{model}", note.model()))
          .filter(line -> message.lines().noneMatch(line::equals))
          .ifPresent(missing::add);
    }
    if (missing.isEmpty()) {
      return message;
    }
    return message + (endsInTrailers(message) ? "\n" : "\n\n") + String.join("\n", missing);
  }

  /** Whether the last paragraph, which is not the subject, has nothing but trailers. */
  private static boolean endsInTrailers(String message) {
    int last = message.lastIndexOf("\n\n");
    return last >= 0
        && Arrays.stream(message.substring(last + 2).split("\n", -1))
            .allMatch(line -> LINE.matcher(line).matches());
  }
}
