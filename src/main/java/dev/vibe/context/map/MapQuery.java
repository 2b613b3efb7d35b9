package dev.vibe.context.map;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Question to a map: which files matter now.
 *
 * @param words hashes of those of the prompt
 * @param names hashes of its names
 * @param named what in it may be a file, without what stands around it
 * @param changed files that are not as they were committed
 */
record MapQuery(Set<Integer> words, Set<Integer> names, Set<String> named, Set<String> changed) {

  /** More is a text that came along, not what is asked for. */
  private static final int MOST_CHARS = 20_000;

  private static final Pattern PATH = Pattern.compile("[\\w.@+-]++(?:/[\\w.@+-]++)*+");

  /** Words that say nothing of which file is meant. */
  private static final String COMMON =
      "a about add added adds after again all also an and any are as at be been before being both "
          + "but by can cannot change changed changes code could did do does doing don done each "
          + "else ensure every file files fix fixed fixes fixing follow for from get give go got "
          + "had has have her here him his how i if implement improve in into is issue it its just "
          + "let like look made make makes making many may me merge more most must my need needs "
          + "new no not now of off old on one only or other our out over please pull pr remove "
          + "removed run same see set she should show so some such take tell than that the their "
          + "them then there these they this those to too two under up update updated upon us use "
          + "used uses using very want was way we well were what when where which while who why "
          + "will with without work works would you your";

  private static final Set<Integer> STOPPED = hashes(COMMON);

  MapQuery {
    words = Set.copyOf(words);
    names = Set.copyOf(names);
    named = Set.copyOf(named);
    changed = Set.copyOf(changed);
  }

  static MapQuery of(String prompt, Collection<String> changed) {
    String text = prompt.substring(0, Math.min(prompt.length(), MOST_CHARS));
    Set<Integer> words = new LinkedHashSet<>();
    Set<Integer> names = new LinkedHashSet<>();
    WordReader.of(
        text,
        new WordReader.Sink() {
          @Override
          public void name(int hash) {
            names.add(hash);
          }

          @Override
          public void word(int hash) {
            words.add(hash);
          }
        });
    words.removeAll(STOPPED);
    return new MapQuery(words, names, paths(text), Set.copyOf(changed));
  }

  /** Whether a name is one of the prompt's, or made of its words. */
  boolean speaksOf(String name) {
    return names.contains(WordReader.hash(name)) || hashes(name).stream().anyMatch(words::contains);
  }

  private static Set<String> paths(String text) {
    Set<String> paths = new LinkedHashSet<>();
    Matcher each = PATH.matcher(text);
    while (each.find()) {
      String path = each.group().replaceFirst("[.]+$", "").replaceFirst("^[.]/", "");
      if (path.indexOf('.', 1) > 0 || path.indexOf('/') > 0) {
        paths.add(path.toLowerCase(Locale.ROOT));
      }
    }
    return paths;
  }

  private static Set<Integer> hashes(String text) {
    return IntStream.of(WordReader.in(text)).boxed().collect(Collectors.toSet());
  }
}
