package dev.vibe.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.Usage;
import dev.vibe.model.Price;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.FallbackRoute.Candidate;
import dev.vibe.provider.FallbackRoute.Patience;
import dev.vibe.provider.FallbackRoute.Ready;
import dev.vibe.provider.ModelEvent.Kind;
import dev.vibe.provider.ModelEvent.Obstacle;
import dev.vibe.testkit.ModelEvents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallbackModelTest {

  private static final ModelRequest REQUEST =
      new ModelRequest("", List.of(Message.User.text("hi")), List.of());

  private final List<Runnable> alarms = new ArrayList<>();
  private final Alarm alarm =
      (delay, action) -> {
        alarms.add(action);
        return () -> alarms.remove(action);
      };

  /** Plays the same events for each reply; a closed stream is cancelled. */
  private static final class Fake implements ChatModel {

    private final String id;
    private final List<ModelEvent> events;
    private boolean answering;
    private int opened;
    private int open;

    Fake(String id, ModelEvent... events) {
      this.id = id;
      this.events = List.of(events);
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public String endpoint() {
      return "http://" + id;
    }

    @Override
    public Capabilities capabilities() {
      return new Capabilities(0, new Price(id.length(), 0, 0));
    }

    @Override
    public ModelStream open(ModelRequest request) {
      opened++;
      open++;
      ArrayDeque<ModelEvent> left = new ArrayDeque<>(events);
      return new ModelStream() {
        private boolean closed;

        @Override
        public ModelEvent next() {
          return closed ? failure(Kind.CANCELLED, ProblemCode.CANCELLED) : left.removeFirst();
        }

        @Override
        public boolean isAnswering() {
          return answering;
        }

        @Override
        public void close() {
          open -= closed ? 0 : 1;
          closed = true;
        }
      };
    }

    @Override
    public List<ServedModel> served() {
      return List.of();
    }
  }

  private static ModelEvent.Failed failure(Kind kind, ProblemCode code) {
    return new ModelEvent.Failed(kind, new Problem(code, code + " happened", "why", ""), "");
  }

  private static ModelEvent.Retrying retrying(Obstacle obstacle, int seconds) {
    ProblemCode code =
        switch (obstacle) {
          case NO_CONNECTION -> ProblemCode.UNREACHABLE;
          case SILENCE -> ProblemCode.NO_ANSWER;
          case BUSY -> ProblemCode.SERVER_BUSY;
          case BROKEN_REPLY -> ProblemCode.BROKEN_STREAM;
          case LEFT -> ProblemCode.MODEL_SWITCHED;
        };
    return new ModelEvent.Retrying(
        1,
        Duration.ofSeconds(seconds),
        obstacle,
        new Problem(code, code + " happened", "why", ""),
        false);
  }

  private static ModelEvent.Done done(String text) {
    return new ModelEvent.Done(
        new Message.Assistant(text, Reasoning.NONE, List.of()),
        new Usage(1_000_000, 0, 0),
        ModelEvent.Finish.STOP);
  }

  private FallbackModel model(Duration switchAfter, Fake first, Fake... others) {
    List<Candidate> candidates = new ArrayList<>();
    for (Fake other : others) {
      candidates.add(new Candidate(other.id(), () -> new Ready(other, 7)));
    }
    return new FallbackModel(new Ready(first, 5), candidates, Patience.of(switchAfter), alarm);
  }

  private static List<ModelEvent> play(FallbackModel model) {
    return ModelEvents.of(model, REQUEST);
  }

  @Test
  void overload_and_overflow_and_no_connection_go_to_the_next_with_a_notice() {
    for (Kind kind : List.of(Kind.UNREACHABLE, Kind.CONTEXT_OVERFLOW)) {
      Fake first = new Fake("big", failure(kind, ProblemCode.UNREACHABLE));
      Fake second = new Fake("small", done("ok"));
      FallbackModel model = model(Duration.ZERO, first, second);

      List<ModelEvent> events = play(model);

      ModelEvent.Retrying moved = assertInstanceOf(ModelEvent.Retrying.class, events.getFirst());
      assertEquals(ProblemCode.MODEL_SWITCHED, moved.reason().code());
      assertEquals(Duration.ZERO, moved.delay());
      assertEquals(done("ok"), events.getLast());
      Problem notice = model.takeNotices().getFirst();
      assertEquals("going from big at http://big to small at http://small", notice.what());
      assertEquals("unreachable happened (why)", notice.cause());
      assertEquals(List.of(), model.takeNotices());
      assertEquals("small", model.id());
      assertEquals("http://small", model.endpoint());
      assertEquals(7, model.capabilities().contextTokens());
      assertEquals(5.0, model.capabilities().price().of(new Usage(1_000_000, 0, 0)));
      assertEquals(0, first.open + second.open);
    }
  }

  @Test
  void what_another_model_would_not_heal_stays_with_the_first() {
    for (Kind kind : List.of(Kind.UNAUTHORIZED, Kind.QUOTA, Kind.REJECTED, Kind.CANCELLED)) {
      Fake second = new Fake("b", done("ok"));
      FallbackModel model =
          model(Duration.ZERO, new Fake("a", failure(kind, ProblemCode.UNREACHABLE)), second);
      assertEquals(List.of(failure(kind, ProblemCode.UNREACHABLE)), play(model));
      assertEquals(0, second.opened);
    }
  }

  @Test
  void each_reply_begins_with_the_first_again() {
    Fake first = new Fake("a", failure(Kind.UNREACHABLE, ProblemCode.UNREACHABLE));
    FallbackModel model = model(Duration.ZERO, first, new Fake("b", done("ok")));
    play(model);
    play(model);
    assertEquals(2, first.opened);
    assertEquals(2, model.takeNotices().size());
  }

  @Test
  void a_busy_server_is_waited_for_a_little_and_a_dead_one_not_at_all() {
    Fake busy =
        new Fake("a", retrying(Obstacle.BUSY, 4), retrying(Obstacle.BUSY, 8), done("never"));
    List<ModelEvent> events = play(model(Duration.ZERO, busy, new Fake("b", done("ok"))));
    assertEquals(retrying(Obstacle.BUSY, 4), events.getFirst());
    assertEquals(done("ok"), events.getLast());
    Fake dead = new Fake("a", retrying(Obstacle.NO_CONNECTION, 1), done("never"));
    assertEquals(done("ok"), play(model(Duration.ZERO, dead, new Fake("b", done("ok")))).getLast());
    Fake broken = new Fake("a", retrying(Obstacle.BROKEN_REPLY, 30), done("healed"));
    assertEquals(
        done("healed"), play(model(Duration.ZERO, broken, new Fake("b", done("ok")))).getLast());
  }

  @Test
  void text_that_was_shown_of_a_reply_that_failed_is_told_to_be_void() {
    Fake first =
        new Fake(
            "a",
            new ModelEvent.TextDelta("half"),
            failure(Kind.UNREACHABLE, ProblemCode.UNREACHABLE));
    List<ModelEvent> events = play(model(Duration.ZERO, first, new Fake("b", done("ok"))));
    assertTrue(assertInstanceOf(ModelEvent.Retrying.class, events.get(1)).discardsShown());
  }

  /** Rings before anything has come. */
  private static FallbackModel ringing(Fake first) {
    Alarm atOnce =
        (delay, action) -> {
          assertEquals(Duration.ofSeconds(20), delay);
          action.run();
          return () -> {};
        };
    return new FallbackModel(
        new Ready(first, 0),
        List.of(new Candidate("b", () -> new Ready(new Fake("b", done("ok")), 0))),
        Patience.of(Duration.ofSeconds(20)),
        atOnce);
  }

  @Test
  void a_late_first_token_goes_to_the_next() {
    FallbackModel model = ringing(new Fake("slow", done("never")));
    List<ModelEvent> events = play(model);
    assertEquals(
        ProblemCode.MODEL_SWITCHED,
        assertInstanceOf(ModelEvent.Retrying.class, events.getFirst()).reason().code());
    assertTrue(model.takeNotices().getFirst().cause().contains("within 20 s"));
    assertEquals(done("ok"), events.getLast());
  }

  @Test
  void a_server_that_has_begun_is_not_late_and_an_answer_calls_the_alarm_off() {
    Fake first = new Fake("a", new ModelEvent.TextDelta("x"), done("mine"));
    first.answering = true;
    assertEquals(done("mine"), play(ringing(first)).getLast());
    play(model(Duration.ofSeconds(20), new Fake("a", done("mine")), new Fake("b", done("ok"))));
    assertEquals(List.of(), alarms);
  }

  @Test
  void one_that_cannot_be_used_is_passed_over_and_all_failures_are_told() {
    Candidate unusable =
        new Candidate(
            "far",
            () -> {
              throw new VibeException(
                  ExitCode.USAGE,
                  new Problem(ProblemCode.LOCAL_ONLY, "not talking to far", "", ""));
            });
    Fake last = new Fake("c", failure(Kind.UNREACHABLE, ProblemCode.SERVER_ERROR));
    FallbackModel model =
        new FallbackModel(
            new Ready(
                new Fake("a", failure(Kind.CONTEXT_OVERFLOW, ProblemCode.CONTEXT_OVERFLOW)), 0),
            List.of(unusable, new Candidate("c", () -> new Ready(last, 0))),
            Patience.of(Duration.ZERO),
            alarm);
    ModelEvent.Failed failed = assertInstanceOf(ModelEvent.Failed.class, play(model).getLast());
    assertEquals(Kind.CONTEXT_OVERFLOW, failed.kind(), "a smaller request may help");
    assertEquals(ProblemCode.SERVER_ERROR, failed.problem().code());
    assertTrue(
        failed.problem().cause().contains("a: context-overflow happened"),
        failed.problem().cause());
    assertTrue(failed.problem().cause().contains("far: not talking to far"));
  }

  @Test
  void closing_ends_it_without_another_try() {
    Fake second = new Fake("b", done("ok"));
    FallbackModel model = model(Duration.ZERO, new Fake("a", done("x")), second);
    ModelStream stream = model.open(REQUEST);
    stream.close();
    assertEquals(Kind.CANCELLED, assertInstanceOf(ModelEvent.Failed.class, stream.next()).kind());
    assertEquals(0, second.opened);
  }
}
