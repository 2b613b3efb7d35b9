package dev.vibe.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rule for {@code --resume} and {@code --worktree}, which take a value or nothing. What follows is
 * the value when it could be one: an id or the beginning of one, or a name. A prompt whose first
 * word could be one needs {@code --} before it. Where {@code --prompt} has the prompt, any word
 * that follows is the value.
 */
final class OptionalValue {

  private static final Pattern ID =
      Pattern.compile("2(0([0-9]{0,6}|[0-9]{6}-[0-9]{0,6}|[0-9]{6}-[0-9]{6}-[0-9a-z]{0,4}))?");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private OptionalValue() {}

  /** The same line with {@code --resume=ID} and the like in one word; idempotent. */
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
      Optional<String> option = isValue ? Optional.empty() : named(word);
      if (option.isPresent()) {
        boolean hasValue =
            i + 1 < argv.length
                && (form(option.get()).matcher(argv[i + 1]).matches()
                    || (hasPrompt && !argv[i + 1].startsWith("-")));
        line.add(option.get() + "=" + (hasValue ? argv[++i] : ""));
      } else {
        line.add(word);
      }
      isValue = !isValue && takesValue(word);
    }
    return line.toArray(String[]::new);
  }

  /** The option of these that a word is a name of. */
  private static Optional<String> named(String word) {
    return Stream.of(Options.RESUME, Options.WORKTREE)
        .filter(option -> Options.isNamed(option, word))
        .findFirst();
  }

  private static Pattern form(String option) {
    return option.equals(Options.RESUME) ? ID : NAME;
  }

  private static boolean hasPrompt(String[] argv) {
    return Stream.of(argv)
        .takeWhile(word -> !word.equals("--"))
        .anyMatch(
            word -> Options.isNamed(Options.PROMPT, word) || word.startsWith(Options.PROMPT + "="));
  }

  private static boolean takesValue(String word) {
    return named(word).isEmpty() && Options.named(word).map(Option::takesValue).orElse(false);
  }
}
