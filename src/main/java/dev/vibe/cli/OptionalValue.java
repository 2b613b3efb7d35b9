package dev.vibe.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rule for {@code --resume}, which takes an id or nothing. What follows it is its id when it could
 * be one, or the beginning of one: a prompt whose first word is such digits needs {@code --} before
 * it. Where {@code --prompt} has the prompt, any word that follows is the id.
 */
final class OptionalValue {

  private static final Pattern ID =
      Pattern.compile("2(0([0-9]{0,6}|[0-9]{6}-[0-9]{0,6}|[0-9]{6}-[0-9]{6}-[0-9a-z]{0,4}))?");

  private OptionalValue() {}

  /** The same line with {@code --resume=ID} in one word; idempotent. */
  static String[] joined(String[] argv) {
    List<String> line = new ArrayList<>();
    boolean hasPrompt = hasPrompt(argv);
    boolean isValue = false;
    for (int i = 0; i < argv.length; i++) {
      String word = argv[i];
      if (word.equals("--")) {
        line.addAll(List.of(argv).subList(i, argv.length));
        break;
      }
      if (!isValue && Options.isNamed(Options.RESUME, word)) {
        boolean hasId =
            i + 1 < argv.length
                && (ID.matcher(argv[i + 1]).matches()
                    || (hasPrompt && !argv[i + 1].startsWith("-")));
        line.add(Options.RESUME + "=" + (hasId ? argv[++i] : ""));
      } else {
        line.add(word);
      }
      isValue = !isValue && takesValue(word);
    }
    return line.toArray(String[]::new);
  }

  private static boolean hasPrompt(String[] argv) {
    return Stream.of(argv)
        .takeWhile(word -> !word.equals("--"))
        .anyMatch(
            word -> Options.isNamed(Options.PROMPT, word) || word.startsWith(Options.PROMPT + "="));
  }

  private static boolean takesValue(String word) {
    return !Options.isNamed(Options.RESUME, word)
        && Options.named(word).map(Option::takesValue).orElse(false);
  }
}
