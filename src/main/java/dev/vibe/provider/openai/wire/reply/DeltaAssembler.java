package dev.vibe.provider.openai.wire.reply;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.conversation.Usage;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.openai.wire.ReasoningForms;
import dev.vibe.provider.openai.wire.ServerError;
import dev.vibe.provider.openai.wire.textcall.TextCallFilter;
import dev.vibe.provider.openai.wire.textcall.TextCallParser;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Assembler of a reply from the chunks of any server, which gives its deltas on the way. Text in
 * which a call may have leaked is held back until the end. One reply, one thread.
 */
public final class DeltaAssembler {

  private final Set<String> toolNames = new HashSet<>();
  private final TemplateChunkReader chunks = new TemplateChunkReader();
  private final CallAssembler calls;
  private final ThinkTags tags = new ThinkTags();
  private final TextCallFilter filter;
  private boolean recovered;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private String reasoningForm = "";
  private final LoadingRemarks remarks = new LoadingRemarks();
  private final CircleWatch textWatch = CircleWatch.overText();
  private final CircleWatch reasoningWatch = CircleWatch.overText();
  private final CircleWatch argumentsWatch = CircleWatch.overArguments();
  private OptionalInt textHead = OptionalInt.empty();
  private OptionalInt reasoningHead = OptionalInt.empty();
  private boolean argumentsCircle;
  private long pieces;
  private Usage usage = Usage.NONE;
  private boolean sawChunk;
  private @Nullable String finish;
  private @Nullable ServerError error;

  /** Way in which a reply ended. */
  public sealed interface Ending {

    record Whole(ModelEvent.Done done) implements Ending {}

    /** Nothing of it may be used. */
    record Broken(String why) implements Ending {}

    /** The server said so in the middle of a reply. */
    record Refused(ServerError error) implements Ending {}
  }

  /**
   * Starts a reply.
   *
   * @param takenIds of calls earlier in the conversation, which a new call must not repeat
   */
  public DeltaAssembler(List<ToolSpec> tools, Set<String> takenIds) {
    tools.forEach(tool -> toolNames.add(tool.name()));
    calls = new CallAssembler(tools, takenIds);
    filter = new TextCallFilter(List.copyOf(toolNames));
  }

  /**
   * Takes the JSON of one event, or of a whole reply.
   *
   * @throws dev.vibe.provider.openai.wire.UnreadableChunk when it is not a piece of a reply
   */
  public void accept(String json, Consumer<ModelEvent> out) {
    Chunk chunk = chunks.read(json);
    if (chunk.progress() != null && chunk.error() == null) {
      out.accept(chunk.progress());
      return;
    }
    sawChunk = true;
    pieces++;
    if (chunk.error() != null) {
      error = chunk.error();
      return;
    }
    if (chunk.reasoning() != null) {
      think(chunk.reasoning(), chunk.reasoningForm(), out);
    }
    if (chunk.text() != null && !chunk.text().isEmpty()) {
      String answer = tags.accept(chunk.text());
      think(tags.takeThought(), ReasoningForms.TAGS, out);
      textHead = textWatch.accept(answer);
      show(filter.accept(answer), out);
    }
    chunk.calls().forEach(this::call);
    if (chunk.usage() != null) {
      usage = chunk.usage();
    }
    if (chunk.finish() != null) {
      finish = chunk.finish();
    }
  }

  private void call(Chunk.CallFragment fragment) {
    calls.add(fragment);
    String name = fragment.name() == null ? "" : fragment.name();
    String arguments = fragment.arguments() == null ? "" : fragment.arguments();
    argumentsCircle |= argumentsWatch.accept(name + arguments).isPresent();
  }

  /** Takes an event that says of itself that it is an error. */
  public void acceptError(String data) {
    sawChunk = true;
    error = ServerError.parse(0, data);
  }

  /** What the server said went wrong; a reply with an error takes no more chunks. */
  public Optional<ServerError> error() {
    return Optional.ofNullable(error);
  }

  /** Whether the server has said why it stopped: what is missing after that is no loss. */
  public boolean isFinished() {
    return finish != null;
  }

  /** Whether anything of the reply came. */
  public boolean isStarted() {
    return sawChunk;
  }

  /** Whether the reply goes round in a circle, so that there is no end to wait for. */
  public boolean isCircling() {
    return finish == null && (textHead.isPresent() || reasoningHead.isPresent() || argumentsCircle);
  }

