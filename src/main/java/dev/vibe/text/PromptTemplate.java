package dev.vibe.text;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Template of a prompt that a person wrote down, with places for what is given with it. */
public final class PromptTemplate {

  private static final Pattern PLACE = Pattern.compile("\\$(ARGUMENTS\\b|[1-9](?![0-9]))");

  private PromptTemplate() {}

  /**
   * A prompt with {@code $ARGUMENTS} and {@code $1} to {@code $9} filled in; what was given goes
   * behind it where it has no such place.
   */
  public static String filled(String body, String given) {
    String[] words = given.isBlank() ? new String[0] : given.strip().split("\\s+", -1);
    Matcher places = PLACE.matcher(body);
    boolean named = places.find();
    String text =
        places.reset().replaceAll(place -> Matcher.quoteReplacement(filled(place, given, words)));
    return text + (named || given.isBlank() ? "" : "\n\n" + given.strip());
  }

  private static String filled(MatchResult place, String given, String[] words) {
    String name = place.group(1);
    if (name.equals("ARGUMENTS")) {
      return given.strip();
    }
    int number = Integer.parseInt(name);
    return number <= words.length ? words[number - 1] : "";
  }
}
