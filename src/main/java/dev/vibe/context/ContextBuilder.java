package dev.vibe.context;

import dev.vibe.context.compaction.CompactionPlan;
import dev.vibe.context.compaction.Pruning;
import dev.vibe.context.compaction.TokenGauge;
import dev.vibe.context.compaction.Weight;
import dev.vibe.context.compaction.Window;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Event;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ModelRequest;
import dev.vibe.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Builder of each request from the transcript, within the window that the server really has. As
 * long as there is room, a request appends to the one before. When much of the window is used, what
 * is not needed any more is cut in one deep step, so that the prefix breaks seldom; when that does
 * not do, the older part is to be compacted. Owned by the session's thread.
 */
public final class ContextBuilder {

  /**
   * Assumed when neither the configuration nor the server tells the window: what a local 24B model
   * is commonly started with.
   */
  private static final int ASSUMED_WINDOW = 32_768;

  /** A request that is sent again is smaller than the one that was refused by at least this. */
  private static final double SMALLER = 0.9;

  /** Below that, nothing of a result could be seen. Characters. */
  private static final int LEAST_RESULT = 300;

  /** A request of this weight fits into any window that a session can begin in. */
  private static final long SURELY_FITS = 8_000;

  private final String systemPrompt;
  private final List<ToolSpec> tools;
  private final long fixed;
  private final Supplier<Capabilities> model;
  private final Compactions compactions;
  private final TokenGauge gauge = new TokenGauge();
  private Pruning pruning = Pruning.NONE;
  private View view = new View(List.of(), Pruning.NONE, List.of(), 0);

  /** The weight of the last request, and of the smallest that was refused. */
  private long sent;

  private long refused = Long.MAX_VALUE;

  /** What the model and the user were told last of how full it is, in quarters. */
  private int toldModel;

  private int toldUser;

  /** As the refusals show it; the server may keep less than it says. */
  private long smallest = Long.MAX_VALUE;

  /**
   * Starts with an untouched conversation.
   *
   * @param model what is known of it by now. Asked before each request, because servers tell it
   *     late
   */
  public ContextBuilder(
      String systemPrompt,
      List<ToolSpec> tools,
      Supplier<Capabilities> model,
      Compactions compactions) {
    this.compactions = compactions;
    this.systemPrompt = systemPrompt;
    this.tools = List.copyOf(tools);
    this.model = model;
    this.fixed = Weight.of(systemPrompt, this.tools);
  }

  /** Choice of whether a conversation is compacted without being asked. */
  public enum Compactions {
    AUTOMATIC,
    WHEN_ASKED
  }

  /** Whether a conversation that grows too large is to be compacted. */
  public boolean compacts() {
    return compactions == Compactions.AUTOMATIC;
  }

  /** The window that the server or the user tells, in tokens; 0 when nobody does. */
  public int knownWindow() {
    return model.get().contextTokens();
  }

  private Window window() {
    long known = knownWindow();
    return new Window(Math.min(known > 0 ? known : ASSUMED_WINDOW, smallest), gauge.tokens(fixed));
  }

  private long weight(List<Message> messages) {
    return fixed
        + (model.get().vision().sees() ? Weight.of(messages) : Weight.withoutImages(messages));
  }

  private long tokens(List<Message> messages) {
    return gauge.tokens(weight(messages));
  }

  /** The very same conversation is looked at several times before anything is added to it. */
  @SuppressWarnings("ReferenceEquality") // to compare what is said would cost what is saved
  private View view(List<Message> said) {
    if (view.said != said || view.pruning != pruning) {
      List<Message> messages = pruning.apply(said);
      view = new View(said, pruning, messages, weight(messages));
    }
    return view;
  }

  /** A conversation as it would be sent, and its weight with all that stands before it. */
  private record View(List<Message> said, Pruning pruning, List<Message> messages, long weight) {}

  /**
   * The next request for this conversation. It fits, as far as it can be made to: of what is too
   * large for the window, even the newest results give way.
   */
  public ModelRequest request(List<Message> said) {
    View now = view(said);
    if (now.weight > SURELY_FITS && now.weight > most()) {
      pruning = pruning.fitted(said, most() - fixed);
      now = view(said);
    }
    sent = now.weight;
    return new ModelRequest(systemPrompt, now.messages, tools);
  }

  /** The most that a request may weigh. */
  private long most() {
    long fits = gauge.weight(window().fits());
    return refused == Long.MAX_VALUE ? fits : Math.min(fits, (long) (refused * SMALLER));
  }

  /**
   * Makes room before a request: cuts what is not needed any more once much of the window is used.
   *
   * @return whether that did not do, so that the older part has to be compacted
   */
  public boolean isFull(List<Message> said) {
    long weight = view(said).weight;
    if (weight <= SURELY_FITS) {
      return false;
    }
    Window window = window();
    if (gauge.tokens(weight) > window.prunedFrom()) {
      prune(said, gauge.tokens(weight), window);
      weight = view(said).weight;
    }
    return gauge.tokens(weight) > window.compactedFrom() || weight > most();
  }

  private void prune(List<Message> said, long tokens, Window window) {
    Pruning deeper = pruning.deeper(said, gauge.weight(window.prunedTo()) - fixed);
    long won = tokens - tokens(deeper.apply(said));
    if (won >= window.worthPruning() || (won > 0 && tokens > window.compactedFrom())) {
      pruning = deeper;
    }
  }

