package dev.vibe.context.memory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Choice of what a memory has to say to a prompt, within a bound: notes first, then commands that
 * passed, then the runs that share most words with the prompt, and the last ones. Pure but for the
 * reading.
 */
public final class Recall {

  private static final String HEAD =
      "Earlier sessions in this repository; what is here now counts, where it differs.";

  private static final Pattern APART = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int SHORTEST_WORD = 3;

  /** They are in every prompt. */
  private static final Set<String> EVERYWHERE =
      Set.of(
          "the", "and", "for", "that", "this", "with", "from", "not", "are", "was", "all", "any",
          "but", "can", "does", "how", "into", "its", "make", "should", "when", "why", "you");

  private static final int MOST_COMMANDS = 5;
  private static final int MOST_RUNS = 6;

  /** The last runs count also where they have nothing in common with the prompt. */
  private static final int ALWAYS = 2;

  /** Notes take no more than this part of the bound: the rest is worth something, too. */
  private static final double NOTES = 0.6;

  private final StringBuilder text = new StringBuilder();
  private final int bound;

  private Recall(int bound) {
    this.bound = bound;
  }

  /**
   * What fits; empty where there is nothing.
   *
   * @param bound of the text, in characters
   */
  public static String of(RepositoryMemory memory, String prompt, int bound) throws IOException {
    Recall recall = new Recall(bound);
    recall.section(
        "The user noted:", memory.notes().reversed().stream().toList(), (int) (bound * NOTES));
    recall.section(
        "Passed here before:",
        memory.commands().stream().map(RememberedCommand::command).limit(MOST_COMMANDS).toList(),
        bound);
    recall.section(
        "Done before:",
        chosen(memory.runs(), prompt).stream().map(RememberedRun::line).toList(),
        bound);
    return recall.text.isEmpty() ? "" : HEAD + recall.text;
  }

  private void section(String title, List<String> lines, int limit) {
    String head = "\n" + title;
    for (String line : lines) {
      String item = head + "\n- " + line;
      if (HEAD.length() + text.length() + item.length() > Math.min(limit, bound)) {
        break;
      }
      text.append(item);
      head = "";
    }
  }

  private static List<RememberedRun> chosen(List<RememberedRun> runs, String prompt) {
    Set<String> wanted = words(prompt);
    record Scored(RememberedRun run, int score) {}
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      RememberedRun run = runs.get(i);
      Set<String> words =
          words(
              run.prompt()
                  + " "
                  + String.join(" ", run.files())
                  + " "
                  + String.join(" ", run.commits()));
      words.retainAll(wanted);
      if (i < ALWAYS || !words.isEmpty()) {
        scored.add(new Scored(run, words.size()));
      }
    }
    return scored.stream()
        .sorted(Comparator.comparingInt(Scored::score).reversed()) // stable: the newer ones first
        .limit(MOST_RUNS)
        .map(Scored::run)
        .toList();
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    for (String word : APART.split(text.toLowerCase(Locale.ROOT), -1)) {
      if (word.length() >= SHORTEST_WORD && !EVERYWHERE.contains(word)) {
        words.add(word);
      }
    }
    return words;
  }
}
