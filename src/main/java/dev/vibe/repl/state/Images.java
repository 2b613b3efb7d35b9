package dev.vibe.repl.state;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pictures that a prompt names, which no model is shown: a conversation has only text. */
final class Images {

  /** A mention, or a whole path as a terminal types it when a file is dropped on it. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?<!\\S)(?:@|(?=/|~/|'/))['\"]?([^\\s'\"]+\\.(?:png|jpe?g|gif|webp|bmp|tiff?|heic))(?!\\w|\\.\\w)",
          Pattern.CASE_INSENSITIVE);

  private Images() {}

  /** What to say about the first one that is named; empty when none is. */
  static Optional<String> in(String prompt) {
    Matcher named = NAMED.matcher(prompt);
    return named.find()
        ? Optional.of("the model does not see " + named.group(1) + ": only text goes along")
        : Optional.empty();
  }
}
