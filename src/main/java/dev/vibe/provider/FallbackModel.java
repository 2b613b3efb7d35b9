package dev.vibe.provider;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.FallbackRoute.Candidate;
import dev.vibe.provider.FallbackRoute.Patience;
import dev.vibe.provider.FallbackRoute.Ready;
import java.util.List;

/**
 * Model with others to go to when it is overloaded, too slow, unreachable, or too small for the
 * conversation. Each reply begins with the first again. Going to another is told by a notice with
 * the code {@link ProblemCode#MODEL_SWITCHED}, and by a {@link ModelEvent.Retrying} without a
 * delay.
 *
 * <p>{@link #id}, {@link #endpoint} and {@link #capabilities} are those of the model that was asked
 * last. Each model speaks for itself: it has its own codec, call ids and form of reasoning.
 */
public final class FallbackModel implements ChatModel {

  private final FallbackRoute route;
  private final Alarm alarm;

  /**
   * Asks for none of the others yet.
   *
   * @param others in the order in which they are gone to
   */
  public FallbackModel(Ready first, List<Candidate> others, Patience patience, Alarm alarm) {
    this.route = new FallbackRoute(first, others, patience);
    this.alarm = alarm;
  }

  @Override
  public String id() {
    return route.current().model().id();
  }

  @Override
  public String endpoint() {
    return route.current().model().endpoint();
  }

  @Override
  public Capabilities capabilities() {
    Ready ready = route.current();
    Capabilities known = ready.model().capabilities();
    return known.contextTokens() > 0 ? known : known.withContext(ready.usualContext());
  }

  @Override
  public ModelStream open(ModelRequest request) {
    return new FallbackStream(route, alarm, request);
  }

  @Override
  public List<ServedModel> served() {
    return route.current().model().served();
  }

  @Override
  public List<Problem> takeNotices() {
    return route.takeNotices();
  }

  @Override
  public List<Asked> takeAsked() {
    return route.takeAsked();
  }

  @Override
  public void warmUp() {
    route.current().model().warmUp();
  }

  /** One that was gone to before this came to be, and given up. */
  public void gaveUp(Asked before) {
    route.remember(before);
  }
}
