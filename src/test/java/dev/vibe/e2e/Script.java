package dev.vibe.e2e;

import dev.vibe.json.Json;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The replies of a model, one after another, as a kind of server streams them. */
public final class Script {

  /** Of each reply. */
  static final int INPUT_TOKENS = 1000;

  static final int OUTPUT_TOKENS = 100;

  private final StreamShape kind;
  private final List<Reply> replies = new ArrayList<>();

  private Script(StreamShape kind) {
    this.kind = kind;
  }

  public static Script of(StreamShape kind) {
    return new Script(kind);
  }

  public static Script vllm() {
    return new Script(StreamShape.VLLM);
  }

  /** A call of a tool. */
  public record Call(String name, String arguments) {

    public static Call of(String name, Map<String, Object> arguments) {
      return new Call(name, Json.write(arguments));
    }

    public static Call read(String file) {
      return of("read_file", Map.of("file", file));
    }

    public static Call write(String file, String content) {
      return of("write_file", Map.of("file", file, "content", content));
    }

    public static Call run(String command) {
      return of("bash", Map.of("command", command));
    }

    public static Call commit(String message) {
      return of("git_commit", Map.of("message", message));
    }
  }

  /** An edit reads like the change it makes. */
  public static Call edit(String file, String old, String replacement) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("file", file);
    arguments.put("old", old);
    arguments.put("new", replacement);
    return Call.of("str_replace", arguments);
  }

  public Script calls(Call... calls) {
    StreamScript stream = stream();
    for (Call call : calls) {
      stream.call(call.name(), call.arguments());
    }
    return reply(stream.reply());
  }

  public Script says(String text) {
    return reply(stream().text(text).reply());
  }

  /** Anything else a server can do. */
  public Script reply(Reply reply) {
    replies.add(reply);
    return this;
  }

  public Reply[] replies() {
    return replies.toArray(Reply[]::new);
  }

  private StreamScript stream() {
    return StreamScript.of(kind, "r" + replies.size()).usage(INPUT_TOKENS, OUTPUT_TOKENS);
  }
}
