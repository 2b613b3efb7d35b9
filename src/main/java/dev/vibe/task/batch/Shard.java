package dev.vibe.task.batch;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Shard of a batch: each machine does one, and no task is in two.
 *
 * @param index from 1
 */
public record Shard(int index, int count) {

  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

  /** As {@code 2/5}; empty when it is not so, or there is no such one. */
  public static Optional<Shard> of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int index = Integer.parseInt(matcher.group(1));
    int count = Integer.parseInt(matcher.group(2));
    return index >= 1 && index <= count ? Optional.of(new Shard(index, count)) : Optional.empty();
  }

  /** Every n-th, so that tasks that lie together are spread. */
  public <T> List<T> of(List<T> all) {
    return IntStream.range(0, all.size())
        .filter(at -> at % count == index - 1)
        .mapToObj(all::get)
        .toList();
  }

  /** Part of the name of its files; empty where it is the whole. */
  public String suffix() {
    return count == 1 ? "" : ".shard-" + index + "-of-" + count;
  }
}
