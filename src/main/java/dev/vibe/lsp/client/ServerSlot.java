package dev.vibe.lsp.client;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.verify.CodeFinding;
import dev.vibe.verify.EditedFile;
import dev.vibe.verify.LookQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Place of one language server: begins it with the first edit, has it look at edits, and begins it
 * once more when it ends. One that ends again is off. Thread-safe.
 */
final class ServerSlot implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerSlot.class);

  private final Deque<LanguageServerSpec> candidates;
  private final ClientMeans means;
  private final Consumer<Problem> told;
  private final LookQueue queue;
  private boolean hasRestarted;
  private boolean hasBegun;
  private boolean isClosed;
  private Optional<Running> running = Optional.empty();

  /** Server that runs. */
  private record Running(
      LanguageServerSpec spec, ServerLink link, FindingBoard board, ServedDocuments documents) {

    List<CodeFinding> fresh() {
      return board.takeNew(documents::read);
    }
  }

  /**
   * Begins nothing yet.
   *
   * @param candidates the first that begins is taken; at least one
   * @param told when it is off, from any thread
   */
  ServerSlot(List<LanguageServerSpec> candidates, ClientMeans means, Consumer<Problem> told) {
    this.candidates = new ArrayDeque<>(candidates);
    this.means = means;
    this.told = told;
    this.queue = new LookQueue("lsp-" + candidates.getFirst().name() + "-look", this::look);
  }

  void add(List<EditedFile> files) {
    queue.add(files);
  }

  void await(long deadline) throws InterruptedException {
    queue.await(deadline);
  }

  /** What it found in looks, and what it said since by itself. */
  List<CodeFinding> take() {
    List<CodeFinding> all = new ArrayList<>(queue.take());
    if (queue.isIdle()) {
      running().ifPresent(now -> all.addAll(now.fresh()));
    }
    return all;
  }

  private synchronized Optional<Running> running() {
    return running;
  }

  /** On the thread of the queue. */
  private List<CodeFinding> look(List<EditedFile> files) throws InterruptedException {
    while (true) {
      Optional<Running> now = begun();
      if (now.isEmpty()) {
        return List.of();
      }
      try {
        return look(now.get(), files);
      } catch (ServerGone e) {
        lost(now.get(), e);
      }
    }
  }

  private List<CodeFinding> look(Running now, List<EditedFile> files)
      throws ServerGone, InterruptedException {
    boolean isFirst = now.documents().isEmpty();
    List<CodeFinding> found = new ArrayList<>(now.fresh());
    ClientMeans.Patience patience = means.patience();
    if (now.documents().before(files)) {
      settle(now, isFirst ? patience.first() : patience.push());
    }
    now.board().account(now.documents()::read);
    now.documents().after(files);
    settle(now, patience.push());
    found.addAll(now.fresh());
    return found;
  }

  /** Waits until the server has said what there is to say of all documents. */
  private void settle(Running now, Duration longest) throws ServerGone, InterruptedException {
    ServerLink link = now.link();
    long deadline = System.nanoTime() + longest.toNanos();
    boolean _ =
        now.board()
            .await(
                now.documents().files(),
                deadline,
                means.patience().quiet().toNanos(),
                link::isOver);
    if (link.isOver()) {
      throw new ServerGone("it has ended" + link.complaint());
    }
    if (now.board().isPulled()) {
      now.documents().pull(means.patience().first());
    }
  }

  /** Empty where it is off. */
  private Optional<Running> begun() throws InterruptedException {
    Optional<Running> now = running();
    while (now.isEmpty() && !candidates.isEmpty()) {
      LanguageServerSpec spec = candidates.getFirst();
      FindingBoard board = new FindingBoard();
      try {
        ServerLink link = ServerLink.begin(spec, means, board);
        hasBegun = true;
        now = kept(new Running(spec, link, board, new ServedDocuments(link, board)));
      } catch (ServerGone e) {
        notBegun(spec, e);
      }
    }
    return now;
  }

  /** One that is begun while the session ends is ended at once. */
  private synchronized Optional<Running> kept(Running now) throws InterruptedException {
    if (isClosed) {
      now.link().close();
      throw new InterruptedException("the session has ended");
    }
    running = Optional.of(now);
    return running;
  }

  /** A known one is passed over: the user has not asked for it. */
  private void notBegun(LanguageServerSpec spec, ServerGone why) {
    LOG.warn("language server {}: {}", spec.name(), why.getMessage(), why);
    if (spec.isConfigured() && !hasRestarted) {
      hasRestarted = true;
      return;
    }
    LanguageServerSpec _ = candidates.removeFirst();
    if (spec.isConfigured() || hasBegun) {
      candidates.clear();
      off(spec, why);
    }
  }

  private void lost(Running gone, ServerGone why) {
    LOG.warn("language server {}: {}", gone.spec().name(), why.getMessage(), why);
    synchronized (this) {
      running = Optional.empty();
    }
    gone.link().close();
    if (hasRestarted) {
      candidates.clear();
      off(gone.spec(), why);
    }
    hasRestarted = true;
  }

  private void off(LanguageServerSpec spec, ServerGone why) {
    told.accept(
        new Problem(
            ProblemCode.LANGUAGE_SERVER,
            "the language server " + spec.name() + " is off for this session",
            String.valueOf(why.getMessage()),
            "run  " + String.join(" ", spec.argv()) + "  yourself and look; docs/diagnostics.md"));
  }

  @Override
  public void close() {
    queue.close();
    Optional<Running> last;
    synchronized (this) {
      isClosed = true;
      last = running;
      running = Optional.empty();
    }
    last.ifPresent(now -> now.link().close());
  }
}
