package dev.vibe.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reader of the blocks of lines to search for and lines to put in their place that some agents'
 * edits are made of: the same as a patch in blocks. Pure.
 */
final class SearchBlocks {

  private static final Pattern SEARCH = Pattern.compile("(?:<{5,9}|-{5,9}) ?SEARCH>?\\s*");
  private static final Pattern BETWEEN = Pattern.compile("={5,9}\\s*");
  private static final Pattern REPLACE = Pattern.compile("(?:>{5,9}|\\+{5,9}) ?REPLACE\\s*");

  /** Where the lines are, which the lines say better. */
  private static final Pattern HINT =
      Pattern.compile(":(?:start|end)_line:\\s*\\d+\\s*|-{5,9}\\s*");

  private final List<String> lines;
  private final StringBuilder patch = new StringBuilder();
  private int at;

  private SearchBlocks(String text) {
    lines = text.replace("\r\n", "\n").lines().toList();
  }

  static boolean areIn(String text) {
    return text.lines().anyMatch(line -> SEARCH.matcher(line).matches());
  }

  /** The patch of a file that they are; empty where a block is not whole or searches nothing. */
  static Optional<String> patch(String file, String text) {
    SearchBlocks blocks = new SearchBlocks(text);
    blocks.patch.append("*** Begin Patch\n*** Update File: ").append(file).append('\n');
    while (blocks.at < blocks.lines.size()) {
      if (SEARCH.matcher(blocks.lines.get(blocks.at++)).matches() && !blocks.read()) {
        return Optional.empty();
      }
    }
    return Optional.of(blocks.patch.append("*** End Patch\n").toString());
  }

  private boolean read() {
    while (at < lines.size() && HINT.matcher(lines.get(at)).matches()) {
      at++;
    }
    Optional<List<String>> searched = until(BETWEEN);
    Optional<List<String>> replacement = searched.isEmpty() ? Optional.empty() : until(REPLACE);
    if (replacement.isEmpty() || searched.get().isEmpty()) {
      return false;
    }
    patch.append("@@\n");
    searched.get().forEach(line -> patch.append('-').append(line).append('\n'));
    replacement.get().forEach(line -> patch.append('+').append(line).append('\n'));
    return true;
  }

  private Optional<List<String>> until(Pattern end) {
    List<String> found = new ArrayList<>();
    for (; at < lines.size(); at++) {
      if (end.matcher(lines.get(at)).matches()) {
        at++;
        return Optional.of(found);
      }
      found.add(lines.get(at));
    }
    return Optional.empty();
  }
}
