package dev.vibe.context.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ranking of files for a question: what speaks of the words of the prompt, is named in it or was
 * changed, and what that is tied to by references. The same for the same files and question.
 */
final class Ranking {

  /** How soon more of the same word says no more, and how much a long file loses; as in BM25. */
  private static final float SATURATION = 1.2f;

  private static final float LENGTH = 0.6f;

  /** A word in the path counts as often as this in the text. */
  private static final int IN_PATH = 8;

  /** What a file gets for being named, in parts of the best score by words. */
  private static final float NAMED = 4f;

  private static final float CHANGED = 0.5f;

  /** Each file has a little, so that without any hint the most used come first. */
  private static final float EVEN = 0.02f;

  private final List<MappedFile> files;
  private final FileGraph graph;

  /** The words of each file's path. */
  private final List<int[]> paths;

  Ranking(List<MappedFile> files) {
    this.files = List.copyOf(files);
    this.graph = new FileGraph(this.files);
    this.paths = this.files.stream().map(file -> WordReader.in(file.path())).toList();
  }

  /** Position in the list of files, best first. */
  record Ranked(int file, float score) {}

  /** All files, best first; those that are alike by their names. */
  List<MappedFile> of(MapQuery query) {
    float[] rank = graph.rank(start(query));
    List<Ranked> order = new ArrayList<>();
    for (int file = 0; file < rank.length; file++) {
      order.add(new Ranked(file, rank[file]));
    }
    order.sort(
        Comparator.comparingDouble((Ranked each) -> -each.score())
            .thenComparing(each -> files.get(each.file()).path()));
    return order.stream().map(each -> files.get(each.file())).toList();
  }

  private float[] start(MapQuery query) {
    float[] start = byWords(query);
    float best = 0;
    for (float each : start) {
      best = Math.max(best, each);
    }
    float unit = best == 0 ? 1 : best;
    float sum = 0;
    for (int file = 0; file < start.length; file++) {
      String path = files.get(file).path().toLowerCase(Locale.ROOT);
      boolean isNamed =
          query.named().stream().anyMatch(name -> path.equals(name) || path.endsWith("/" + name));
      start[file] += isNamed ? NAMED * unit : 0;
      start[file] += query.changed().contains(files.get(file).path()) ? CHANGED * unit : 0;
      start[file] += EVEN * unit / start.length;
      sum += start[file];
    }
    for (int file = 0; file < start.length; file++) {
      start[file] /= sum;
    }
    return start;
  }

  /** As BM25 has it, with the words of paths counted more often. */
  private float[] byWords(MapQuery query) {
    float[] scores = new float[files.size()];
    int[] lengths = new int[files.size()];
    double sum = 0;
    for (int file = 0; file < lengths.length; file++) {
      lengths[file] = files.get(file).facts().length();
      sum += lengths[file];
    }
    float average = (float) Math.max(1, sum / Math.max(1, lengths.length));
    Map<Integer, int[]> counts = counts(query);
    for (int[] of : counts.values()) {
      int having = 0;
      for (int each : of) {
        having += each > 0 ? 1 : 0;
      }
      double rarity = Math.log(1 + (of.length - having + 0.5) / (having + 0.5));
      for (int file = 0; file < of.length; file++) {
        float norm = SATURATION * (1 - LENGTH + LENGTH * lengths[file] / average);
        scores[file] += (float) (rarity * of[file] * (SATURATION + 1) / (of[file] + norm));
      }
    }
    for (int file = 0; file < scores.length; file++) {
      scores[file] *= scores[file]; // a few that have most of it, and not many that have some
    }
    return scores;
  }

  /** For each word of the question, how often each file has it. */
  private Map<Integer, int[]> counts(MapQuery query) {
    Map<Integer, int[]> counts = new HashMap<>();
    for (int word : query.words()) {
      int[] of = new int[files.size()];
      for (int file = 0; file < of.length; file++) {
        of[file] = files.get(file).facts().count(word);
        for (int each : paths.get(file)) {
          of[file] += each == word ? IN_PATH : 0;
        }
      }
      counts.put(word, of);
    }
    return counts;
  }
}
