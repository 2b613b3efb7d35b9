package dev.vibe.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writer of a streamed reply in the shape of a kind of server: {@code
 * StreamScript.of(VLLM).text("Done.").call("bash", "{\"command\":\"ls\"}").usage(10, 5).reply()}.
 */
public final class StreamScript {

  private final StreamShape kind;
  private final List<String> chunks = new ArrayList<>();
  private final String salt;
  private int calls;
  private String finish = "";
  private Map<String, Object> usage = Map.of();
  private Map<String, Object> lastCallDelta = Map.of();

  private StreamScript(StreamShape kind, String salt) {
    this.kind = kind;
    this.salt = salt;
    first();
  }

  public static StreamScript of(StreamShape kind) {
    return new StreamScript(kind, "");
  }

  /** With call ids of its own: for a conversation of several replies. */
  public static StreamScript of(StreamShape kind, String salt) {
    return new StreamScript(kind, salt);
  }

  private void first() {
    switch (kind) {
      case MISTRAL, VLLM, OPENAI -> add(delta("role", "assistant", "content", ""));
      case LLAMA_CPP -> {
        Map<String, Object> delta = new LinkedHashMap<>();
        delta.put("role", "assistant");
        delta.put("content", null);
        add(delta);
      }
      case LM_STUDIO -> add(delta("role", "assistant"));
      case OLLAMA -> {
        // The role comes with each piece of content.
      }
    }
  }

  /** Text, one delta each. */
  public StreamScript text(String... pieces) {
    for (String piece : pieces) {
      add(
          kind == StreamShape.OLLAMA
              ? delta("role", "assistant", "content", piece)
              : delta("content", piece));
    }
    return this;
  }

  public StreamScript reasoning(String... pieces) {
    for (String piece : pieces) {
      switch (kind) {
        case MISTRAL ->
            add(
                delta(
                    "content",
                    List.of(
                        Map.of(
                            "type",
                            "thinking",
                            "thinking",
                            List.of(Map.of("type", "text", "text", piece))))));
        case VLLM, OLLAMA -> add(delta("reasoning", piece));
        case LLAMA_CPP, LM_STUDIO, OPENAI -> add(delta("reasoning_content", piece));
      }
    }
    return this;
  }

  /** A call, in the pieces in which the server sends it. */
  public StreamScript call(String name, String arguments) {
    int index = calls++;
    switch (kind) {
      case MISTRAL -> {
        flushCall();
        lastCallDelta =
            delta(
                "tool_calls",
                List.of(
                    Map.of(
                        "id", id(index), "function", function(name, arguments), "index", index)));
      }
      case OLLAMA ->
          add(
              delta(
                  "role",
                  "assistant",
                  "content",
                  "",
                  "tool_calls",
                  List.of(head(index, name, arguments))));
      case VLLM, LLAMA_CPP, LM_STUDIO, OPENAI -> {
        add(delta("tool_calls", List.of(head(index, name, ""))));
        for (int at = 0; at < arguments.length(); at += 7) {
          String piece = arguments.substring(at, Math.min(arguments.length(), at + 7));
          add(
              delta(
                  "tool_calls",
                  List.of(Map.of("index", index, "function", Map.of("arguments", piece)))));
        }
      }
    }
    return this;
  }

  private Map<String, Object> head(int index, String name, String arguments) {
    return Map.of(
        "index", index, "id", id(index), "type", "function", "function", function(name, arguments));
  }

  private static Map<String, Object> function(String name, String arguments) {
    Map<String, Object> function = new LinkedHashMap<>();
    function.put("name", name);
    function.put("arguments", arguments);
    return function;
  }

  private String id(int index) {
    String seed = Integer.toHexString((salt + "/" + kind + "/" + index).hashCode());
    String nine = (seed + "00000000a").substring(0, 8) + index;
    return switch (kind) {
      case MISTRAL, VLLM -> nine;
      case LLAMA_CPP -> (nine + nine + nine + nine).substring(0, 32);
      case OLLAMA -> "call_" + nine.substring(1);
      case LM_STUDIO -> Integer.toString(100_000_000 + Math.floorMod(nine.hashCode(), 899_999_999));
      case OPENAI -> "call_" + (nine + nine + nine).substring(0, 24);
    };
  }

  public StreamScript usage(int input, int output) {
    return usage(input, output, 0);
  }

  public StreamScript usage(int input, int output, int cached) {
    usage =
        Map.of(
            "prompt_tokens",
            input,
            "completion_tokens",
            output,
            "total_tokens",
            input + output,
            "prompt_tokens_details",
            Map.of("cached_tokens", cached));
    return this;
  }

  /** The finish reason; without one it is what the server would say. */
  public StreamScript finish(String reason) {
    finish = reason;
    return this;
  }

  /** A chunk as it is written here. */
  public StreamScript chunk(String json) {
    chunks.add(json);
    return this;
  }

  /** The data of all events, the end mark included. */
  public List<String> data() {
    List<String> all = new ArrayList<>(chunks);
    String reason = finish.isEmpty() ? calls > 0 ? "tool_calls" : "stop" : finish;
    Map<String, Object> delta = lastCallDelta.isEmpty() ? delta("content", "") : lastCallDelta;
    boolean usageWithFinish = kind == StreamShape.MISTRAL;
    Map<String, Object> last =
        document(List.of(choice(kind == StreamShape.LLAMA_CPP ? Map.of() : delta, reason)));
    if (usageWithFinish && !usage.isEmpty()) {
      last.put("usage", usage);
    }
    all.add(JsonText.of(last));
    if (!usageWithFinish && !usage.isEmpty()) {
      Map<String, Object> extra = document(List.of());
      extra.put("usage", usage);
      if (kind == StreamShape.LLAMA_CPP) {
        extra.put("timings", Map.of("prompt_n", 7, "predicted_per_second", 41.5));
      }
      all.add(JsonText.of(extra));
    }
    all.add("[DONE]");
    return all;
  }

  public Reply reply() {
    return Reply.events(data().toArray(String[]::new));
  }

  private void flushCall() {
    if (!lastCallDelta.isEmpty()) {
      add(lastCallDelta);
      lastCallDelta = Map.of();
    }
  }

  private void add(Map<String, Object> delta) {
    Map<String, Object> document = document(List.of(choice(delta, "")));
    if (kind == StreamShape.OPENAI) {
      document.put("usage", null);
    }
    chunks.add(JsonText.of(document));
  }

  private Map<String, Object> document(List<Object> choices) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", "cmpl-1");
    document.put("object", "chat.completion.chunk");
    document.put("created", 1_790_000_000);
    document.put("model", "devstral");
    document.put("choices", choices);
    switch (kind) {
      case MISTRAL -> document.put("p", "abcdefgh");
      case OPENAI -> document.put("obfuscation", "Zx81");
      case VLLM, LLAMA_CPP, OLLAMA, LM_STUDIO -> {}
    }
    return document;
  }

  private Map<String, Object> choice(Map<String, Object> delta, String reason) {
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("index", 0);
    choice.put("delta", delta);
    choice.put("finish_reason", reason.isEmpty() ? null : reason);
    if (kind == StreamShape.VLLM) {
      choice.put("logprobs", null);
      choice.put("stop_reason", null);
    }
    return choice;
  }

  private static Map<String, Object> delta(Object... namesAndValues) {
    Map<String, Object> delta = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      delta.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return delta;
  }
}
