package dev.vibe.provider.replay;

import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Usage;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ModelEvent;
import dev.vibe.text.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reader of a cassette. Strict, because it is written by hand: an unknown key is an error. */
public final class CassetteReader {

  private static final Problem CUT =
      new Problem(
          ProblemCode.BROKEN_STREAM, "the reply broke off", "the cassette cuts it here", "");

  private final String source;

  private CassetteReader(String source) {
    this.source = source;
  }

  /**
   * Reads the JSON of a cassette.
   *
   * @param source for messages, e.g. a file name
   * @throws VibeException ({@code bad-cassette}, usage) that names the place
   */
  public static Cassette read(String source, String json) {
    return new CassetteReader(source).read(json);
  }

  private Cassette read(String json) {
    try {
      Fields top = new Fields("$", Json.object(json));
      top.allow(Set.of("model", "replies"));
      List<Cassette.Reply> replies = new ArrayList<>();
      for (Fields reply : top.objects("replies")) {
        replies.add(reply(reply));
      }
      return new Cassette(source, top.string("model", "replay"), replies);
    } catch (JsonShapeException e) {
      throw new VibeException(
          ExitCode.USAGE,
          new Problem(
              ProblemCode.BAD_CASSETTE,
              "cannot play " + source,
              e.path() + ": " + e.getMessage(),
              "see docs/cassettes.md for the format"),
          e);
    }
  }

  private static Cassette.Reply reply(Fields in) {
    in.allow(
        Set.of(
            "expect",
            "reasoning",
            "text",
            "calls",
            "usage",
            "delay_ms",
            "finish",
            "failure",
            "cut"));
    List<Cassette.Call> calls = new ArrayList<>();
    for (Fields call : in.objects("calls")) {
      call.allow(Set.of("name", "arguments", "arguments_text"));
      String text = call.string("arguments_text", "");
      calls.add(
          new Cassette.Call(
              call.required("name"),
              new RawJson(text.isEmpty() ? Json.write(call.map("arguments")) : text)));
    }
    return new Cassette.Reply(
        in.strings("expect"),
        in.string("reasoning", ""),
        in.string("text", ""),
        calls,
        usage(in.object("usage")),
        Duration.ofMillis(in.number("delay_ms")),
        ending(in, calls));
  }

  private static Usage usage(Fields in) {
    in.allow(Set.of("input_tokens", "output_tokens", "cached_tokens"));
    return new Usage(
        in.number("input_tokens"), in.number("output_tokens"), in.number("cached_tokens"));
  }

  private static Cassette.Ending ending(Fields in, List<Cassette.Call> calls) {
    if (in.has("failure")) {
      Fields failure = in.object("failure");
      failure.allow(Set.of("kind", "code", "what", "cause", "remedy"));
      ModelEvent.Kind kind = failure.choice("kind", ModelEvent.Kind.UNREACHABLE);
      return new Cassette.Ending.Failure(
          kind,
          new Problem(
              failure.code(kind),
              failure.string("what", "the reply failed"),
              failure.string("cause", ""),
              failure.string("remedy", "")));
    }
    if (in.flag("cut")) {
      return new Cassette.Ending.Failure(ModelEvent.Kind.UNREACHABLE, CUT);
    }
    return new Cassette.Ending.Whole(
        in.choice(
            "finish", calls.isEmpty() ? ModelEvent.Finish.STOP : ModelEvent.Finish.TOOL_CALLS));
  }

  /** The values of one object, which knows where it is. */
  private record Fields(String path, Map<String, Object> values) {

    void allow(Set<String> names) {
      for (String name : values.keySet()) {
        if (!names.contains(name)) {
          throw wrong(
              name,
              "unknown key; there are " + String.join(", ", names.stream().sorted().toList()));
        }
      }
    }

    boolean has(String name) {
      return values.get(name) != null;
    }

    String required(String name) {
      String value = string(name, "");
      if (value.isBlank()) {
        throw wrong(name, "needed");
      }
      return value;
    }

    String string(String name, String otherwise) {
      return switch (values.get(name)) {
        case null -> otherwise;
        case String text -> text;
        case Object other -> throw wrong(name, "expected a string");
      };
    }

    long number(String name) {
      return switch (values.get(name)) {
        case null -> 0;
        case Number number when number.longValue() >= 0 -> number.longValue();
        case Object other -> throw wrong(name, "expected a number that is not negative");
      };
    }

    boolean flag(String name) {
      return switch (values.get(name)) {
        case null -> false;
        case Boolean value -> value;
        case Object other -> throw wrong(name, "expected true or false");
      };
    }

    <E extends Enum<E>> E choice(String name, E otherwise) {
      String value = string(name, "");
      if (value.isEmpty()) {
        return otherwise;
      }
      for (E choice : otherwise.getDeclaringClass().getEnumConstants()) {
        if (choice.name().equalsIgnoreCase(value)) {
          return choice;
        }
      }
      throw wrong(name, "unknown value " + value);
    }

    Map<String, Object> map(String name) {
      return object(name).values;
    }

    Fields object(String name) {
      return values.get(name) == null
          ? new Fields(path + "." + name, Map.of())
          : fields(path + "." + name, values.get(name));
    }

    List<Fields> objects(String name) {
      List<Fields> all = new ArrayList<>();
      for (Object each : list(name)) {
        all.add(fields(path + "." + name + "[" + all.size() + "]", each));
      }
      return all;
    }

    List<String> strings(String name) {
      List<String> all = new ArrayList<>();
      for (Object each : list(name)) {
        if (!(each instanceof String text)) {
          throw wrong(name, "expected strings");
        }
        all.add(text);
      }
      return all;
    }

    /** That of the failure's kind where none is given; a word that is no code is an error. */
    ProblemCode code(ModelEvent.Kind kind) {
      String id = string("code", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      return ProblemCode.of(id)
          .orElseThrow(
              () ->
                  wrong(
                      "code",
                      "unknown code "
                          + id
                          + NearestName.among(ids(), id)
                              .map(near -> "; the nearest is " + near)
                              .orElse("; docs/problems.md lists them")));
    }

    private static List<String> ids() {
      return Arrays.stream(ProblemCode.values()).map(ProblemCode::id).toList();
    }

    private List<?> list(String name) {
      return switch (values.get(name)) {
        case null -> List.of();
        case List<?> list -> list;
        case Object other -> throw wrong(name, "expected a list");
      };
    }

    @SuppressWarnings("unchecked") // the mapper gives string keys only
    private static Fields fields(String path, Object value) {
      if (value instanceof Map<?, ?> map) {
        return new Fields(path, (Map<String, Object>) map);
      }
      throw new JsonShapeException(
          path, "expected an object", new IllegalArgumentException(String.valueOf(value)));
    }

    private JsonShapeException wrong(String name, String message) {
      return new JsonShapeException(path + "." + name, message, new IllegalArgumentException(name));
    }
  }
}
