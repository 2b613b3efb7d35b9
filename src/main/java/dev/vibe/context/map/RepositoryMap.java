package dev.vibe.context.map;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.Workspace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Map of a repository for the first prompt of a session. It is made on a thread of its own beside
 * the start; a prompt waits for it for a short time only, and what comes later is told later.
 */
public final class RepositoryMap {

  private static final Logger LOG = LoggerFactory.getLogger(RepositoryMap.class);

  /** The longest that a first request waits. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  /** What is kept of more files than some 3,000 is not read in that time. */
  private static final long MOST_BYTES = 4 << 20;

  static final String TITLE = "repository map";

  private final CompletableFuture<Ranking> ranking;
  private final List<String> changed;
  private final Duration patience;

  private RepositoryMap(
      CompletableFuture<Ranking> ranking, List<String> changed, Duration patience) {
    this.ranking = ranking;
    this.changed = List.copyOf(changed);
    this.patience = patience;
  }

  /**
   * Place that a map is of.
   *
   * @param folder for what is kept of all repositories
   * @param ctags the program; empty when it is not installed
   * @param writes open as long as something may be kept
   */
  public record Place(
      Workspace workspace,
      IgnoreRules rules,
      Path folder,
      Optional<Path> ctags,
      Clock clock,
      MapWrites writes) {

    private Path file() {
      byte[] root = workspace.root().toString().getBytes(StandardCharsets.UTF_8);
      return folder.resolve(UUID.nameUUIDFromBytes(root) + ".map");
    }

    /** Whether it can be there in a moment, so that it pays to wait. */
    private boolean isQuick() {
      long kept = file().toFile().length();
      return kept > 0 && kept <= MOST_BYTES;
    }

    private List<MappedFile> files() {
      MapStore store = new MapStore(file(), ctags.map(Path::toString).orElse(""));
      MapStore.Kept kept = store.read();
      long now = clock.millis();
      FileReader reader =
          new FileReader(workspace, rules, ctags.map(program -> new Ctags(program)), kept);
      List<MappedFile> files = reader.files();
      if (reader.hasChanged()) {
        writes.write(() -> store.write(new MapStore.Kept(now, files)));
      }
      return files;
    }
  }

  /**
   * Begins to look at the files.
   *
   * @param changed those that differ from what is committed
   */
  public static RepositoryMap begin(Place place, List<String> changed) {
    Duration patience = place.isQuick() ? PATIENCE : Duration.ZERO;
    return new RepositoryMap(beside(() -> new Ranking(place.files())), changed, patience);
  }

  private static <T> CompletableFuture<T> beside(Supplier<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("map")
        .start(
            () -> {
              try {
                done.complete(work.get());
              } catch (RuntimeException | Error e) {
                done.completeExceptionally(e); // told by whoever asks for it
              }
            });
    return done;
  }

  /**
   * The map for a prompt; empty when it is not there soon, or there is nothing to tell.
   *
   * @param late gets it when it is there after that; from any thread
   */
  public Optional<Part> of(Message.User prompt, MapBudget budget, Consumer<Part> late)
      throws InterruptedException {
    return of(prompt, budget, late, patience);
  }

  Optional<Part> of(Message.User prompt, MapBudget budget, Consumer<Part> late, Duration patience)
      throws InterruptedException {
    CompletableFuture<Optional<Part>> part =
        beside(() -> part(ranking.join(), text(prompt), budget));
    try {
      return part.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.debug("the map is late");
      var _ = part.thenAccept(there -> there.ifPresent(late));
      return Optional.empty();
    } catch (ExecutionException e) {
      LOG.warn("there is no map", e.getCause());
      return Optional.empty();
    }
  }

  private static String text(Message.User prompt) {
    return prompt.parts().stream()
        .map(part -> part instanceof Part.Text(String text) ? text : "")
        .collect(Collectors.joining("\n"));
  }

  private Optional<Part> part(Ranking known, String prompt, MapBudget budget) {
    MapQuery query = MapQuery.of(prompt, changed);
    List<MappedFile> ranked = known.of(query);
    String text = new MapText(budget.chars()).of(ranked, query);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Part.Attachment(
                TITLE,
                "Files that may matter here, of "
                    + ranked.size()
                    + ", by folder; the likeliest with names that they define.\n"
                    + text));
  }
}
