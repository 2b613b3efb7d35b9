package dev.vibe.app.assembly;

import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.context.memory.MemoryPlace;
import dev.vibe.context.memory.Recall;
import dev.vibe.context.memory.RepositoryMemory;
import dev.vibe.context.memory.RunRecorder;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.net.Redaction;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Access to the memory of the repository that a folder is in. Blocks on disk. */
public final class MemoryAccess {

  private static final Logger LOG = LoggerFactory.getLogger(MemoryAccess.class);

  private static final String TITLE = "memory of this repository";

  /**
   * Of what is told, in characters; of a small window, a thirty-second part, but a note at least.
   */
  private static final int MOST_CHARS = 2_000;

  private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

  private static final int LEAST_CHARS = 500;
  private static final int CHARS_PER_TOKEN = 3;
  private static final int SHARE = 32;

  /** The folder of what is remembered of repositories, in that of the state. */
  private static final String MEMORY = "memory";

  private final HostEnvironment host;
  private final Supplier<GitWorkspace> opening;

  /**
   * Looks at nothing yet.
   *
   * @param opening opens the working folder, to be looked at beside the session
   */
  public MemoryAccess(HostEnvironment host, Supplier<GitWorkspace> opening) {
    this.host = host;
    this.opening = opening;
  }

  /** The memory of this folder, whether there is anything in it or not. */
  public RepositoryMemory memory() {
    Path all = host.state().path().resolve(MEMORY);
    try (GitWorkspace git = opening.get()) {
      return git.present() instanceof GitRepository repository
          ? new MemoryPlace(all, repository.top()).found(() -> identity(repository))
          : new MemoryPlace(all, git.folder()).found(() -> "");
    }
  }

  private static String identity(GitRepository repository) {
    try {
      return repository.identity();
    } catch (VibeException e) {
      LOG.warn("cannot tell the repository from others", e);
      return "";
    }
  }

  /** Without what must not be kept as it is. */
  public String redacted(String text) {
    return Redaction.BY_LOOKS.apply(host.process().secrets().redact(text));
  }

  /** Records what the runs do; the memory is looked for beside them. */
  RunRecorder recorder() {
    BackgroundTask<RepositoryMemory> looking = BackgroundTask.start("memory", this::memory);
    return new RunRecorder(() -> awaited(looking), host.clock(), this::redacted);
  }

  private static Optional<RepositoryMemory> awaited(BackgroundTask<RepositoryMemory> looking) {
    try {
      return Optional.of(looking.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** To be started before anything that can proceed beside it; most often there is none. */
  public Optional<BackgroundTask<RepositoryMemory>> look(SessionPlan plan) {
    return plan.session() instanceof SessionChoice.New
            && plan.config().remembers()
            && Files.exists(host.state().path().resolve(MEMORY))
        ? Optional.of(BackgroundTask.start("memory", this::memory))
        : Optional.empty();
  }

  /**
   * What it has to tell with the first prompt of a new session; nothing where it is not found soon.
   */
  public static List<Part> recall(
      Optional<BackgroundTask<RepositoryMemory>> looking, Message.User prompt, SessionModel model)
      throws InterruptedException {
    Optional<RepositoryMemory> memory =
        looking.isPresent() ? looking.get().within(LONGEST_WAIT) : Optional.empty();
    if (memory.isEmpty()) {
      return List.of(); // the next session finds it at once
    }
    int window = model.window();
    int bound =
        window <= 0
            ? MOST_CHARS
            : Math.clamp((long) window * CHARS_PER_TOKEN / SHARE, LEAST_CHARS, MOST_CHARS);
    try {
      String text = Recall.of(memory.get(), Message.textOf(prompt), bound);
      return text.isEmpty() ? List.of() : List.of(new Part.Attachment(TITLE, text));
    } catch (IOException e) {
      LOG.warn("cannot read {}", memory.get().folder(), e);
      return List.of();
    }
  }
}
