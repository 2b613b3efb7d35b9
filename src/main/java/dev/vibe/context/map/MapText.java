package dev.vibe.context.map;

import dev.vibe.text.QuotedName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Text of a map: the best files, folder by folder, the very best with what they define. Names of
 * folders stand once, so that many files find room.
 */
final class MapText {

  /**
   * Part of the room that definitions may take: more of them are fewer files, and a file that is
   * not in the map costs the model a search.
   */
  private static final int PART_OF_DEFINITIONS = 5;

  /** Of one file. */
  private static final int MOST_DEFINITIONS = 8;

  private final int mostChars;

  MapText(int mostChars) {
    this.mostChars = mostChars;
  }

  /**
   * As many of the files as find room.
   *
   * @param ranked best first
   */
  String of(List<MappedFile> ranked, MapQuery query) {
    Map<String, List<Shown>> folders = new TreeMap<>();
    int room = mostChars;
    int forDefinitions = mostChars / PART_OF_DEFINITIONS;
    for (MappedFile file : ranked) {
      Shown shown = new Shown(file, List.of());
      if (forDefinitions > 0) {
        int plain = shown.line().length();
        shown = new Shown(file, definitions(file, query));
        forDefinitions -= shown.line().length() - plain;
      }
      String folder = file.folder();
      int cost = shown.line().length() + 1;
      if (!folders.containsKey(folder)) {
        cost += folder.isEmpty() ? 0 : QuotedName.of(folder).length() + 1;
      }
      if (cost > room) {
        break;
      }
      room -= cost;
      folders.computeIfAbsent(folder, same -> new ArrayList<>()).add(shown);
    }
    StringBuilder text = new StringBuilder();
    folders.forEach((folder, files) -> append(text, folder, files));
    return text.toString().stripTrailing();
  }

  private static void append(StringBuilder text, String folder, List<Shown> files) {
    files.sort(Comparator.comparing(each -> each.file().path()));
    if (!folder.isEmpty()) {
      text.append(QuotedName.of(folder)).append('\n');
    }
    files.forEach(each -> text.append(each.line()).append('\n'));
  }

  private record Shown(MappedFile file, List<String> definitions) {
    String line() {
      String indent = file.folder().isEmpty() ? "" : " ";
      String name = indent + QuotedName.of(file.name());
      return definitions.isEmpty() ? name : name + ": " + String.join(", ", definitions);
    }
  }

  /** Those that the prompt speaks of, then the first ones, in the order of the file. */
  private static List<String> definitions(MappedFile file, MapQuery query) {
    Set<String> all = new LinkedHashSet<>(file.facts().definitions());
    all.remove(file.stem());
    if (all.size() <= MOST_DEFINITIONS) {
      return List.copyOf(all);
    }
    Set<String> kept = new LinkedHashSet<>();
    all.stream().filter(query::speaksOf).limit(MOST_DEFINITIONS).forEach(kept::add);
    all.stream().limit(MOST_DEFINITIONS).forEach(kept::add);
    Set<String> chosen = new LinkedHashSet<>(kept.stream().limit(MOST_DEFINITIONS).toList());
    return all.stream().filter(chosen::contains).toList();
  }
}