  /** The server of this model has read the last request. */
  public void counted(String of, Usage usage) {
    gauge.counted(of, sent, usage.inputTokens());
    refused = Long.MAX_VALUE;
  }

  /** The server has refused the last request as too large. The next one has to be smaller. */
  public void refused() {
    refused = Math.min(refused, sent);
    gauge.refused(sent, window().tokens());
    if (knownWindow() == 0) {
      smallest = Math.min(smallest, gauge.tokens(sent));
    }
  }

  /**
   * Cuts all that a deep step would, because the last request was refused.
   *
   * @return whether the next one is smaller than that
   */
  public boolean prune(List<Message> said) {
    pruning = pruning.deeper(said, gauge.weight(window().prunedTo()) - fixed);
    return view(said).weight <= most();
  }

  /** Whether the next request can be made smaller than the one that was refused. */
  public boolean canFit(List<Message> said) {
    Pruning fitted = pruning.fitted(said, most() - fixed);
    return weight(fitted.apply(said)) < (refused == Long.MAX_VALUE ? most() : refused);
  }

  /**
   * A compaction of the older part.
   *
   * @param whole the conversation as it was said, of which {@code compacted} messages have given
   *     way before
   * @return empty when there is nothing that would give room
   */
  public Optional<CompactionPlan> compaction(
      List<Message> said, List<Message> whole, int compacted) {
    Window window = window();
    int cut = CompactionPlan.cut(said, gauge.weightOnTop(window.newest()));
    int before = compacted > 0 ? 1 : 0;
    if (cut <= before) {
      return Optional.empty();
    }
    List<Message> older = view(said).messages.subList(0, cut);
    if (Weight.of(older) < gauge.weightOnTop(window.worthPruning())) {
      return Optional.empty();
    }
    CompactionPlan.Room room =
        new CompactionPlan.Room(
            gauge.weight(window.tokens() - window.summary()) - gauge.weightOnTop(window.slack()),
            gauge.weightOnTop(window.said()),
            window.summary());
    return Optional.of(CompactionPlan.of(older, whole.subList(0, compacted - before + cut), room));
  }

  /** The first request after a compaction begins anew. */
  public void compacted() {
    pruning = Pruning.NONE;
    toldModel = 0;
    toldUser = 0;
  }

  /** Tokens of the next request, estimated. */
  public long used(List<Message> said) {
    return gauge.tokens(view(said).weight);
  }

  /** The same of a request in which a text stands for all before these messages. */
  public long usedWith(String text, List<Message> after) {
    List<Message> messages = new ArrayList<>(List.of(Message.User.text(text)));
    messages.addAll(after);
    return tokens(messages);
  }

  /**
   * The server has refused a request for a summary, so what it counts is denser than was thought.
   */
  public void refused(ModelRequest request) {
    gauge.refused(fixed + Weight.of(request.messages()), window().tokens());
  }

  /** A request with these messages as they are, which is not sent. */
  public ModelRequest like(List<Message> messages) {
    return new ModelRequest(systemPrompt, messages, tools);
  }

  /**
   * Characters that each result of a reply may have: a share of the window, and all of them
   * together no more than what is left of it.
   */
  public int resultRoom(List<Message> said, int calls) {
    Window window = window();
    long left = Math.max(0, window.fits() - used(said)) / Math.max(1, calls);
    long room = gauge.weightOnTop(Math.min(window.result(), left));
    return Math.clamp(room, LEAST_RESULT, Integer.MAX_VALUE);
  }

  /**
   * How full the window is, in few words for the model, once each time that it has passed half and
   * three quarters; else nothing.
   *
   * @param coming characters that will be there too
   */
  public String newsOfUse(List<Message> said, int coming) {
    long tokens = gauge.tokens(view(said).weight + coming);
    int quarters = quarters(tokens);
    boolean passed = quarters > toldModel;
    toldModel = quarters;
    return passed ? "\n[" + use(tokens) + "]" : "";
  }

  /** The same for the user, of what the last request took with its reply. */
  public Optional<Event> noticeOfUse(long tokens) {
    int quarters = quarters(tokens);
    boolean passed = quarters > toldUser;
    toldUser = quarters;
    return passed
        ? Optional.of(
            Event.NoticeRaised.of(
                new Problem(
                    ProblemCode.CONTEXT_FILLS,
                    use(tokens),
                    "",
                    compacts() ? "" : "/compact makes room")))
        : Optional.empty();
  }

  private String use(long tokens) {
    return "context " + Figures.tokens(tokens) + " of " + Figures.tokens(window().tokens());
  }

  /** 2 from half on, 3 from three quarters on, else 0. */
  private int quarters(long tokens) {
    long quarters = tokens * 4 / window().tokens();
    return quarters >= 3 ? 3 : quarters == 2 ? 2 : 0;
  }

  /** How full the window will be with the next request, and what fills it. */
  public ContextUse use(List<Message> said) {
    return ContextUse.of(
        new ContextUse.Measure(gauge::tokens, window().tokens(), knownWindow() > 0),
        systemPrompt,
        tools,
        view(said).messages);
  }
}
