package dev.vibe.context;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.text.Truncation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instructions of folders below the working folder: told with the results of the calls that first
 * touch a file there, each once in a session. What was told is kept beside the log, for a session
 * that goes on. Blocks on disk; thread-safe.
 */
public final class NestedInstructions {

  private static final Logger LOG = LoggerFactory.getLogger(NestedInstructions.class);
  private static final String FILE = "instructions-told";
  private static final int MOST_CHARS = 16_000;

  /** Of what one result may have, so much may be instructions beside it. */
  private static final int SHARE = 2;

  private final Optional<Path> root;
  private final Predicate<Path> isReadable;
  private final Optional<Path> keeping;
  private final Set<Path> seen = new LinkedHashSet<>();
  private final List<String> told = new ArrayList<>();

  private NestedInstructions(
      Optional<Path> root, Predicate<Path> isReadable, Optional<Path> keeping) {
    this.root = root;
    this.isReadable = isReadable;
    this.keeping = keeping;
  }

  /** Of a trusted folder, in a session that is kept there; a new one has told nothing. */
  public static NestedInstructions of(Path root, Predicate<Path> isReadable, Path session) {
    NestedInstructions nested =
        new NestedInstructions(Optional.of(root), isReadable, Optional.of(session.resolve(FILE)));
    nested.recall();
    return nested;
  }

  /** For a folder that is not trusted. */
  public static NestedInstructions none() {
    return new NestedInstructions(Optional.empty(), file -> false, Optional.empty());
  }

  /**
   * What the model has to hear beside the results of calls, with line breaks before it; empty when
   * there is nothing new.
   *
   * @param touched files that the calls read or change, relative to the working folder
   * @param room characters that one result may have
   */
  public synchronized String news(Collection<String> touched, int room) {
    if (root.isEmpty()) {
      return "";
    }
    StringBuilder news = new StringBuilder();
    for (String path : touched) {
      for (Path place : placesAbove(path)) {
        if (seen.add(place)) {
          tell(place, room / SHARE, news);
        }
      }
    }
    return news.toString();
  }

  /** Folders from below the root down to the one that holds the file; none where that is not so. */
  private List<Path> placesAbove(String path) {
    List<Path> places = new ArrayList<>();
    try {
      Path file = root.orElseThrow().resolve(path).normalize();
      if (!file.startsWith(root.orElseThrow()) || Files.isDirectory(file)) {
        return places;
      }
      Path at = file.getParent();
      while (at != null && !at.equals(root.orElseThrow())) {
        places.addFirst(at);
        at = at.getParent();
      }
    } catch (InvalidPathException e) {
      LOG.debug("no path: {}", path, e);
    }
    return places;
  }

  private void tell(Path place, int room, StringBuilder news) {
    String prefix = root.orElseThrow().relativize(place) + "/";
    List<Fragment> found =
        InstructionFiles.ofPlace(
            place, prefix, isReadable, problem -> LOG.info("{}", problem.render()));
    for (Fragment each : found) {
      if (each instanceof Fragment.Instructions(String source, String text)) {
        String kept =
            Truncation.chars(text.strip(), new Truncation.Keep(Math.min(MOST_CHARS, room), 0))
                .text();
        Fragment shown = new Fragment.Instructions(source, kept);
        news.append("\n\n# ").append(shown.title()).append('\n').append(shown.render());
        told.add(new Fragment.Instructions(source, text).named());
        keep();
      }
    }
  }

  /** Files that were told so far, as people name them, with their sizes. */
  public synchronized List<String> told() {
    return List.copyOf(told);
  }

  /** What was told counts no longer: the conversation went back. */
  public synchronized void forget() {
    seen.clear();
    told.clear();
    keep();
  }

  private void keep() {
    StringBuilder lines = new StringBuilder();
    seen.forEach(place -> lines.append(root.orElseThrow().relativize(place)).append('\n'));
    keeping
        .filter(file -> Files.isDirectory(file.resolveSibling(".")))
        .ifPresent(
            file -> {
              try {
                AtomicFile.write(file, lines.toString(), Rights.OWNER_ONLY, Flush.SOMETIME);
              } catch (IOException e) {
                LOG.warn("cannot keep what was told in {}", file, e);
              }
            });
  }

  private void recall() {
    Path file = keeping.orElseThrow();
    if (!Files.exists(file)) {
      return;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        Path place = root.orElseThrow().resolve(line);
        seen.add(place);
        InstructionFiles.ofPlace(place, line + "/", isReadable, problem -> {}).stream()
            .filter(Fragment.Instructions.class::isInstance)
            .forEach(each -> told.add(((Fragment.Instructions) each).named()));
      }
    } catch (IOException | InvalidPathException e) {
      LOG.warn("cannot read what was told in {}", file, e);
    }
  }
}
