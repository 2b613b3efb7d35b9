package dev.vibe.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values by name, each measured several times. */
final class Samples<K> {

  private final Map<K, List<Double>> values = new LinkedHashMap<>();

  void add(K name, double value) {
    values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  boolean has(K name) {
    return values.containsKey(name);
  }

  double median(K name) {
    return quantile(name, 0.5);
  }

  /** The distance of the quartiles, as a part of the median. */
  double spread(K name) {
    return (quantile(name, 0.75) - quantile(name, 0.25)) / median(name);
  }

  double quantile(K name, double part) {
    List<Double> sorted = values.getOrDefault(name, List.of()).stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new IllegalStateException("nothing was measured: " + name);
    }
    return sorted.get((int) Math.min(sorted.size() - 1.0, sorted.size() * part));
  }
}
