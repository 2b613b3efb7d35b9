package dev.vibe.provider;

import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * State of the way from one model to the next: which there are, which is asked now, and which
 * notices of the way so far are still to be shown. Each model is got ready when it is first come
 * to. Thread-safe.
 */
public final class FallbackRoute {

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
   * Limits at which to give up on a model that has not failed.
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
  private final List<Problem> notices = new ArrayList<>();
  private final Set<ChatModel.Asked> asked = new LinkedHashSet<>();
  private volatile Ready current;

  /** What came of asking for a candidate. */
  sealed interface Choice {

    record Usable(Ready ready) implements Choice {}

    record Unusable(Problem problem) implements Choice {}
  }

  FallbackRoute(Ready first, List<Candidate> others, Patience patience) {
    this.candidates = List.copyOf(others);
    this.choices.add(new Choice.Usable(first));
    this.patience = patience;
    this.current = first;
  }

  /** The one that was gone to last. */
  Ready current() {
    return current;
  }

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

  void goTo(Ready ready) {
    current = ready;
    remember(new ChatModel.Asked(ready.model().id(), ready.model().endpoint()));
  }

  void remember(ChatModel.Asked one) {
    synchronized (notices) {
      asked.add(one);
    }
  }

  void tell(Problem notice) {
    synchronized (notices) {
      notices.add(notice);
    }
  }

  Patience patience() {
    return patience;
  }

  /** Of the way first, then of the models that were come to. */
  List<Problem> takeNotices() {
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

  List<ChatModel.Asked> takeAsked() {
    synchronized (notices) {
      List<ChatModel.Asked> taken = List.copyOf(asked);
      asked.clear();
      return taken;
    }
  }
}
