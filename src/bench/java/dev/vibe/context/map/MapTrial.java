package dev.vibe.context.map;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Program that tells whether the map pays: for each commit of a repository, how many of the files
 * that it changed are in the map for its subject, made of the tree before it, and how many in a
 * plain listing of the same size, and in one by folders. Arguments: the path of ctags, or {@code
 * keywords}; the number of commits; Git folders.
 */
final class MapTrial {

  /** Tokens of the map. */
  private static final List<Integer> SIZES = List.of(512, 1024, 2048);

  /** Commits that change more are moves and formats. */
  private static final int MOST_CHANGED = 20;

  /** A map is made of repositories that a listing cannot show. */
  private static final int SMALL = 60;

  private final Map<String, FileFacts> known = new HashMap<>();
  private final Definitions definitions;
  private final Path scratch;

  private MapTrial(Definitions definitions, Path scratch) {
    this.definitions = definitions;
    this.scratch = scratch;
  }

  public static void main(String[] arguments) throws IOException {
    Definitions finder =
        arguments[0].equals("keywords") ? MapTrial::byKeywords : new Ctags(Path.of(arguments[0]));
    int commits = Integer.parseInt(arguments[1]);
    Path scratch = Files.createTempDirectory("vibe-map");
    System.out.println(
        "| repository | commits | tokens | in the map | in a listing | by folders"
            + " | all of a commit: map | listing | by folders |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    try {
      for (String folder : List.of(arguments).subList(2, arguments.length)) {
        MapTrial trial = new MapTrial(finder, scratch);
        try (Repository repository = new FileRepository(folder)) {
          trial.measure(Path.of(folder), repository, commits);
        }
      }
    } finally {
      delete(scratch);
    }
  }

  /** Sums over commits. */
  private static final class Sums {
    private final double[] parts = new double[3];
    private final int[] whole = new int[3];

    private void add(Set<String> changed, List<Set<String>> shown) {
      for (int i = 0; i < parts.length; i++) {
        parts[i] += part(changed, shown.get(i));
        whole[i] += shown.get(i).containsAll(changed) ? 1 : 0;
      }
    }

    private String row(int commits) {
      StringBuilder row = new StringBuilder();
      for (double part : parts) {
        row.append(String.format(Locale.ROOT, " %.0f %% |", 100 * part / commits));
      }
      for (int each : whole) {
        row.append(String.format(Locale.ROOT, " %.0f %% |", 100.0 * each / commits));
      }
      return row.toString();
    }

    private static double part(Set<String> changed, Set<String> shown) {
      return (double) changed.stream().filter(shown::contains).count() / changed.size();
    }
  }

  private void measure(Path folder, Repository repository, int most) throws IOException {
    Map<Integer, Sums> sums = new TreeMap<>();
    SIZES.forEach(size -> sums.put(size, new Sums()));
    int commits = 0;
    try (RevWalk walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(repository.resolve("HEAD")));
      for (RevCommit commit : walk) {
        if (commit.getParentCount() != 1 || commits == most) {
          continue;
        }
        RevCommit before = walk.parseCommit(commit.getParent(0));
        Set<String> changed = changed(repository, before, commit);
        if (changed.isEmpty() || changed.size() > MOST_CHANGED) {
          continue;
        }
        List<MappedFile> files = files(repository, before);
        if (files.size() <= SMALL) {
          continue;
        }
        commits++;
        MapQuery query = MapQuery.of(commit.getShortMessage(), List.of());
        List<MappedFile> ranked = new Ranking(files).of(query);
        for (int size : SIZES) {
          MapText text = new MapText(new MapBudget(size).chars());
          String map = text.of(ranked, query);
          sums.get(size)
              .add(
                  changed,
                  List.of(
                      shown(map), listed(files, map.length()), shown(text.of(bare(files), query))));
        }
      }
    }
    String name = folder.toAbsolutePath().getParent().getFileName().toString();
    for (int size : SIZES) {
      System.out.println(
          "| " + name + " | " + commits + " | " + size + " |" + sums.get(size).row(commits));
    }
  }

  /** Without definitions, in the order of their names. */
  private static List<MappedFile> bare(List<MappedFile> files) {
    return files.stream()
        .map(file -> new MappedFile(file.path(), file.stamp(), FileFacts.NONE))
        .toList();
  }

  private static Map<String, List<String>> byKeywords(Path root, List<String> files) {
    Map<String, List<String>> found = new HashMap<>();
    for (String file : files) {
      try {
        String text = Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1);
        found.put(file, KeywordDefinitions.of(text));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  /** What the text of a map names, read as a model would. */
  private static Set<String> shown(String text) {
    Set<String> files = new HashSet<>();
    String folder = "";
    for (String line : text.split("\n", -1)) {
      if (line.endsWith("/")) {
        folder = line;
      } else {
        String name = line.strip().replaceFirst(": .*", "");
        files.add(line.startsWith(" ") ? folder + name : name);
      }
    }
    return files;
  }

  private static Set<String> listed(List<MappedFile> files, int mostChars) {
    Set<String> listed = new HashSet<>();
    int used = 0;
    for (MappedFile file : files) {
      used += file.path().length() + 1;
      if (used > mostChars) {
        break;
      }
      listed.add(file.path());
    }
    return listed;
  }

  /** Files that were there before. */
  private static Set<String> changed(Repository repository, RevCommit before, RevCommit after)
      throws IOException {
    Set<String> changed = new HashSet<>();
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.setRecursive(true);
      walk.addTree(before.getTree());
      walk.addTree(after.getTree());
      walk.setFilter(TreeFilter.ANY_DIFF);
      for (DiffEntry each : DiffEntry.scan(walk)) {
        if (each.getChangeType() != DiffEntry.ChangeType.ADD) {
          changed.add(each.getOldPath());
        }
      }
    }
    return changed;
  }

  private List<MappedFile> files(Repository repository, RevCommit commit) throws IOException {
    Map<String, String> blobs = new LinkedHashMap<>();
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.setRecursive(true);
      walk.addTree(commit.getTree());
      while (walk.next()) {
        if (walk.getFileMode(0) != FileMode.SYMLINK && walk.getFileMode(0) != FileMode.GITLINK) {
          blobs.put(walk.getPathString(), walk.getObjectId(0).name());
        }
      }
    }
    scan(repository, blobs);
    List<MappedFile> files = new ArrayList<>();
    blobs.forEach(
        (path, blob) ->
            files.add(
                new MappedFile(
                    path, new MappedFile.Stamp(0, 0, blob), known.get(key(path, blob)))));
    return files;
  }

  private static String key(String path, String blob) {
    return blob + "." + SourceNames.ending(path);
  }

  private void scan(Repository repository, Map<String, String> blobs) throws IOException {
    FileScan scan = new FileScan();
    List<String> fresh = new ArrayList<>();
    for (var each : blobs.entrySet()) {
      String key = key(each.getKey(), each.getValue());
      if (!known.containsKey(key)) {
        byte[] content =
            repository.open(ObjectId.fromString(each.getValue())).getBytes(Integer.MAX_VALUE);
        FileFacts facts = scan.of(content);
        known.put(key, facts);
        if (facts != FileFacts.NONE && SourceNames.isSource(each.getKey())) {
          Files.write(scratch.resolve(key), content);
          fresh.add(key);
        }
      }
    }
    if (!fresh.isEmpty()) {
      definitions
          .in(scratch, fresh)
          .forEach((key, names) -> known.compute(key, (same, facts) -> facts.defining(names)));
      for (String key : fresh) {
        Files.delete(scratch.resolve(key));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
