package dev.vibe.provider;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A model, and others to go to when it is overloaded, too slow, unreachable, or too small for the
 * conversation. Each reply begins with the first again. Going to another is told by a notice with
 * the code {@link ProblemCode#MODEL_SWITCHED}, and by a {@link ModelEvent.Retrying} without a
 * delay.
 *
 * <p>{@link #id}, {@link #endpoint} and {@link #capabilities} are those of the model that was asked
 * last. Each model speaks for itself: it has its own codec, call ids and form of reasoning.
 */
public final class FallbackModel implements ChatModel {

  /**
   * A model to go to.
   *
   * @param source gives it when it is first needed, or throws {@link VibeException} when it cannot
   *     be used; asked at most once
   */
  public record Candidate(String name, Supplier<Ready> source) {}

  /**
   * A model that can be asked.
   *
   * @param usualContext tokens to plan for while the server does not tell; 0 when unknown
   */
  public record Ready(ChatModel model, int usualContext) {}

  /**
   * When to give up on a model that has not failed.
   *
   * @param firstToken how long it may take to begin its reply; zero waits as long as it takes
   * @param waits how long an overloaded one is waited for, all waits together
   */
  public record Patience(Duration firstToken, Duration waits) {

    /** Ten seconds of waits are bearable; those of an overloaded server go on for minutes. */
    public static Patience of(Duration firstToken) {
      return new Patience(firstToken, firstToken.isZero() ? Duration.ofSeconds(10) : firstToken);
    }
  }

  private final List<Candidate> candidates;
  private final List<Choice> choices = new ArrayList<>();
  private final Patience patience;
  private final Alarm alarm;
  private final List<Problem> notices = new ArrayList<>();
  private final Set<Asked> asked = new LinkedHashSet<>();
  private volatile Ready current;

  /** What came of asking for a candidate. */
  sealed interface Choice {

    record Usable(Ready ready) implements Choice {}

    record Unusable(Problem problem) implements Choice {}
  }

  /**
   * Asks for none of the others yet.
   *
   * @param others in the order in which they are gone to
   */
  public FallbackModel(Ready first, List<Candidate> others, Patience patience, Alarm alarm) {
    this.candidates = List.copyOf(others);
    this.choices.add(new Choice.Usable(first));
    this.patience = patience;
    this.alarm = alarm;
    this.current = first;
  }

  @Override
  public String id() {
    return current.model().id();
  }

  @Override
  public String endpoint() {
    return current.model().endpoint();
  }

  @Override
  public Capabilities capabilities() {
    Ready ready = current;
    Capabilities known = ready.model().capabilities();
    return known.contextTokens() > 0 ? known : known.withContext(ready.usualContext());
  }

  @Override
  public ModelStream open(ModelRequest request) {
    return new FallbackStream(this, request);
  }

  @Override
  public List<ServedModel> served() {
    return current.model().served();
  }

  @Override
  public List<Problem> takeNotices() {
    List<Problem> taken;
    synchronized (notices) {
      taken = new ArrayList<>(notices);
      notices.clear();
    }
    synchronized (choices) {
      for (Choice choice : choices) {
        if (choice instanceof Choice.Usable(Ready ready)) {
          taken.addAll(ready.model().takeNotices());
        }
      }
    }
    return List.copyOf(taken);
  }

  @Override
  public List<Asked> takeAsked() {
    synchronized (notices) {
      List<Asked> taken = List.copyOf(asked);
      asked.clear();
      return taken;
    }
  }

  @Override
  public void warmUp() {
    current.model().warmUp();
  }

  // For the stream.

  /** The one at a place in the order; 0 is the first. May block as its source does. */
  Choice at(int place) {
    synchronized (choices) {
      while (choices.size() <= place) {
        choices.add(ask(candidates.get(choices.size() - 1)));
      }
      return choices.get(place);
    }
  }

  private static Choice ask(Candidate candidate) {
    try {
      return new Choice.Usable(candidate.source().get());
    } catch (VibeException e) {
      return new Choice.Unusable(e.problem());
    }
  }

  int count() {
    return candidates.size() + 1;
  }

  /** What a place is called before its model is known. */
  String name(int place) {
    return candidates.get(place - 1).name();
  }

  void asks(Ready ready) {
    current = ready;
    remember(new Asked(ready.model().id(), ready.model().endpoint()));
  }

  private void remember(Asked one) {
    synchronized (notices) {
      asked.add(one);
    }
  }

  /** One that was gone to before this came to be, and given up. */
  public void gaveUp(Asked before) {
    remember(before);
  }

  void tell(Problem notice) {
    synchronized (notices) {
      notices.add(notice);
    }
  }

  Patience patience() {
    return patience;
  }

  Alarm alarm() {
    return alarm;
  }
}
