package dev.vibe.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.effect.Effect;
import dev.vibe.json.Json;
import dev.vibe.problem.RefusalCode;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Contract of a tool: what the model is told of it, and what the runner relies on, whatever it
 * does. It is tried in a folder with one file {@code a.txt}, beside a file {@code outside.txt}.
 */
@Timeout(60)
public abstract class ToolContract {

  /** Its first line is what an edit may look for. */
  protected static final String FILE = "one\ntwo\n";

  @TempDir private Path scratch;
  private Path root;
  private Path outside;
  private Toolbox toolbox;
  private Tool<?> tool;

  /**
   * The tool.
   *
   * @param base a folder for what it needs besides, not looked at
   * @param root the working folder
   */
  protected abstract Tool<?> tool(Path base, Path root) throws IOException;

  /** Arguments with which it does what it is for. */
  protected abstract Map<String, Object> fitting();

  /** The parameter that names a file or folder; empty when it takes none. */
  protected abstract Optional<String> path();

  @BeforeEach
  void makeFolder() throws IOException {
    Path real = scratch.toRealPath();
    root = Files.createDirectories(real.resolve("looked-at/work"));
    outside = Files.writeString(real.resolve("looked-at/outside.txt"), FILE);
    Files.writeString(root.resolve("a.txt"), FILE);
    tool = tool(Files.createDirectory(real.resolve("base")), root);
    toolbox = new Toolbox(List.of(tool));
  }

  private ToolContext context() {
    EditBatch batch = new EditBatch(new Workspace(root, List.of()), new SeenVersions());
    return new ToolContext(batch);
  }

  private Toolbox.Binding bind(String arguments) {
    return toolbox.bind(
        new ToolCall(new CallId("abcdefghi"), tool.declaration().name(), new RawJson(arguments)));
  }

  private Toolbox.Bound<?> bound(Map<String, ?> arguments) {
    return assertInstanceOf(Toolbox.Bound.class, bind(Json.write(arguments)));
  }

  private Invocation invocation() {
    return assertInstanceOf(Invocation.class, bound(fitting()).prepare(context()));
  }

  private Map<String, Object> schema() {
    return Json.object(toolbox.specs().getFirst().parameters().text());
  }

  private static Map<?, ?> object(Map<?, ?> schema, String key) {
    return assertInstanceOf(Map.class, schema.get(key), () -> key + " of " + schema);
  }

  private List<?> required() {
    if (takesOneOfSeveral()) {
      assertFalse(schema().containsKey("required"));
      return List.of();
    }
    return assertInstanceOf(List.class, schema().get("required"));
  }

  /** Whether the tool takes one argument or another, so that its schema can ask for none. */
  protected boolean takesOneOfSeveral() {
    return false;
  }

  private Map<String, Map<?, ?>> parameters() {
    Map<String, Map<?, ?>> parameters = new TreeMap<>();
    object(schema(), "properties")
        .forEach((name, value) -> parameters.put((String) name, (Map<?, ?>) value));
    return parameters;
  }

  private Map<String, Object> with(String parameter, Object value) {
    Map<String, Object> arguments = new HashMap<>(fitting());
    arguments.put(parameter, value);
    return arguments;
  }

