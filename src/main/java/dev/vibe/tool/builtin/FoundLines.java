package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolFact;
import dev.vibe.tool.ToolOutput;
import dev.vibe.workspace.content.TextFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Lines that a search finds, with the lines around them: collected file by file, then printed up to
 * a limit. Under the limit, lines that only import something come last. Owned by one thread.
 */
final class FoundLines {

  /** Output of one call, in characters. */
  private static final int MOST_OUTPUT = 30_000;

  /** To leave out so few would save less than it costs to ask for them. */
  private static final int SPARE = 3;

  private static final int LONGEST_LINE = 300;

  /** Characters of a long line that are shown before the match. */
  private static final int LEAD = 100;

  /** Files, and below them folders, that are named with what was left out of them. */
  private static final int MOST_NAMED = 100;

  /** From so many times the hits to show on, the lines of the first files tell little. */
  private static final int FLOOD = 5;

  /**
   * Room for hits.
   *
   * @param most to show
   * @param ofFlood to show where there are very many, and the counts by file tell more
   */
  record HitRoom(int most, int ofFlood) {

    /** Of so many, however many there are. */
    static HitRoom of(int most) {
      return new HitRoom(most, most);
    }
  }

  /** A line that matches; both count from 0. */
  record Hit(int line, int column) {}

  private final int context;
  private final int most;
  private final int ofFlood;
  private final List<InFile> files = new ArrayList<>();
  private final RestLines rest = new RestLines("matches");
  private int total;
  private int keptImports;
  private int keptOthers;
  private boolean isCut;

  /**
   * Starts with nothing.
   *
   * @param context lines around a hit
   * @param room for hits
   */
  FoundLines(int context, HitRoom room) {
    this.context = context;
    this.most = room.most();
    this.ofFlood = room.ofFlood();
  }

  /** What is kept of one file: no more than may be shown, already cut. */
  private static final class InFile {
    private final String path;
    private final int total;
    private int allImports;
    private final List<Integer> imports = new ArrayList<>();
    private final List<Integer> others = new ArrayList<>();
    private final NavigableMap<Integer, String> text = new TreeMap<>();
    private final NavigableMap<Integer, String> chosen = new TreeMap<>();

    InFile(String path, int total) {
      this.path = path;
      this.total = total;
    }

    boolean onlyImports() {
      return others.isEmpty();
    }

    private long shown(List<Integer> of) {
      return of.stream().filter(line -> ":".equals(chosen.get(line))).count();
    }

    /** Imports that are not worth a word beside the lines that are shown. */
    int needlessImports() {
      return shown(others) == 0 ? 0 : allImports - (int) shown(imports);
    }

    int left() {
      return total - (int) shown(imports) - (int) shown(others) - needlessImports();
    }
  }

  /** Takes the hits of one file, in order. */
  void add(String path, List<String> lines, List<Hit> hits) {
    if (hits.isEmpty()) {
      return;
    }
    InFile file = new InFile(path, hits.size());
    files.add(file);
    total += hits.size();
    keep(path, lines, hits);
    for (Hit hit : hits) {
      boolean imports = ImportLine.is(lines.get(hit.line()));
      file.allImports += imports ? 1 : 0;
      if ((imports ? keptImports : keptOthers) >= most + SPARE) {
        continue;
      }
      if (imports) {
        keptImports++;
        file.imports.add(hit.line());
      } else {
        keptOthers++;
        file.others.add(hit.line());
      }
      int last = Math.min(lines.size() - 1, hit.line() + context);
      for (int i = Math.max(0, hit.line() - context); i <= last; i++) {
        file.text.putIfAbsent(i, cut(lines.get(i), 0));
      }
      file.text.put(hit.line(), cut(lines.get(hit.line()), hit.column()));
    }
  }

  /** Each line with its path and number, as a search of the file that holds them needs it. */
  private void keep(String path, List<String> lines, List<Hit> hits) {
    if (rest.isFull()) {
      rest.skip(hits.size());
      return;
    }
    int next = 0;
    for (int k = 0; k < hits.size(); k++) {
      Hit hit = hits.get(k);
      int end = k + 1 < hits.size() ? hits.get(k + 1).line() : lines.size();
      for (next = Math.max(next, hit.line() - context); next < hit.line(); next++) {
        rest.addAside(path + "-" + (next + 1) + "-" + cut(lines.get(next), 0));
      }
      rest.add(path + ":" + ++next + ":" + cut(lines.get(hit.line()), hit.column()));
      for (; next < end && next <= hit.line() + context; next++) {
        rest.addAside(path + "-" + (next + 1) + "-" + cut(lines.get(next), 0));
      }
    }
  }

