package dev.vibe.testkit;

import dev.vibe.json.Json;
import java.util.List;
import java.util.Map;

/**
 * Cost of a request in tokens, by {@link TokenMeasure}: the texts of its messages and calls, and
 * its tools as JSON, with what a chat template puts around each.
 */
public final class RequestCost {

  private static final int AROUND = 3;

  private RequestCost() {}

  public static int of(String body) {
    Map<String, Object> request = Json.object(body);
    int tokens = AROUND + TokenMeasure.of(Json.write(request.getOrDefault("tools", List.of())));
    for (Object message : (List<?>) request.getOrDefault("messages", List.of())) {
      Map<?, ?> said = (Map<?, ?>) message;
      tokens += AROUND + (said.get("content") instanceof String text ? TokenMeasure.of(text) : 0);
      tokens +=
          said.get("tool_calls") instanceof List<?> calls ? TokenMeasure.of(Json.write(calls)) : 0;
    }
    return tokens;
  }
}
