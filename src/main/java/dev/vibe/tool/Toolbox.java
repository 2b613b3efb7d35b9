package dev.vibe.tool;

import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.tool.schema.JsonSchemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Toolbox of a session: its tools, in a fixed order. Immutable. */
public final class Toolbox {

  /** Far above any file that is worth writing in one call; guards memory. */
  private static final int LONGEST_ARGUMENTS = 20_000_000;

  private static final String SKETCH =
      "a sketch of the change cannot be applied here. Send "
          + ToolNames.STR_REPLACE
          + " with file, old (the lines that are there now, letter for letter) and new (what they"
          + " become); one call a place.";

  private static final Pattern NAME =
      Pattern.compile("[a-z_]{1,64}|" + ToolNames.MCP + "[A-Za-z0-9_-]{1,59}");

  private final Map<String, Tool<?>> tools = new LinkedHashMap<>();
  private final List<String> listed;
  private final List<ToolSpec> specs;

  /** Outcome of binding a call of the model. */
  public sealed interface Binding {}

  /**
   * A call with arguments that fit.
   *
   * @param note what the model is told before the result of a reading; may be empty
   */
  public record Bound<I extends Record>(Tool<I> tool, I input, String note) implements Binding {

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
   * @param unlisted tools that it is not told of and may call all the same
   * @throws IllegalArgumentException for a bad or doubled name
   */
  public Toolbox(List<Tool<?>> tools, List<Tool<?>> unlisted) {
    this.listed = tools.stream().map(tool -> tool.declaration().name()).toList();
    List<Tool<?>> all = new ArrayList<>(tools);
    all.addAll(unlisted);
    for (Tool<?> tool : all) {
      String name = tool.declaration().name();
      if (!NAME.matcher(name).matches() || this.tools.putIfAbsent(name, tool) != null) {
        throw new IllegalArgumentException("not a name for another tool: " + name);
      }
    }
    specs = tools.stream().map(Toolbox::spec).toList();
  }

  private static ToolSpec spec(Tool<?> tool) {
    ToolDeclaration<?> declaration = tool.declaration();
    return tool instanceof ForeignTool foreign
        ? foreign.spec()
        : new ToolSpec(
            declaration.name(), declaration.description(), JsonSchemas.of(declaration.inputType()));
  }

  /** With no others. */
  public Toolbox(List<Tool<?>> tools) {
    this(tools, List.of());
  }

  public List<ToolSpec> specs() {
    return specs;
  }

  /**
   * The call as it was meant: by our name of the tool, and with the arguments in our form, where
   * other agents have both otherwise. A call that nothing is known of stays as it is.
   */
  public ToolCall meant(ToolCall call) {
    Optional<String> named = ForeignNames.meant(call.name(), tools.keySet());
    RawJson arguments = call.arguments();
    try {
      Map<String, Object> given = object(arguments.text());
      Optional<String> edited = ForeignEditor.tool(call.name(), given).filter(tools::containsKey);
      String tool = edited.or(() -> named).orElse(call.name());
      Map<String, Object> fitted =
          ForeignArguments.fitted(
              call.name(), tool, edited.isPresent() ? ForeignEditor.arguments(given) : given);
      Optional<Map<String, Object>> patch =
          ForeignNames.edits(call.name(), tool) && tools.containsKey(ToolNames.APPLY_PATCH)
              ? ForeignArguments.patch(fitted)
              : isCommand(tool) ? ForeignArguments.patchCommand(given) : Optional.empty();
      return patch.isPresent()
          ? meant(call, ToolNames.APPLY_PATCH, given, patch.get())
          : meant(call, tool, given, fitted);
    } catch (JsonShapeException | InvalidArgumentsException e) {
      return new ToolCall(call.id(), named.orElse(call.name()), arguments); // told when it is bound
    }
  }

  /** What a call was taken for, where it might be meant otherwise; else empty. */
  public String taken(ToolCall made) {
    try {
      return meant(made).name().equals(ToolNames.BASH)
          ? ForeignArguments.limitTaken(object(made.arguments().text()))
          : "";
    } catch (JsonShapeException | InvalidArgumentsException e) {
      return ""; // told when it is bound
    }
  }

  private boolean isCommand(String tool) {
    return tool.equals(ToolNames.BASH) && tools.containsKey(ToolNames.APPLY_PATCH);
  }

  private static ToolCall meant(
      ToolCall call, String tool, Map<String, Object> given, Map<String, Object> fitted) {
    return tool.equals(call.name()) && fitted.equals(given)
        ? call
        : new ToolCall(
            call.id(),
            tool,
            fitted.equals(given) ? call.arguments() : new RawJson(Json.write(fitted)));
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
  public Binding bind(ToolCall made) {
    ToolCall call = meant(made);
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
      Map<String, Object> given = object(arguments);
      if (tool instanceof ForeignTool foreign) {
        return new Bound<>(foreign, new ForeignTool.Given(given), "");
      }
      return call.name().equals(ToolNames.STR_REPLACE) && ForeignArguments.isSketch(given)
          ? new Invalid(SKETCH)
          : bind(tool, given);
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
    Map<String, Object> schema = Json.object(schema(declaration).text());
    I input = ArgumentBinder.bind(declaration.inputType(), schema, arguments);
    String unknown = ArgumentBinder.unknown(schema, arguments);
    return unknown.isEmpty() || declaration.kind() == CallKind.READS
        ? new Bound<>(tool, input, unknown)
        : new Invalid(declaration.name() + ": " + unknown + ". Send the call again.");
  }

  private RawJson schema(ToolDeclaration<?> declaration) {
    return specs.stream()
        .filter(spec -> spec.name().equals(declaration.name()))
        .findFirst()
        .map(ToolSpec::parameters)
        .orElseGet(() -> JsonSchemas.of(declaration.inputType()));
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
    String shown = name.length() <= 64 ? name : name.substring(0, 64) + "…";
    if (ForeignNames.ends(name)) {
      return "there is no tool " + shown + "; to finish, answer in words, without a call.";
    }
    if (ForeignEditor.is(name)) {
      return "there is no tool " + shown + "; use " + ToolNames.STR_REPLACE + ", with old and new.";
    }
    return "there is no tool "
        + shown
        + "; "
        + ForeignNames.instead(name, new LinkedHashSet<>(listed))
            .map(tool -> "use " + tool)
            .orElse("there are: " + String.join(", ", listed))
        + ".";
  }
}
