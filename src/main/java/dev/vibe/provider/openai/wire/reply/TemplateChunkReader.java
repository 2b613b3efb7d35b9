package dev.vibe.provider.openai.wire.reply;

import org.jspecify.annotations.Nullable;

/**
 * Reader of the chunks of one stream. A server wraps every piece of text in the same words, so a
 * chunk that begins and ends with the very characters of one that was parsed, and has nothing but
 * plain characters where that one had its text, is that chunk with another text. It is not parsed
 * again: a long reply consists of thousands of them. One stream, one thread.
 */
final class TemplateChunkReader {

  private @Nullable Chunk model;
  private String before = "";
  private String after = "";

  /**
   * Reads the JSON of one event.
   *
   * @throws dev.vibe.provider.openai.wire.UnreadableChunk when it is not one JSON object
   */
  Chunk read(String json) {
    if (model != null && isLike(json)) {
      return model.withWords(json.substring(before.length(), json.length() - after.length()));
    }
    ChunkReader.Placed placed = ChunkReader.read(json);
    Chunk chunk = placed.chunk();
    String words = chunk.onlyWords();
    int from = placed.wordsAt() + 1;
    if (!words.isEmpty()
        && json.startsWith(words + '"', from)
        && isPlain(words, 0, words.length())) {
      model = chunk;
      before = json.substring(0, from);
      after = json.substring(from + words.length());
    }
    return chunk;
  }

  private boolean isLike(String json) {
    int end = json.length() - after.length();
    return before.length() <= end
        && json.startsWith(before)
        && json.startsWith(after, end)
        && isPlain(json, before.length(), end);
  }

  /** Whether these characters stand for themselves inside a JSON string. */
  private static boolean isPlain(String json, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = json.charAt(i);
      if (c == '"' || c == '\\' || c < ' ') {
        return false;
      }
    }
    return true;
  }
}
