package dev.vibe.lsp.server;

import dev.vibe.lsp.server.EditorWindow.Importance;
import dev.vibe.lsp.server.LanguageFace.RunEnd;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import dev.vibe.rpc.RpcException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runner of what commands of an editor want, one run at a time; those of one folder go on in one
 * session, so that what was allowed for the session stays allowed. Thread-safe.
 */
final class CommandRuns {

  private static final Logger LOG = LoggerFactory.getLogger(CommandRuns.class);

  private final LanguageSessions sessions;
  private final EditorWindow window;
  private final WorkspaceEditing editing;
  private final ShownPapers papers;
  private final AtomicInteger tokens = new AtomicInteger();
  private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

  /** Owned by whoever is running. */
  private final Map<Path, Opened> open = new LinkedHashMap<>();

  /** A session, and its face. */
  private record Opened(LanguageSession session, LanguageFace face) {}

  /** What a command wants; may ask the person. Empty when they want nothing any more. */
  @FunctionalInterface
  interface Wanted {
    Optional<Wish> find() throws InterruptedException;
  }

  /** A run that goes on, or is about to. */
  private static final class Running {
    private final String token;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final AtomicReference<@Nullable LanguageSession> session = new AtomicReference<>();
    private volatile @Nullable Thread thread;
    private volatile boolean isStopped;

    Running(String token) {
      this.token = token;
    }

    /** Ends it, wherever it is. */
    void stop() {
      isStopped = true;
      LanguageSession now = session.get();
      Thread waiting = thread;
      if (now != null) {
        now.stop();
      } else if (waiting != null) {
        waiting.interrupt();
      }
    }
  }

  CommandRuns(
      LanguageSessions sessions,
      EditorWindow window,
      WorkspaceEditing editing,
      ShownPapers papers) {
    this.sessions = sessions;
    this.window = window;
    this.editing = editing;
    this.papers = papers;
  }

  /**
   * Begins a run on a thread of its own.
   *
   * @throws RpcException when one goes on
   */
  void begin(Path folder, Wanted wanted) {
    Running next = take();
    Thread thread =
        Thread.ofVirtual().name("lsp-command").unstarted(() -> run(next, folder, wanted));
    next.thread = thread;
    thread.start();
  }

  private Running take() {
    Running next = new Running("vibe-" + tokens.incrementAndGet());
    if (!running.compareAndSet(null, next)) {
      throw new RpcException(
          RpcException.INVALID_REQUEST,
          "vibe is at work; wait, or stop it: " + EditorCommand.STOP.word());
    }
    return next;
  }

  private void release(Running was) {
    running.compareAndSet(was, null);
    was.over.complete(null);
  }

  private void run(Running next, Path folder, Wanted wanted) {
    try {
      Optional<Wish> wish = wanted.find();
      if (wish.isPresent()) {
        run(next, folder, wish.get());
      }
    } catch (RpcException e) {
      window.show(Importance.ERROR, "vibe: " + e.getMessage());
    } catch (InterruptedException e) {
      LOG.debug("stopped before it began");
    } catch (RuntimeException e) {
      LOG.error("a command broke", e);
      window.show(Importance.ERROR, "vibe: a fault of vibe itself; its log file has more");
    } finally {
      release(next);
    }
  }

  private void run(Running next, Path folder, Wish wish) {
    editing.about(wish.title());
    ShownProgress progress = ShownProgress.begin(window, next.token, wish.title());
    RunOutcome outcome = outcome(next, folder, wish, progress);
    progress.end(outcome.text());
    boolean isBroughtUp =
        !outcome.paper().isEmpty()
            && papers.add("answer", ".md", outcome.paper()).filter(window::bringUp).isPresent();
    String rest = outcome.paper().isEmpty() || isBroughtUp ? outcome.text() : outcome.paper();
    window.show(outcome.importance(), rest);
  }

  private RunOutcome outcome(Running next, Path folder, Wish wish, ShownProgress progress) {
    try {
      Opened opened = session(folder);
      CompletableFuture<RunEnd> end = opened.face().expect(progress);
      next.session.set(opened.session());
      opened.session().prompt(wish.prompt());
      if (next.isStopped) {
        opened.session().stop(); // it may have come before there was anything to stop
      }
      RunEnd ended = end.get();
      if (ended instanceof RunEnd.Broken) {
        forget(folder);
      }
      return RunOutcome.of(ended);
    } catch (VibeException e) {
      return e.exitCode() == ExitCode.INTERRUPTED
          ? RunOutcome.stopped()
          : RunOutcome.failed(e.problem());
    } catch (InterruptedException e) {
      return RunOutcome.stopped();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody ends a run so", e);
    }
  }

  private Opened session(Path folder) throws InterruptedException {
    Opened known = open.get(folder);
    if (known != null) {
      return known;
    }
    LanguageFace face = new LanguageFace(window, editing, papers);
    Opened opened = new Opened(sessions.begin(folder, face), face);
    open.put(folder, opened);
    return opened;
  }

  private void forget(Path folder) {
    Opened was = open.remove(folder);
    if (was != null) {
      was.session().close();
    }
  }

  /** The next run of a folder begins a new session; does not block. */
  void startOver(Path folder) {
    Running next = take();
    Thread.ofVirtual()
        .name("lsp-command")
        .start(
            () -> {
              try {
                forget(folder);
              } finally {
                release(next);
              }
            });
  }

  /** Ends what goes on; does not block. */
  void stop() {
    Running now = running.get();
    if (now != null) {
      now.stop();
    }
  }

  /** As {@link #stop}, if that is what goes on. */
  void stop(String token) {
    Running now = running.get();
    if (now != null && now.token.equals(token)) {
      now.stop();
    }
  }

  /** Ends what goes on, and all sessions; waits for it. */
  void close() throws InterruptedException {
    Running now = running.get();
    if (now != null) {
      now.stop();
      try {
        now.over.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("nobody ends a run so", e);
      }
    }
    open.values().forEach(each -> each.session().close());
    open.clear();
  }
}
