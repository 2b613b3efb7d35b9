package dev.vibe.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code --resume} takes an id or nothing. What follows it is its id when it could be one, or the
 * beginning of one: a prompt whose first word is such digits needs {@code --} before it.
 */
final class OptionalValue {

  private static final Pattern ID =
      Pattern.compile("2(0([0-9]{0,6}|[0-9]{6}-[0-9]{0,6}|[0-9]{6}-[0-9]{6}-[0-9a-z]{0,4}))?");

  private OptionalValue() {}

  /** The same line with {@code --resume=ID} in one word; idempotent. */
  static String[] joined(String[] argv) {
    List<String> line = new ArrayList<>();
    boolean isValue = false;
    for (int i = 0; i < argv.length; i++) {
      String word = argv[i];
      if (word.equals("--")) {
        line.addAll(List.of(argv).subList(i, argv.length));
        break;
      }
      if (!isValue && Options.isNamed(Options.RESUME, word)) {
        boolean hasId = i + 1 < argv.length && ID.matcher(argv[i + 1]).matches();
        line.add(Options.RESUME + "=" + (hasId ? argv[++i] : ""));
      } else {
        line.add(word);
      }
      isValue = !isValue && takesValue(word);
    }
    return line.toArray(String[]::new);
  }

  private static boolean takesValue(String word) {
    return Options.ALL.stream()
        .anyMatch(
            option ->
                option.takesValue()
                    && !option.name().equals(Options.RESUME)
                    && option.names().contains(word));
  }
}
