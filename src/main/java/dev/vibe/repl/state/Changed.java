package dev.vibe.repl.state;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * State of what this session changed.
 *
 * @param files those that are not committed, in the order of their first change
 * @param isTold whether it was said how a change is taken back
 */
public record Changed(List<String> files, boolean isTold) {

  static final Changed NOTHING = new Changed(List.of(), false);

  public Changed {
    files = List.copyOf(files);
  }

  Changed plus(Collection<String> more) {
    LinkedHashSet<String> all = new LinkedHashSet<>(files);
    all.addAll(more);
    return new Changed(List.copyOf(all), isTold);
  }

  Changed committed(Collection<String> gone) {
    return new Changed(files.stream().filter(file -> !gone.contains(file)).toList(), isTold);
  }

  Changed told() {
    return new Changed(files, true);
  }
}