  private static String cut(String line, int match) {
    if (line.length() <= LONGEST_LINE) {
      return TextFile.presentable(line);
    }
    int from = Math.max(0, Math.min(match - LEAD, line.length() - LONGEST_LINE));
    int to = from + LONGEST_LINE;
    return TextFile.presentable(
        (from > 0 ? "…" : "") + line.substring(from, to) + (to < line.length() ? "…" : ""));
  }

  ToolFact.Found count() {
    return new ToolFact.Found(total, files.size());
  }

  boolean isEmpty() {
    return total == 0;
  }

  /** All that was found, where what was printed leaves some of it out. */
  Optional<ToolOutput.Rest> rest() {
    return rest.where(isCut);
  }

  /** Prints each file's path once with its lines below, then what is left out, by file. */
  void appendTo(StringBuilder out) {
    int shown = choose();
    List<InFile> inOrder = new ArrayList<>(files.stream().filter(f -> !f.onlyImports()).toList());
    files.stream().filter(InFile::onlyImports).forEach(inOrder::add);
    inOrder.stream().filter(file -> !file.chosen.isEmpty()).forEach(file -> print(file, out));
    int needless = files.stream().mapToInt(InFile::needlessImports).sum();
    int left = total - shown - needless;
    isCut = left + needless > 0;
    if (needless > 0) {
      out.append('[').append(needless).append(" imports in these files left out]\n");
    }
    if (left > 0) {
      out.append('[').append(left).append(" more matching lines, by file:]\n");
      appendRest(inOrder, out);
    }
  }

  /** Chooses the hits to show, imports after all others, and gives their number. */
  private int choose() {
    int limit = total <= most + SPARE ? total : total > FLOOD * most ? ofFlood : most;
    int shown = 0;
    int size = 0;
    for (boolean imports : new boolean[] {false, true}) {
      for (InFile file : files) {
        for (int line : imports ? file.imports : file.others) {
          if (shown >= limit || size >= MOST_OUTPUT) {
            return shown;
          }
          size += file.chosen.isEmpty() ? file.path.length() : 0;
          for (var around : around(file, line).entrySet()) {
            if (file.chosen.putIfAbsent(around.getKey(), "-") == null) {
              size += around.getValue().length() + 5;
            }
          }
          file.chosen.put(line, ":");
          shown++;
        }
      }
    }
    return shown;
  }

  private Map<Integer, String> around(InFile file, int line) {
    return file.text.subMap(line - context, true, line + context, true);
  }

  private void print(InFile file, StringBuilder out) {
    out.append(file.path).append('\n');
    int next = file.chosen.firstKey();
    for (var line : file.chosen.entrySet()) {
      if (context > 0 && line.getKey() > next) {
        out.append("--\n");
      }
      next = line.getKey() + 1;
      out.append(next).append(line.getValue());
      out.append(file.text.get(line.getKey())).append('\n');
    }
  }

  private static void appendRest(List<InFile> files, StringBuilder out) {
    FolderCounts folders = new FolderCounts();
    Map<String, List<InFile>> named = new LinkedHashMap<>();
    int count = 0;
    for (InFile file : files) {
      if (file.left() > 0 && count++ < MOST_NAMED) {
        String folder = file.path.substring(0, file.path.lastIndexOf('/') + 1);
        named.computeIfAbsent(folder, same -> new ArrayList<>()).add(file);
      } else if (file.left() > 0) {
        folders.add(file.path);
      }
    }
    named.forEach((folder, inIt) -> appendRest(folder, inIt, out));
    if (folders.files() > 0) {
      out.append("[and ").append(folders.files()).append(" more files, by folder:]\n");
      out.append(folders.lines(MOST_NAMED));
    }
  }

  /** The way to a folder costs as much as the names in it, so it is told once. */
  private static void appendRest(String folder, List<InFile> files, StringBuilder out) {
    if (folder.isEmpty() || files.size() == 1) {
      files.forEach(f -> out.append(f.path).append(": ").append(f.left()).append('\n'));
    } else {
      out.append(folder).append(": ");
      out.append(
          files.stream()
              .map(
                  f ->
                      f.path.substring(folder.length())
                          + (f.left() == 1 ? "" : " (" + f.left() + ")"))
              .collect(Collectors.joining(", ")));
      out.append('\n');
    }
  }
}
