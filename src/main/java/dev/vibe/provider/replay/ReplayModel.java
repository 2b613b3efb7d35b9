package dev.vibe.provider.replay;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.Usage;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.provider.ServedModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Model that plays a cassette: the n-th request gets the n-th reply, in small deltas as a server
 * would send them. When the cassette is used up, or a request lacks what a reply expects of it, the
 * stream ends with a failure of kind {@code REJECTED}.
 */
public final class ReplayModel implements ChatModel {

  private final Cassette cassette;
  private final AtomicInteger played = new AtomicInteger();

  public ReplayModel(Cassette cassette) {
    this.cassette = cassette;
  }

  @Override
  public String id() {
    return cassette.model();
  }

  @Override
  public String endpoint() {
    return "replay";
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.UNKNOWN;
  }

  @Override
  public List<ServedModel> served() {
    return List.of(new ServedModel(cassette.model(), 0, ""));
  }

  @Override
  public ModelStream open(ModelRequest request) {
    int number = played.getAndIncrement();
    if (number >= cassette.replies().size()) {
      return refusing(
          ProblemCode.CASSETTE_USED_UP,
          "the cassette has no more replies",
          cassette.source() + " holds " + cassette.replies().size(),
          "add a reply to it");
    }
    Cassette.Reply reply = cassette.replies().get(number);
    String said = textOf(request);
    for (String expected : reply.expect()) {
      if (!said.contains(expected)) {
        return refusing(
            ProblemCode.CASSETTE_MISMATCH,
            "request " + (number + 1) + " is not the one the cassette was made for",
            cassette.source() + " expects in it: " + expected,
            "change the cassette or the prompt");
      }
    }
    return new ReplayStream(reply, "replay" + (number + 1) + "c");
  }

  private static ModelStream refusing(ProblemCode code, String what, String cause, String remedy) {
    Problem problem = new Problem(code, what, cause, remedy);
    Cassette.Ending ending = new Cassette.Ending.Failure(ModelEvent.Kind.REJECTED, problem);
    return new ReplayStream(
        new Cassette.Reply(List.of(), "", "", List.of(), Usage.NONE, Duration.ZERO, ending), "");
  }

  private static String textOf(ModelRequest request) {
    StringBuilder all = new StringBuilder(request.systemPrompt());
    for (Message message : request.messages()) {
      switch (message) {
        case Message.User user -> all.append('\n').append(Message.textOf(user));
        case Message.Assistant assistant -> {
          all.append('\n').append(assistant.text());
          for (ToolCall call : assistant.calls()) {
            all.append('\n').append(call.name()).append(' ').append(call.arguments());
          }
        }
        case Message.ToolResults results -> {
          for (ToolResult result : results.results()) {
            all.append('\n').append(result.forModel());
          }
        }
      }
    }
    return all.toString();
  }
}