  /** Every file with its bytes, and what is no file by its kind. */
  private Map<String, String> folder() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root.getParent())) {
      for (Path file : files.toList()) {
        all.put(
            root.relativize(file).toString(),
            Files.isRegularFile(file)
                ? Base64.getEncoder().encodeToString(Files.readAllBytes(file))
                : "folder or link");
      }
    }
    return all;
  }

  private void assertSaysSomething(Prepared prepared, Object of) {
    switch (prepared) {
      case Refusal(RefusalCode code, String message) -> {
        assertTrue(code.toString().matches("[a-z_0-9]+"), () -> code + " of " + of);
        assertFalse(message.isBlank(), () -> "refusal of " + of);
      }
      case GuardedPath guarded -> assertFalse(guarded.message().isBlank(), () -> "guard of " + of);
      case Invocation invocation -> assertFalse(invocation.title().isBlank(), () -> "of " + of);
    }
  }

  @Test
  void declaration_says_what_the_tool_is_for() {
    ToolDeclaration<?> declaration = tool.declaration();
    assertTrue(declaration.name().matches("[a-z_]{1,64}"), declaration.name());
    assertTrue(declaration.description().endsWith("."), declaration.description());
    assertEquals(declaration, tool.declaration(), "it is fixed");
  }

  @Test
  void schema_has_a_parameter_for_each_part_of_the_input_and_no_other() {
    int parts = tool.declaration().inputType().getRecordComponents().length;
    assertEquals(parts, parameters().size());
    assertTrue(parameters().keySet().containsAll(required()));
    assertEquals(false, schema().get("additionalProperties"));
    assertTrue(parameters().keySet().containsAll(fitting().keySet()), "as the test calls it");
  }

  @Test
  void what_the_schema_asks_for_is_bound() {
    Map<String, Object> all = new HashMap<>();
    parameters().forEach((name, schema) -> all.put(name, sample(schema)));
    assertInstanceOf(tool.declaration().inputType(), bound(all).input());

    Map<String, Object> required = new HashMap<>(all);
    required.keySet().retainAll(required());
    assertInstanceOf(tool.declaration().inputType(), bound(required).input());
  }

  private static Object sample(Map<?, ?> schema) {
    if (schema.get("enum") instanceof List<?> constants) {
      return constants.getFirst();
    }
    return switch (String.valueOf(schema.get("type"))) {
      case "string" -> "x";
      case "integer" -> 1;
      case "number" -> 0.5;
      case "boolean" -> true;
      case "array" -> List.of(sample(object(schema, "items")));
      case "object" -> {
        Map<String, Object> parts = new HashMap<>();
        object(schema, "properties")
            .forEach((name, part) -> parts.put((String) name, sample((Map<?, ?>) part)));
        yield parts;
      }
      default -> throw new AssertionError("no sample of " + schema);
    };
  }

  @Test
  void missing_argument_is_named() {
    for (Object name : required()) {
      Map<String, Object> arguments = new HashMap<>(fitting());
      arguments.remove(name);
      Toolbox.Invalid invalid =
          assertInstanceOf(Toolbox.Invalid.class, bind(Json.write(arguments)));
      assertTrue(invalid.message().contains("missing: " + name), invalid.message());
    }
  }

  @Test
  void arguments_that_make_no_sense_are_answered_and_never_thrown() throws IOException {
    List<String> texts =
        new ArrayList<>(
            List.of("", "null", "[]", "{", "\"", "{}", "{\"x\":1}", "7", "\"{}\"", "{\"a\":}"));
    List<Object> values =
        Arrays.asList(
            null,
            "",
            " ",
            "\0",
            "\n",
            "\uD800",
            "-1",
            -1,
            0,
            1e300,
            Long.MAX_VALUE,
            true,
            List.of(),
            List.of(List.of()),
            List.of(Map.of()),
            Map.of(),
            "x".repeat(200_000),
            "(".repeat(9_000),
            "(",
            "[",
            "../..",
            "/",
            "~",
            "a.txt/b",
            "a.txt");
    for (String parameter : parameters().keySet()) {
      values.forEach(value -> texts.add(Json.write(with(parameter, value))));
    }
    Map<String, String> before = folder();
    for (String arguments : texts) {
      switch (bind(arguments)) {
        case Toolbox.Invalid(String message) -> assertFalse(message.isBlank(), arguments);
        case Toolbox.Bound<?> bound -> assertSaysSomething(bound.prepare(context()), arguments);
      }
    }
    assertEquals(before, folder());
  }

  @Test
  void to_prepare_changes_nothing_and_gives_the_same_again() throws IOException {
    Map<String, String> before = folder();
    Invocation first = invocation();
    Invocation second = invocation();

    assertEquals(before, folder());
    assertEquals(first.title(), second.title());
    assertEquals(first.effects(), second.effects());
  }

  @Test
  void invocation_is_of_the_kind_that_was_declared_with_effects_of_that_kind() {
    Invocation invocation = invocation();
    CallKind kind =
        switch (invocation) {
          case Invocation.Reading r -> CallKind.READS;
          case Invocation.Editing e -> CallKind.EDITS;
          case Invocation.Acting a -> CallKind.ACTS;
        };
    assertEquals(tool.declaration().kind(), kind);
    List<Effect> effects = invocation.effects();
    switch (kind) {
      case READS -> assertTrue(effects.stream().allMatch(e -> e instanceof Effect.Read));
      case EDITS -> {
        assertEquals(1, effects.size());
        assertTrue(
            effects.getFirst() instanceof Effect.Write
                || effects.getFirst() instanceof Effect.Delete);
      }
      case ACTS -> assertFalse(effects.isEmpty(), "an action without effect would pass unasked");
    }
  }

  @Test
  void title_is_one_line_for_people() {
    String title = invocation().title();
    assertFalse(title.isBlank());
    assertTrue(title.chars().noneMatch(Character::isISOControl), title);
  }

  @Test
  void output_is_for_the_model_to_read() throws InterruptedException {
    Optional<Invocation.Body> body = body(invocation());
    if (body.isPresent()) {
      assertFalse(body.get().run().text().isBlank());
    }
  }

  @Test
  void interrupted_call_ends_with_a_result_or_with_the_interrupt() {
    Invocation invocation = invocation();
    // a commit runs where no interrupt reaches it
    boolean commits = invocation.effects().stream().anyMatch(e -> e instanceof Effect.Commit);
    Optional<Invocation.Body> body = commits ? Optional.empty() : body(invocation);
    if (body.isPresent()) {
      Thread.currentThread().interrupt();
      try {
        assertFalse(body.get().run().text().isBlank());
      } catch (InterruptedException | VibeException e) {
        // as it may
      } finally {
        Thread.interrupted();
      }
    }
  }

  private static Optional<Invocation.Body> body(Invocation invocation) {
    return switch (invocation) {
      case Invocation.Reading reading -> Optional.of(reading.body());
      case Invocation.Acting acting -> Optional.of(acting.body());
      case Invocation.Editing e -> Optional.empty();
    };
  }

  @Test
  void outside_of_the_workspace_nothing_is_done_unasked() throws IOException {
    if (path().isEmpty()) {
      assertFalse(parameters().containsKey("file") || parameters().containsKey("path"));
      return;
    }
    Files.createSymbolicLink(root.resolve("link"), outside);
    Map<String, String> before = folder();
    for (String named : List.of(outside.toString(), "../outside.txt", "a/../../outside.txt")) {
      assertNotDone(named);
    }
    assertNotDone("link");
    assertNotDone(".git/config");
    assertEquals(before, folder());
  }

  private void assertNotDone(String named) {
    Prepared prepared = bound(with(path().orElseThrow(), named)).prepare(context());
    if (named.equals(".git/config") && tool.declaration().kind() == CallKind.READS) {
      return; // to read it is nobody's harm
    }
    assertFalse(prepared instanceof Invocation, () -> named + " became " + prepared);
    assertSaysSomething(prepared, named);
  }
}