  /**
   * The reply up to where it began to go round in a circle, without calls. The server counts tokens
   * at the end only, so that those of the output are its pieces, and those of the input not known.
   */
  public ModelEvent.Done cutCircle() {
    String said = text.substring(0, Math.min(textHead.orElse(text.length()), text.length()));
    String thought = reasoning.substring(0, reasoningHead.orElse(reasoning.length()));
    return new ModelEvent.Done(
        new Message.Assistant(said.stripTrailing(), reasoning(thought), List.of()),
        usage.totalTokens() > 0 ? usage : new Usage(0, pieces, 0),
        ModelEvent.Finish.CIRCLING);
  }

  /** The text given as deltas so far. */
  public String shownText() {
    return text.toString();
  }

  /** Whether calls of the reply had come as text, which is a fault of the server's set-up. */
  public boolean hasRecovered() {
    return recovered;
  }

  /** Whether any delta was given. */
  public boolean hasShown() {
    return !text.isEmpty() || !reasoning.isEmpty();
  }

  /**
   * Ends the reply. Gives text that was held back and was no call; the markup of a call that cannot
   * be read or was cut off, or of a tool that does not exist, is nothing to show.
   *
   * @param marked whether the server marked the end of the stream
   */
  public Ending end(Marked marked, Consumer<ModelEvent> out) {
    if (error != null) {
      return new Ending.Refused(error);
    }
    if ("error".equals(finish)) {
      return new Ending.Broken("the server ended the reply with an error");
    }
    boolean over = finish != null || (marked == Marked.YES && calls.allWhole());
    if (!over) {
      return new Ending.Broken(
          marked == Marked.YES
              ? "the server ended it in the middle of a call"
              : "the stream ended without finish_reason and without [DONE]");
    }
    boolean cut = isCut();
    String rest = tags.end();
    think(tags.takeThought(), ReasoningForms.TAGS, out);
    show(filter.accept(rest), out);
    List<ToolCall> found = calls.finish();
    String held = filter.held();
    boolean garbled = false;
    boolean isMarkup = found.isEmpty() && filter.holdsCall();
    if (!held.isEmpty()) {
      List<TextCallParser.Named> leaked =
          found.isEmpty() && !cut ? TextCallParser.read(held, toolNames) : List.of();
      if (leaked.isEmpty()) {
        garbled = !cut && isMarkup;
        if (!isMarkup) {
          show(held, out);
        }
      } else {
        found = calls.recovered(leaked);
        recovered = true;
      }
    }
    boolean isAnswer = found.isEmpty() && !isMarkup;
    String answer = isAnswer ? text.toString() : text.toString().stripTrailing();
    Reasoning thought = reasoning(reasoning.toString());
    return new Ending.Whole(
        new ModelEvent.Done(
            new Message.Assistant(answer, thought, found),
            usage,
            garbled ? ModelEvent.Finish.GARBLED_CALL : why(cut, !found.isEmpty())));
  }

  private Reasoning reasoning(String thought) {
    if (thought.isEmpty()) {
      return Reasoning.NONE;
    }
    return reasoningForm.equals(ReasoningForms.TAGS)
        ? new Reasoning(thought, reasoningForm, tags.marks())
        : new Reasoning(thought, reasoningForm);
  }

  /** State of a stream that ended: with its mark or without. */
  public enum Marked {
    YES,
    NO
  }

  private boolean isCut() {
    return finish != null
        && switch (finish) {
          case "length", "model_length", "max_tokens" -> true;
          default -> false;
        };
  }

  /** Calls decide, not what the server calls its end. */
  private ModelEvent.Finish why(boolean cut, boolean hasCalls) {
    if (cut) {
      return ModelEvent.Finish.LENGTH;
    }
    if ("content_filter".equals(finish)) {
      return ModelEvent.Finish.CONTENT_FILTER;
    }
    if (hasCalls) {
      return ModelEvent.Finish.TOOL_CALLS;
    }
    return switch (finish == null ? "stop" : finish) {
      case "stop", "tool_calls", "function_call", "eos", "eos_token", "end_turn" ->
          ModelEvent.Finish.STOP;
      default -> ModelEvent.Finish.OTHER;
    };
  }

  private void think(String piece, String form, Consumer<ModelEvent> out) {
    boolean wasLoading = remarks.isLoading();
    String more = remarks.accept(piece);
    if (remarks.isLoading() && !wasLoading) {
      out.accept(new ModelEvent.Loading());
    }
    if (!more.isEmpty()) {
      reasoningHead = reasoningWatch.accept(more);
      reasoning.append(more);
      reasoningForm = reasoningForm.isEmpty() ? form : reasoningForm;
      out.accept(new ModelEvent.ReasoningDelta(more));
    }
  }

  private void show(String more, Consumer<ModelEvent> out) {
    if (!more.isEmpty()) {
      text.append(more);
      out.accept(new ModelEvent.TextDelta(more));
    }
  }
}
