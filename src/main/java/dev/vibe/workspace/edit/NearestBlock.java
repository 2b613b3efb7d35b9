package dev.vibe.workspace.edit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Search for the lines of a text that are most like a wanted block. Each line that both have votes
 * for where the block would begin; when few do, the longest wanted lines also vote for lines that
 * resemble them. Linear in the text.
 */
final class NearestBlock {

  /** A wanted line that the block repeats more often votes no more. */
  private static final int MOST_REPEATS = 16;

  /** Wanted lines that are compared by likeness. */
  private static final int PROBES = 3;

  /** Below this likeness two lines have nothing to do with each other. */
  private static final double UNRELATED = 0.5;

  /** Texts above this length are not searched for lines that only resemble. */
  static final int LONGEST_TEXT = 4_000_000;

  private final Lines lines;
  private final List<String> wanted;
  private final double[] votes;

  private NearestBlock(Lines lines, List<String> wanted) {
    this.lines = lines;
    this.wanted = wanted.stream().map(String::strip).toList();
    this.votes = new double[lines.count() + wanted.size()];
  }

  /**
   * Indices of the first lines of the best candidates, best first, at most {@code limit}; empty
   * when nothing is like the wanted block. A block may hang over the end of the text.
   */
  static List<Integer> find(Lines lines, List<String> wanted, int limit) {
    if (lines.count() == 0 || wanted.isEmpty()) {
      return List.of();
    }
    NearestBlock nearest = new NearestBlock(lines, wanted);
    nearest.voteForEqual();
    double all = nearest.wanted.stream().mapToInt(String::length).sum();
    if (nearest.most() < all / 2 && lines.text().length() <= LONGEST_TEXT) {
      nearest.voteForAlike();
    }
    return nearest.best(limit);
  }

  private void voteForEqual() {
    Map<String, List<Integer>> positions = new HashMap<>();
    boolean[] lengths = new boolean[wanted.stream().mapToInt(String::length).max().orElse(0) + 1];
    for (int i = 0; i < wanted.size(); i++) {
      if (!wanted.get(i).isEmpty()) {
        lengths[wanted.get(i).length()] = true;
        List<Integer> at = positions.computeIfAbsent(wanted.get(i), unseen -> new ArrayList<>());
        if (at.size() < MOST_REPEATS) {
          at.add(i);
        }
      }
    }
    for (int j = 0; j < lines.count(); j++) {
      int from = bodyStart(j);
      int to = bodyEnd(j, from);
      if (to - from < lengths.length && lengths[to - from]) {
        for (int i : positions.getOrDefault(lines.text().substring(from, to), List.of())) {
          vote(j - i, to - from);
        }
      }
    }
  }

  private void voteForAlike() {
    List<Integer> probes =
        IntStream.range(0, wanted.size())
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> -wanted.get(i).length()))
            .limit(PROBES)
            .toList();
    for (int i : probes) {
      Likeness likeness = new Likeness(wanted.get(i));
      for (int j = 0; j < lines.count(); j++) {
        int from = bodyStart(j);
        double alike = likeness.to(lines.text(), from, bodyEnd(j, from));
        if (alike >= UNRELATED) {
          vote(j - i, alike * alike * wanted.get(i).length());
        }
      }
    }
  }

  private int bodyStart(int line) {
    int at = lines.start(line);
    int end = lines.contentEnd(line);
    while (at < end && Character.isWhitespace(lines.text().charAt(at))) {
      at++;
    }
    return at;
  }

  private int bodyEnd(int line, int start) {
    int end = lines.contentEnd(line);
    while (end > start && Character.isWhitespace(lines.text().charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private void vote(int first, double weight) {
    votes[first + wanted.size() - 1] += weight;
  }

  private double most() {
    double most = 0;
    for (double vote : votes) {
      most = Math.max(most, vote);
    }
    return most;
  }

  private List<Integer> best(int limit) {
    List<Integer> best = new ArrayList<>();
    while (best.size() < limit) {
      int at = 0;
      for (int i = 1; i < votes.length; i++) {
        at = votes[i] > votes[at] ? i : at;
      }
      if (votes[at] == 0) {
        break;
      }
      best.add(Math.max(0, at - wanted.size() + 1));
      votes[at] = 0;
    }
    return best;
  }
}
