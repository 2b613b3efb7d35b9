package dev.vibe.provider.openai.wire.server;

import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reading of a request by a server, as its own pages tell beside the common API.
 *
 * @param state differs from the one before where the server got on with anything
 * @param tokens of a request that it has read; empty when that cannot be told, such as while it
 *     works for somebody else, too
 */
public record ServerReading(String state, OptionalLong tokens) {

  private static final Pattern SAMPLE =
      Pattern.compile("vllm:([a-z_]+)(?:\\{(.*)})? ([0-9.eE+-]+)");
  private static final Pattern BLOCK_SIZE = Pattern.compile("\\bblock_size=\"(\\d+)\"");
  private static final Pattern BLOCKS = Pattern.compile("\\bnum_gpu_blocks=\"(\\d+)\"");

  /** What moves while it works. */
  private static final List<String> COUNTERS =
      List.of("prompt_tokens_total", "generation_tokens_total");

  /**
   * Of {@code /slots} of llama.cpp. There {@code n_prompt_tokens} is what was taken up so far, also
   * what is still being read, and never all of the request.
   */
  public static Optional<ServerReading> ofSlots(String json) {
    if (!(tree(json) instanceof List<?> slots)) {
      return Optional.empty();
    }
    List<Map<?, ?>> busy = new ArrayList<>();
    StringBuilder state = new StringBuilder();
    for (Object each : slots) {
      if (each instanceof Map<?, ?> slot && Boolean.TRUE.equals(slot.get("is_processing"))) {
        busy.add(slot);
        state.append(slot.get("id_task")).append(':').append(read(slot));
        state.append(':').append(decoded(slot)).append(' ');
      }
    }
    boolean isAlone = busy.size() == 1 && decoded(busy.getFirst()) == 0;
    long read = isAlone ? read(busy.getFirst()) : 0;
    return busy.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ServerReading(
                state.toString(), read > 0 ? OptionalLong.of(read) : OptionalLong.empty()));
  }

  private static long read(Map<?, ?> slot) {
    return number(slot.get("n_prompt_tokens_processed"))
        + number(slot.get("n_prompt_tokens_cache"));
  }

  /** Tokens of the answer; older builds have an object where newer ones have a list. */
  private static long decoded(Map<?, ?> slot) {
    Object next = slot.get("next_token");
    Object first = next instanceof List<?> list && !list.isEmpty() ? list.getFirst() : next;
    return first instanceof Map<?, ?> token ? number(token.get("n_decoded")) : 0;
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? Math.max(0, number.longValue()) : 0;
  }

  private static @Nullable Object tree(String json) {
    try {
      return JsonTree.read(json);
    } catch (JsonShapeException e) {
      return null;
    }
  }

  /**
   * Of {@code /metrics} of vLLM, which counts no tokens of a request before it has read all of it.
   * What fills with each step is its cache: where it works for one request alone, that is what it
   * has read of it.
   */
  public static Optional<ServerReading> ofMetrics(String text) {
    double running = 0;
    double waiting = 0;
    double used = 0;
    long capacity = 0;
    StringBuilder state = new StringBuilder();
    for (String line : text.lines().toList()) {
      Matcher sample = SAMPLE.matcher(line);
      if (!sample.matches()) {
        continue;
      }
      String name = sample.group(1);
      String labels = sample.group(2) == null ? "" : sample.group(2);
      double value = decimal(sample.group(3));
      switch (name) {
        case "num_requests_running" -> running += value;
        case "num_requests_waiting" -> waiting += value;
        case "kv_cache_usage_perc", "gpu_cache_usage_perc" -> used = Math.max(used, value);
        case "cache_config_info" -> capacity = group(BLOCK_SIZE, labels) * group(BLOCKS, labels);
        default -> {
          if (COUNTERS.contains(name)) {
            state.append(value).append(' ');
          }
        }
      }
    }
    state.append(running).append(' ').append(waiting).append(' ').append(used);
    long read = running == 1 && waiting == 0 ? Math.round(used * capacity) : 0;
    return running + waiting == 0
        ? Optional.empty()
        : Optional.of(
            new ServerReading(
                state.toString(), read > 0 ? OptionalLong.of(read) : OptionalLong.empty()));
  }

  private static long group(Pattern pattern, String labels) {
    Matcher found = pattern.matcher(labels);
    return found.find() ? (long) decimal(found.group(1)) : 0;
  }

  private static double decimal(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
