package dev.vibe.tool;

import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.tool.schema.AlsoNamed;
import dev.vibe.tool.schema.JsonSchemas;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Binder of parsed arguments to an input record. Lenient where a model's intent is plain: a number
 * or boolean in quotes, JSON in quotes, one element instead of a list or a list of one, a text
 * instead of an object that has one, another spelling of a name. Pure.
 */
final class ArgumentBinder {

  /** Reading longer ones would cost more than they can be worth. */
  private static final int LONGEST_NUMBER = 40;

  private static final int MOST_NAMED = 5;

  private ArgumentBinder() {}

  /**
   * Binds arguments. What a parameter is called and whether it may be absent is taken from the
   * schema, where it was written down once: to read annotations makes the JVM write classes.
   *
   * @param schema what {@link JsonSchemas#of} says of the type, parsed
   */
  static <R extends Record> R bind(Class<R> type, Map<String, ?> schema, Map<String, ?> arguments)
      throws InvalidArgumentsException {
    return bind(type, schema, arguments, "");
  }

  /** What {@link UnknownParameters} says of arguments that can be bound. */
  static String unknown(Map<String, ?> schema, Map<String, ?> arguments) {
    Map<String, Object> given = new LinkedHashMap<>();
    arguments.forEach(
        (name, value) -> {
          if (value != null) {
            given.put(name, value);
          }
        });
    Set<String> own = new LinkedHashSet<>();
    members(schema, "properties").keySet().forEach(name -> own.add((String) name));
    Map<String, Object> taken = byParameter(own, given);
    Map<String, Object> left = new LinkedHashMap<>(given);
    left.keySet().removeIf(name -> isTaken(name, taken.keySet(), given));
    List<?> required = required(schema);
    return UnknownParameters.told(
        left, own.stream().map(name -> name + (required.contains(name) ? "" : "?")).toList());
  }

  /** Binds an object at a place such as {@code items[0].}; the arguments have an empty one. */
  private static <R extends Record> R bind(
      Class<R> type, Map<?, ?> schema, Map<String, ?> object, String at)
      throws InvalidArgumentsException {
    RecordComponent[] components = type.getRecordComponents();
    Map<String, Map<?, ?>> parameters = new LinkedHashMap<>();
    members(schema, "properties")
        .forEach((name, parameter) -> parameters.put((String) name, (Map<?, ?>) parameter));
    Map<String, Object> given = new LinkedHashMap<>();
    object.forEach(
        (name, value) -> {
          if (value != null) {
            given.put(name, value);
          }
        });
    Map<String, Object> values = byParameter(parameters.keySet(), given);
    checkPresent(parameters.keySet(), required(schema), values, given, at);
    Object[] parts = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    int i = 0;
    for (var parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      Type part = components[i].getGenericType();
      Object value = values.get(name);
      parts[i] =
          value == null ? absent(part) : convert(part, parameter.getValue(), value, at + name);
      types[i] = components[i].getType();
      i++;
    }
    return construct(type, types, parts, at);
  }

  private static Map<?, ?> members(Map<?, ?> schema, String key) {
    return schema.get(key) instanceof Map<?, ?> members ? members : Map.of();
  }

  private static List<?> required(Map<?, ?> schema) {
    return schema.get("required") instanceof List<?> names ? names : List.of();
  }

