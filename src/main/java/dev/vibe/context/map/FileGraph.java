package dev.vibe.context.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Graph of files by their references: an edge leads from a file that uses a name to the file that
 * defines it. Rank flows along it in both directions, because who changes a definition often
 * changes its users, too.
 */
final class FileGraph {

  /** A name that more files define says nothing of which is meant. */
  private static final int MOST_DEFINERS = 4;

  private static final int[] NOBODY = {};

  private static final int SHORTEST_NAME = 3;

  private static final int ROUNDS = 12;

  /** Part of the rank that comes along references; the rest stays with what was asked for. */
  private static final float ALONG = 0.35f;

  /** How much of it flows against their direction. */
  private static final float BACK = 0.5f;

  private final int files;
  private int[] from = new int[1024];
  private int[] to = new int[1024];
  private float[] weights = new float[1024];
  private int edges;
  private final float[] outgoing;

  /** Of each name its number from 1 on, by its hash; and who defines it, by that. */
  private final IntCounts numbers = new IntCounts();

  private final List<int[]> definers = new ArrayList<>();

  FileGraph(List<MappedFile> all) {
    files = all.size();
    outgoing = new float[files];
    define(all);
    link(all);
  }

  /** Gives each name that some file defines a number, and keeps who defines it. */
  private void define(List<MappedFile> all) {
    for (int file = 0; file < all.size(); file++) {
      MappedFile each = all.get(file);
      define(each.stem(), file);
      for (String name : each.facts().definitions()) {
        define(name, file);
      }
    }
  }

  private void define(String name, int file) {
    if (name.length() < SHORTEST_NAME) {
      return;
    }
    int hash = WordReader.hash(name);
    int number = numbers.count(hash);
    if (number == 0) {
      definers.add(new int[] {file});
      numbers.add(hash, definers.size());
      return;
    }
    int[] known = definers.get(number - 1);
    if (known[known.length - 1] != file && known.length <= MOST_DEFINERS) {
      int[] longer = Arrays.copyOf(known, known.length + 1);
      longer[known.length] = file;
      definers.set(number - 1, longer);
    }
  }

  private void link(List<MappedFile> all) {
    float[] toFile = new float[files];
    int[] touched = new int[files];
    for (int file = 0; file < files; file++) {
      int count = 0;
      for (int name : all.get(file).facts().names()) {
        int number = numbers.count(name);
        int[] known = number == 0 ? NOBODY : definers.get(number - 1);
        if (known.length > MOST_DEFINERS) {
          continue;
        }
        for (int definer : known) {
          if (definer != file) {
            if (toFile[definer] == 0) {
              touched[count++] = definer;
            }
            toFile[definer] += 1f / known.length;
          }
        }
      }
      for (int i = 0; i < count; i++) {
        int definer = touched[i];
        float weight = (float) Math.sqrt(toFile[definer]);
        toFile[definer] = 0;
        edge(file, definer, weight);
        edge(definer, file, weight * BACK);
      }
    }
  }

  private void edge(int source, int target, float weight) {
    if (edges == from.length) {
      from = Arrays.copyOf(from, edges * 2);
      to = Arrays.copyOf(to, edges * 2);
      weights = Arrays.copyOf(weights, edges * 2);
    }
    from[edges] = source;
    to[edges] = target;
    weights[edges++] = weight;
    outgoing[source] += weight;
  }

  /**
   * Personalised PageRank.
   *
   * @param start where rank comes from; sums up to 1
   */
  float[] rank(float[] start) {
    float[] rank = start.clone();
    for (int round = 0; round < ROUNDS; round++) {
      float[] next = new float[files];
      float kept = 0;
      for (int edge = 0; edge < edges; edge++) {
        next[to[edge]] += rank[from[edge]] * weights[edge] / outgoing[from[edge]];
      }
      for (int file = 0; file < files; file++) {
        kept += outgoing[file] == 0 ? rank[file] : 0;
      }
      for (int file = 0; file < files; file++) {
        next[file] = (1 - ALONG) * start[file] + ALONG * (next[file] + kept * start[file]);
      }
      rank = next;
    }
    return rank;
  }
}
