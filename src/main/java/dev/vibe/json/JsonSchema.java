package dev.vibe.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schema of a value that somebody else makes: drafts 2020-12 and 7, but for references out of
 * the document and what depends on the order of evaluation. Immutable.
 */
public final class JsonSchema {

  /** They mean something that is not checked here, so that a schema with one is refused. */
  private static final Set<String> BEYOND =
      Set.of(
          "unevaluatedProperties",
          "unevaluatedItems",
          "$dynamicRef",
          "$dynamicAnchor",
          "$recursiveRef",
          "$recursiveAnchor",
          "$vocabulary",
          "dependencies");

  /** Their values are schemas. */
  private static final Set<String> SCHEMAS =
      Set.of(
          "additionalProperties",
          "additionalItems",
          "propertyNames",
          "contains",
          "not",
          "if",
          "then",
          "else");

  /** Their values are lists of schemas. */
  private static final Set<String> LISTS = Set.of("prefixItems", "allOf", "anyOf", "oneOf");

  /** Their values are schemas by name. */
  private static final Set<String> TABLES =
      Set.of("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");

  private static final Set<String> SIZES =
      Set.of(
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minContains",
          "maxContains",
          "minProperties",
          "maxProperties");

  private static final Set<String> NUMBERS =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");

  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "number", "integer", "boolean", "null");

  private final Object root;

  private JsonSchema(Object root) {
    this.root = root;
  }

  /**
   * Reads one, and looks whether all of it can be checked.
   *
   * @throws JsonShapeException when it is no JSON, no schema, or says what is not checked here
   */
  public static JsonSchema read(String json) {
    Object root = JsonTree.read(json);
    JsonSchema schema = new JsonSchema(root == null ? "null" : root);
    schema.look("$", root);
    return schema;
  }

  /** On one line. */
  public String text() {
    return JsonTree.write(root);
  }

  /**
   * What does not fit, each with its place, {@code $.items[0]: is no text}; the first ones of many.
   * Empty when the value fits.
   */
  public List<String> faults(@Nullable Object value) {
    return new SchemaCheck(this::referred).of(root, value);
  }

  /** The schema that a reference within the document names. */
  private Optional<Object> referred(String reference) {
    if (!reference.equals("#") && !reference.startsWith("#/")) {
      return Optional.empty();
    }
    @Nullable Object at = root;
    List<String> steps = List.of(Pattern.compile("/").split(reference, -1));
    for (String step : steps.subList(1, steps.size())) { // the first is the document itself
      String name = step.replace("~1", "/").replace("~0", "~");
      if (at instanceof Map<?, ?> table) {
        at = table.get(name);
      } else if (at instanceof List<?> list && name.matches("[0-9]{1,6}")) {
        int index = Integer.parseInt(name);
        at = index < list.size() ? list.get(index) : null;
      } else {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(at);
  }

  private void look(String path, @Nullable Object schema) {
    if (schema instanceof Boolean) {
      return;
    }
    if (!(schema instanceof Map<?, ?> keywords)) {
      throw bad(path, "a schema is an object, or true or false");
    }
    for (Map.Entry<?, ?> each : keywords.entrySet()) {
      String name = String.valueOf(each.getKey());
      look(path + "." + name, name, each.getValue());
    }
  }

  private void look(String path, String name, @Nullable Object value) {
    if (BEYOND.contains(name)) {
      throw bad(path, "vibe does not check " + name);
    }
    if (SCHEMAS.contains(name)) {
      look(path, value);
    } else if (LISTS.contains(name) || (name.equals("items") && value instanceof List)) {
      lookAtList(path, value);
    } else if (name.equals("items")) {
      look(path, value);
    } else if (TABLES.contains(name)) {
      lookAtTable(path, name, value);
    } else {
      lookAtAssertion(path, name, value);
    }
  }

  private void lookAtList(String path, @Nullable Object value) {
    if (!(value instanceof List<?> list)) {
      throw bad(path, "must be a list of schemas");
    }
    for (int i = 0; i < list.size(); i++) {
      look(path + "[" + i + "]", list.get(i));
    }
  }

  private void lookAtTable(String path, String name, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> table)) {
      throw bad(path, "must be an object of schemas");
    }
    for (Map.Entry<?, ?> each : table.entrySet()) {
      String key = String.valueOf(each.getKey());
      if (name.equals("patternProperties")) {
        lookAtPattern(path, key);
      }
      look(path + "." + key, each.getValue());
    }
  }

  private void lookAtAssertion(String path, String name, @Nullable Object value) {
    if (SIZES.contains(name)) {
      require(value instanceof Integer size && size >= 0, path, "must be a whole number from 0");
    } else if (NUMBERS.contains(name)) {
      require(value instanceof Number, path, "must be a number");
    } else {
      switch (name) {
        case "type" ->
            require(
                (value instanceof List<?> list ? list : List.of(String.valueOf(value)))
                    .stream().allMatch(TYPES::contains),
                path,
                "must be one of " + String.join(", ", TYPES.stream().sorted().toList()));
        case "enum" -> require(value instanceof List, path, "must be a list");
        case "required" -> require(isTexts(value), path, "must be a list of names");
        case "dependentRequired" ->
            require(
                value instanceof Map<?, ?> table
                    && table.values().stream().allMatch(JsonSchema::isTexts),
                path,
                "must be lists of names");
        case "uniqueItems" -> require(value instanceof Boolean, path, "must be true or false");
        case "pattern" -> lookAtPattern(path, String.valueOf(value));
        case "$ref" ->
            require(
                value instanceof String reference && referred(reference).isPresent(),
                path,
                "names nothing in this file; only #/… can be referred to");
        default -> {} // words for people, or of somebody's own
      }
    }
  }

  private static boolean isTexts(@Nullable Object value) {
    return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
  }

  private static void lookAtPattern(String path, String pattern) {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw bad(path, "is no pattern: " + e.getDescription());
    }
  }

  private static void require(boolean holds, String path, String otherwise) {
    if (!holds) {
      throw bad(path, otherwise);
    }
  }

  private static JsonShapeException bad(String path, String why) {
    return new JsonShapeException(path, why, new IllegalArgumentException(why));
  }
}