  /** What was given for each parameter, under its own name or else under the only likely one. */
  private static Map<String, Object> byParameter(Set<String> own, Map<String, Object> given) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Object> rest = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          String plain = own.contains(name) ? name : Spellings.plain(name);
          if (own.contains(name)) {
            values.put(name, value);
          } else if (own.contains(plain) && !given.containsKey(plain)) {
            values.put(plain, value);
          } else {
            rest.putIfAbsent(plain, value);
          }
        });
    for (String name : own) {
      List<String> likely = Spellings.aliases(name).stream().filter(rest::containsKey).toList();
      if (!values.containsKey(name) && likely.size() == 1) {
        values.put(name, rest.get(likely.getFirst()));
      }
    }
    return values;
  }

  /** Whether a parameter has its value from this name. */
  private static boolean isTaken(String name, Set<String> taken, Map<String, Object> given) {
    String plain = Spellings.plain(name);
    return taken.stream()
        .anyMatch(
            own ->
                own.equals(name)
                    || (!given.containsKey(own)
                        && (own.equals(plain) || Spellings.aliases(own).contains(plain))));
  }

  private static void checkPresent(
      Set<String> parameters,
      List<?> required,
      Map<String, Object> values,
      Map<String, Object> given,
      String at)
      throws InvalidArgumentsException {
    Set<String> missing = new TreeSet<>();
    Set<String> absent = new TreeSet<>();
    List<String> all = new ArrayList<>();
    for (String name : parameters) {
      boolean optional = !required.contains(name);
      all.add(name + (optional ? "?" : ""));
      if (!values.containsKey(name)) {
        absent.add(name);
        if (!optional) {
          missing.add(name);
        }
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    StringBuilder message =
        new StringBuilder("missing: ")
            .append(missing.stream().map(name -> at + name).collect(Collectors.joining(", ")));
    int named = 0;
    for (String name : given.keySet()) {
      boolean known = values.containsKey(name) || values.containsKey(Spellings.plain(name));
      if (!known && named++ < MOST_NAMED) {
        message.append("; there is no \"").append(shown(name)).append('"');
        Spellings.nearest(name, absent)
            .ifPresent(near -> message.append(", did you mean \"").append(near).append("\"?"));
      }
    }
    throw new InvalidArgumentsException(message + "; parameters: " + String.join(", ", all));
  }

  private static <R extends Record> R construct(
      Class<R> type, Class<?>[] types, Object[] parts, String at) throws InvalidArgumentsException {
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(parts);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new InvalidArgumentsException(
          (at.isEmpty() ? "" : at + " ") + "not accepted: " + cause.getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
  }

  private static Object absent(Type type) {
    if (type instanceof ParameterizedType) {
      return List.of();
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return plain.getEnumConstants()[0];
    }
    return switch (plain.getSimpleName()) {
      case "int", "Integer" -> 0;
      case "long", "Long" -> 0L;
      case "double", "Double" -> 0.0;
      case "boolean", "Boolean" -> false;
      case "String" -> "";
      default -> throw new IllegalStateException("a " + plain + " cannot be absent");
    };
  }

  private static Object convert(Type type, Map<?, ?> schema, Object value, String at)
      throws InvalidArgumentsException {
    if (type instanceof ParameterizedType list) {
      return list(list.getActualTypeArguments()[0], members(schema, "items"), value, at);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return nested(plain.asSubclass(Record.class), schema, value, at);
    }
    if (plain.isEnum()) {
      return constant(plain, value, at);
    }
    return switch (plain.getSimpleName()) {
      case "int", "Integer" -> (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE, at);
      case "long", "Long" -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE, at);
      case "double", "Double" ->
          number(value).orElseThrow(() -> wrong(at, "a number", value)).doubleValue();
      case "boolean", "Boolean" -> bool(value, at);
      case "String" -> text(value, at);
      default -> throw new IllegalStateException("a parameter cannot be a " + plain);
    };
  }

  private static Record nested(
      Class<? extends Record> type, Map<?, ?> schema, Object value, String at)
      throws InvalidArgumentsException {
    Object object = unquoted(value, '{');
    if (object instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> named = new LinkedHashMap<>();
      map.forEach((name, part) -> named.put(String.valueOf(name), part));
      return bind(type, schema, named, at + ".");
    }
    if (value instanceof String text) {
      return ofText(type, schema, text, at);
    }
    throw wrong(at, "an object", value);
  }

  /** An object of which only the text is told: the rest of it is as little as can be. */
  private static Record ofText(
      Class<? extends Record> type, Map<?, ?> schema, String text, String at)
      throws InvalidArgumentsException {
    Map<String, Object> named = new LinkedHashMap<>();
    int texts = 0;
    for (var parameter : members(schema, "properties").entrySet()) {
      Map<?, ?> of = (Map<?, ?>) parameter.getValue();
      if (of.get("enum") instanceof List<?> constants) {
        named.put((String) parameter.getKey(), constants.getFirst());
      } else if ("string".equals(of.get("type"))) {
        named.put((String) parameter.getKey(), text);
        texts++;
      }
    }
    if (texts != 1) {
      throw wrong(at, "an object", text);
    }
    return bind(type, schema, named, at + ".");
  }

  private static List<Object> list(Type element, Map<?, ?> schema, Object value, String at)
      throws InvalidArgumentsException {
    Object given = unquoted(value, '[');
    if (given instanceof Map<?, ?> && element instanceof Class<?> type && !type.isRecord()) {
      throw wrong(at, "a list", value);
    }
    List<?> elements = given instanceof List<?> many ? many : List.of(given);
    List<Object> converted = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Object part = elements.get(i);
      if (part == null) {
        throw new InvalidArgumentsException(at + "[" + i + "] must not be null");
      }
      converted.add(convert(element, schema, part, at + "[" + i + "]"));
    }
    return List.copyOf(converted);
  }

  /** The JSON inside a text that starts like it; else the value as it is. */
  private static Object unquoted(Object value, char start) {
    if (value instanceof String text && !text.isBlank() && text.strip().charAt(0) == start) {
      try {
        Object inner = Json.object("{\"v\":" + text + "}").get("v");
        return inner == null ? value : inner;
      } catch (JsonShapeException e) {
        return value;
      }
    }
    return value;
  }

  private static Object constant(Class<?> type, Object value, String at)
      throws InvalidArgumentsException {
    Map<String, Enum<?>> byName = new LinkedHashMap<>();
    for (Object candidate : type.getEnumConstants()) {
      Enum<?> constant = (Enum<?>) candidate;
      byName.put(JsonSchemas.constantName(constant), constant);
    }
    String plain = value instanceof String text ? Spellings.plain(text) : "";
    Enum<?> named = byName.get(plain);
    if (named != null) {
      return named;
    }
    for (Enum<?> constant : byName.values()) {
      if (alsoNamed(type, constant).contains(plain)) {
        return constant;
      }
    }
    throw wrong(at, "one of " + String.join(", ", byName.keySet()), value);
  }

  private static List<String> alsoNamed(Class<?> type, Enum<?> constant) {
    try {
      AlsoNamed also = type.getField(constant.name()).getAnnotation(AlsoNamed.class);
      return also == null ? List.of() : List.of(also.value());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Object value, String at) throws InvalidArgumentsException {
    return switch (value) {
      case String text -> text;
      case Number number -> number.toString();
      case Boolean bool -> bool.toString();
      case List<?> list when list.size() == 1 && list.getFirst() instanceof String only -> only;
      default -> throw wrong(at, "a string", value);
    };
  }

  private static boolean bool(Object value, String at) throws InvalidArgumentsException {
    return switch (String.valueOf(value).strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(at, "true or false", value);
    };
  }

  private static long whole(Object value, long least, long most, String at)
      throws InvalidArgumentsException {
    BigDecimal number = number(value).orElseThrow(() -> wrong(at, "a whole number", value));
    boolean fits =
        number.compareTo(BigDecimal.valueOf(least)) >= 0
            && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    if (!fits || number.stripTrailingZeros().scale() > 0) {
      throw wrong(at, "a whole number", value);
    }
    return number.longValue();
  }

  private static Optional<BigDecimal> number(Object value) {
    boolean numeric = value instanceof Number || value instanceof String;
    String text = numeric ? value.toString().strip() : "";
    try {
      return text.isEmpty() || text.length() > LONGEST_NUMBER
          ? Optional.empty()
          : Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static InvalidArgumentsException wrong(String at, String expected, Object value) {
    String what =
        switch (value) {
          case Map<?, ?> map -> "an object";
          case List<?> list -> "a list";
          case String text -> "\"" + shown(text) + "\"";
          default -> shown(value.toString());
        };
    return new InvalidArgumentsException(at + " must be " + expected + ", not " + what);
  }

  private static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
