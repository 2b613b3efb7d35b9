package dev.vibe.provider.replay;

import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Usage;
import dev.vibe.problem.Problem;
import dev.vibe.provider.ModelEvent;
import java.time.Duration;
import java.util.List;

/**
 * Cassette of replies to be played, one for each request.
 *
 * @param source where it came from, for messages
 * @param model the id the model goes by
 */
public record Cassette(String source, String model, List<Reply> replies) {

  public Cassette {
    replies = List.copyOf(replies);
  }

  /**
   * One reply.
   *
   * @param expect strings that the request must hold somewhere, or it is not this reply's
   * @param delay before each delta
   */
  public record Reply(
      List<String> expect,
      String reasoning,
      String text,
      List<Call> calls,
      Usage usage,
      Duration delay,
      Ending ending) {
    public Reply {
      expect = List.copyOf(expect);
      calls = List.copyOf(calls);
    }
  }

  /** A call; its id is made when it is played. */
  public record Call(String name, RawJson arguments) {}

  /** Way in which a reply ends after its text was played. */
  public sealed interface Ending {

    record Whole(ModelEvent.Finish finish) implements Ending {}

    record Failure(ModelEvent.Kind kind, Problem problem) implements Ending {}
  }
}
