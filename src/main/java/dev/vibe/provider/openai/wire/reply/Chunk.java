package dev.vibe.provider.openai.wire.reply;

import dev.vibe.conversation.Usage;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.openai.wire.ServerError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Piece of a streamed reply, or a whole reply that came at once. What a server left out is null.
 *
 * @param reasoningForm how the reasoning was sent; empty without one
 * @param error what the server said in place of a reply
 * @param progress how much of the request the server has read, where the chunk says nothing else
 */
record Chunk(
    @Nullable String text,
    @Nullable String reasoning,
    String reasoningForm,
    List<CallFragment> calls,
    @Nullable String finish,
    @Nullable Usage usage,
    @Nullable ServerError error,
    ModelEvent.@Nullable Reading progress) {

  static final int NO_INDEX = -1;

  /** The text, or else the reasoning, of a chunk that holds nothing beside it; empty for others. */
  String onlyWords() {
    if (!calls.isEmpty() || finish != null || usage != null || error != null || progress != null) {
      return "";
    }
    if (reasoning == null) {
      return text == null ? "" : text;
    }
    return text == null ? reasoning : "";
  }

  /** Such a chunk with other words. */
  Chunk withWords(String words) {
    return text == null
        ? new Chunk(null, words, reasoningForm, calls, finish, usage, error, progress)
        : new Chunk(words, reasoning, reasoningForm, calls, finish, usage, error, progress);
  }

  /**
   * A piece of a call.
   *
   * @param index {@link #NO_INDEX} when there was none
   * @param id null when there was none that identifies anything
   * @param arguments the next piece of their text; an object that came whole is written out
   */
  record CallFragment(
      int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {}
}
