package dev.vibe.tool;

import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.tool.schema.JsonSchemas;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Toolbox of a session: its tools, in a fixed order. Immutable. */
public final class Toolbox {

  /** Far above any file that is worth writing in one call; guards memory. */
  private static final int LONGEST_ARGUMENTS = 20_000_000;

  private static final Pattern NAME = Pattern.compile("[a-z_]{1,64}");

  private final Map<String, Tool<?>> tools = new LinkedHashMap<>();
  private final List<ToolSpec> specs;

  /** Outcome of binding a call of the model. */
  public sealed interface Binding {}

  /** A call with arguments that fit. */
  public record Bound<I extends Record>(Tool<I> tool, I input) implements Binding {

    /** As {@link Tool#prepare}. */
    public Prepared prepare(ToolContext context) {
      return tool.prepare(input, context);
    }

    /** As {@link Tool#declaration}. */
    public ToolDeclaration<I> declaration() {
      return tool.declaration();
    }
  }

  /**
   * A call that cannot be taken up.
   *
   * @param message for the model: what is wrong and what to do instead
   */
  public record Invalid(String message) implements Binding {}

  /**
   * Takes the tools in the order in which the model is to see them.
   *
   * @throws IllegalArgumentException for a bad or doubled name
   */
  public Toolbox(List<Tool<?>> tools) {
    for (Tool<?> tool : tools) {
      String name = tool.declaration().name();
      if (!NAME.matcher(name).matches() || this.tools.putIfAbsent(name, tool) != null) {
        throw new IllegalArgumentException("not a name for another tool: " + name);
      }
    }
    specs =
        tools.stream()
            .map(Tool::declaration)
            .map(d -> new ToolSpec(d.name(), d.description(), JsonSchemas.of(d.inputType())))
            .toList();
  }

  public List<ToolSpec> specs() {
    return specs;
  }

  /** The kind of a tool's calls; empty when there is none of that name. */
  public Optional<CallKind> kindOf(String name) {
    return Optional.ofNullable(tools.get(name)).map(tool -> tool.declaration().kind());
  }

  /** {@link Tool#isAtomic} of a tool; false when there is none of that name. */
  public boolean isAtomic(String name) {
    return Optional.ofNullable(tools.get(name)).map(Tool::isAtomic).orElse(false);
  }

  /** As {@link #bind}, with one argument replaced, e.g. by a person who edited it. */
  public Binding rebind(ToolCall call, String parameter, String value) {
    try {
      Map<String, Object> arguments = new LinkedHashMap<>(object(call.arguments().text()));
      arguments.put(parameter, value);
      return bind(new ToolCall(call.id(), call.name(), new RawJson(Json.write(arguments))));
    } catch (JsonShapeException | InvalidArgumentsException e) {
      return bind(call);
    }
  }

  /** Finds the tool and makes its input. Pure; never throws, whatever the model wrote. */
  public Binding bind(ToolCall call) {
    Tool<?> tool = tools.get(call.name());
    if (tool == null) {
      return new Invalid(unknown(call.name()));
    }
    String arguments = call.arguments().text();
    if (arguments.length() > LONGEST_ARGUMENTS) {
      return new Invalid(
          call.name() + ": the arguments are longer than 20 MB. Do the work in smaller steps.");
    }
    try {
      return bind(tool, object(arguments));
    } catch (JsonShapeException e) {
      return new Invalid(
          call.name()
              + ": invalid JSON: "
              + e.getMessage()
              + ". Send the call again with one valid JSON object as arguments.");
    } catch (InvalidArgumentsException e) {
      return new Invalid(call.name() + ": " + e.getMessage() + ". Send the call again.");
    }
  }

  private <I extends Record> Binding bind(Tool<I> tool, Map<String, Object> arguments)
      throws InvalidArgumentsException {
    ToolDeclaration<I> declaration = tool.declaration();
    ToolSpec spec =
        specs.stream().filter(s -> s.name().equals(declaration.name())).findFirst().orElseThrow();
    Map<String, Object> schema = Json.object(spec.parameters().text());
    return new Bound<>(tool, ArgumentBinder.bind(declaration.inputType(), schema, arguments));
  }

  /** Servers send no arguments as nothing or null, and some send the object as a JSON string. */
  private static Map<String, Object> object(String arguments) throws InvalidArgumentsException {
    String text = arguments.strip();
    if (text.startsWith("\"")) {
      text = Json.bind(text, String.class).strip();
    }
    if (text.isEmpty() || text.equals("null")) {
      return Map.of();
    }
    if (text.charAt(0) == '[') {
      throw new InvalidArgumentsException("the arguments must be one JSON object, not a list");
    }
    return Json.object(text);
  }

  private String unknown(String name) {
    String near =
        Spellings.nearest(name, tools.keySet())
            .map(tool -> " Did you mean " + tool + "?")
            .orElse("");
    String shown = name.length() <= 64 ? name : name.substring(0, 64) + "…";
    return "unknown tool "
        + shown
        + ", there are: "
        + String.join(", ", tools.keySet())
        + "."
        + near;
  }
}
