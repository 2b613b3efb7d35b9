package dev.vibe.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Check of one value against a schema that was looked at. */
final class SchemaCheck {

  private static final int MOST_FAULTS = 8;
  private static final int MOST_SHOWN = 60;

  /** Deeper than any value that a person means; ends references that refer to themselves. */
  private static final int DEEPEST = 200;

  private final Function<String, Optional<Object>> referred;

  /**
   * A check.
   *
   * @param referred gives the schema that a reference names
   */
  SchemaCheck(Function<String, Optional<Object>> referred) {
    this.referred = referred;
  }

  /** A value at a place of the checked one, and what speaks against it. */
  private record Place(String path, @Nullable Object value, int depth, List<String> faults) {

    void fault(String what) {
      if (faults.size() < MOST_FAULTS) {
        faults.add(path + ": " + what);
      }
    }

    Place below(String step, @Nullable Object other) {
      return new Place(path + step, other, depth + 1, faults);
    }

    /** The same place, whose faults are nobody's yet. */
    Place trial() {
      return new Place(path, value, depth + 1, new ArrayList<>());
    }

    Place deeper() {
      return new Place(path, value, depth + 1, faults);
    }
  }

  List<String> of(Object root, @Nullable Object value) {
    Place place = new Place("$", value, 0, new ArrayList<>());
    check(place, root);
    return List.copyOf(place.faults());
  }

  private boolean fits(Place place, @Nullable Object against) {
    Place trial = place.trial();
    check(trial, against);
    return trial.faults().isEmpty();
  }

  private void check(Place place, @Nullable Object against) {
    if (place.depth() > DEEPEST) {
      place.fault("is nested too deeply");
    } else if (against instanceof Map<?, ?> keywords) {
      if (keywords.get("$ref") instanceof String reference) {
        check(place.deeper(), referred.apply(reference).orElse(true));
      }
      checkKind(place, keywords);
      combined(place, keywords);
      if (place.value() instanceof Map<?, ?> table) {
        checkObject(place, table, keywords);
      } else if (place.value() instanceof List<?> list) {
        checkList(place, list, keywords);
      } else if (place.value() instanceof String text) {
        checkText(place, text, keywords);
      } else if (place.value() instanceof Number number) {
        checkNumber(place, decimal(number), keywords);
      }
    } else if (Boolean.FALSE.equals(against)) {
      place.fault("must not be there");
    }
  }

  private static void checkKind(Place place, Map<?, ?> keywords) {
    Object type = keywords.get("type");
    if (type != null) {
      List<String> types = type instanceof List ? names(type) : List.of("" + type);
      if (types.stream().noneMatch(each -> isOf(each, place.value()))) {
        place.fault(shown(place.value()) + " is no " + String.join(" or ", types));
      }
    }
    if (keywords.get("enum") instanceof List<?> values
        && values.stream().noneMatch(each -> same(each, place.value()))) {
      place.fault(shown(place.value()) + " is none of " + shown(values));
    }
    if (keywords.containsKey("const") && !same(keywords.get("const"), place.value())) {
      place.fault(shown(place.value()) + " is not " + shown(keywords.get("const")));
    }
  }

  private static boolean isOf(String type, @Nullable Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "null" -> value == null;
      case "number" -> value instanceof Number;
      default ->
          value instanceof Number number && decimal(number).stripTrailingZeros().scale() <= 0;
    };
  }

  private void combined(Place place, Map<?, ?> keywords) {
    if (keywords.get("allOf") instanceof List<?> all) {
      all.forEach(each -> check(place.deeper(), each));
    }
    if (keywords.get("anyOf") instanceof List<?> any
        && any.stream().noneMatch(each -> fits(place, each))) {
      place.fault("fits none of the alternatives" + nearest(place, any));
    }
    if (keywords.get("oneOf") instanceof List<?> one) {
      long fitting = one.stream().filter(each -> fits(place, each)).count();
      if (fitting != 1) {
        place.fault(
            fitting == 0
                ? "fits none of the alternatives" + nearest(place, one)
                : "fits " + fitting + " of the alternatives, and must fit one");
      }
    }
    if (keywords.containsKey("not") && fits(place, keywords.get("not"))) {
      place.fault("fits what it must not fit");
    }
    if (keywords.containsKey("if")) {
      String branch = fits(place, keywords.get("if")) ? "then" : "else";
      if (keywords.containsKey(branch)) {
        check(place.deeper(), keywords.get(branch));
      }
    }
  }

  /** What is wrong by the alternative that is nearest: the one with the fewest faults. */
  private String nearest(Place place, List<?> alternatives) {
    List<String> fewest = List.of();
    for (Object each : alternatives) {
      Place trial = place.trial();
      check(trial, each);
      fewest = fewest.isEmpty() || trial.faults().size() < fewest.size() ? trial.faults() : fewest;
    }
    return fewest.isEmpty() ? "" : ", the nearest because " + fewest.getFirst();
  }

  private void checkObject(Place place, Map<?, ?> table, Map<?, ?> keywords) {
    for (String name : names(keywords.get("required"))) {
      if (!table.containsKey(name)) {
        place.fault("lacks \"" + name + "\"");
      }
    }
    size(place, table.size(), keywords, "Properties", "fields");
    for (Map.Entry<?, ?> field : table.entrySet()) {
      checkField(place, String.valueOf(field.getKey()), field.getValue(), keywords);
    }
    if (keywords.get("dependentRequired") instanceof Map<?, ?> dependent) {
      dependent.forEach(
          (name, others) ->
              names(others).stream()
                  .filter(other -> table.containsKey(name) && !table.containsKey(other))
                  .forEach(other -> place.fault("has " + name + ", and lacks \"" + other + "\"")));
    }
    if (keywords.get("dependentSchemas") instanceof Map<?, ?> dependent) {
      dependent.forEach(
          (name, other) -> {
            if (table.containsKey(name)) {
              check(place.deeper(), other);
            }
          });
    }
  }

  private void checkField(Place place, String name, @Nullable Object value, Map<?, ?> keywords) {
    Place below = place.below("." + name, value);
    boolean isNamed = false;
    if (keywords.get("properties") instanceof Map<?, ?> properties
        && properties.containsKey(name)) {
      isNamed = true;
      check(below, properties.get(name));
    }
    if (keywords.get("patternProperties") instanceof Map<?, ?> patterns) {
      for (Map.Entry<?, ?> each : patterns.entrySet()) {
        if (Pattern.compile(String.valueOf(each.getKey())).matcher(name).find()) {
          isNamed = true;
          check(below, each.getValue());
        }
      }
    }
    if (!isNamed && keywords.containsKey("additionalProperties")) {
      check(below, keywords.get("additionalProperties"));
    }
    if (keywords.containsKey("propertyNames")) {
      check(place.below(" (the name " + name + ")", name), keywords.get("propertyNames"));
    }
  }

  private void checkList(Place place, List<?> list, Map<?, ?> keywords) {
    size(place, list.size(), keywords, "Items", "items");
    boolean isOld = keywords.get("items") instanceof List; // as draft 7 writes a tuple
    Object first = isOld ? keywords.get("items") : keywords.get("prefixItems");
    Object rest = isOld ? keywords.get("additionalItems") : keywords.get("items");
    int tuple = first instanceof List<?> schemas ? schemas.size() : 0;
    for (int i = 0; i < list.size(); i++) {
      Place below = place.below("[" + i + "]", list.get(i));
      if (first instanceof List<?> schemas && i < tuple) {
        check(below, schemas.get(i));
      } else if (rest != null) {
        check(below, rest);
      }
    }
    if (Boolean.TRUE.equals(keywords.get("uniqueItems"))) {
      for (int i = 1; i < list.size(); i++) {
        Object item = list.get(i);
        if (list.subList(0, i).stream().anyMatch(other -> same(other, item))) {
          place.fault("has " + shown(item) + " twice");
        }
      }
    }
    if (keywords.containsKey("contains")) {
      long found =
          list.stream()
              .filter(each -> fits(place.below("", each), keywords.get("contains")))
              .count();
      int least = keywords.get("minContains") instanceof Integer min ? min : 1;
      if (found < least) {
        place.fault("has too few items of the kind that it must contain");
      }
      if (keywords.get("maxContains") instanceof Integer most && found > most) {
        place.fault("has too many items of the kind that it may contain");
      }
    }
  }

  private static void checkText(Place place, String text, Map<?, ?> keywords) {
    size(place, text.codePointCount(0, text.length()), keywords, "Length", "characters");
    if (keywords.get("pattern") instanceof String pattern
        && !Pattern.compile(pattern).matcher(text).find()) {
      place.fault(shown(text) + " does not match " + pattern);
    }
  }

  private static void size(Place place, int size, Map<?, ?> keywords, String what, String unit) {
    if (keywords.get("min" + what) instanceof Integer least && size < least) {
      place.fault("has " + size + " " + unit + ", and must have " + least + " at least");
    }
    if (keywords.get("max" + what) instanceof Integer most && size > most) {
      place.fault("has " + size + " " + unit + ", and may have " + most + " at most");
    }
  }

  private static void checkNumber(Place place, BigDecimal number, Map<?, ?> keywords) {
    compared(keywords, "minimum", number)
        .filter(order -> order < 0)
        .ifPresent(o -> place.fault(number + " is below " + keywords.get("minimum")));
    compared(keywords, "maximum", number)
        .filter(order -> order > 0)
        .ifPresent(o -> place.fault(number + " is above " + keywords.get("maximum")));
    compared(keywords, "exclusiveMinimum", number)
        .filter(order -> order <= 0)
        .ifPresent(o -> place.fault(number + " must be above " + keywords.get("exclusiveMinimum")));
    compared(keywords, "exclusiveMaximum", number)
        .filter(order -> order >= 0)
        .ifPresent(o -> place.fault(number + " must be below " + keywords.get("exclusiveMaximum")));
    if (keywords.get("multipleOf") instanceof Number step
        && decimal(step).signum() > 0
        && number.remainder(decimal(step)).signum() != 0) {
      place.fault(number + " is no multiple of " + step);
    }
  }

  private static Optional<Integer> compared(Map<?, ?> keywords, String name, BigDecimal number) {
    return keywords.get(name) instanceof Number bound
        ? Optional.of(number.compareTo(decimal(bound)))
        : Optional.empty();
  }

  private static BigDecimal decimal(Number number) {
    return new BigDecimal(number.toString());
  }

  /** As JSON has it: 1 and 1.0 are the same, and the order of fields is none. */
  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number one && b instanceof Number other) {
      return decimal(one).compareTo(decimal(other)) == 0;
    }
    if (a instanceof List<?> one && b instanceof List<?> other) {
      boolean isSame = one.size() == other.size();
      for (int i = 0; isSame && i < one.size(); i++) {
        isSame = same(one.get(i), other.get(i));
      }
      return isSame;
    }
    if (a instanceof Map<?, ?> one && b instanceof Map<?, ?> other) {
      return one.keySet().equals(other.keySet())
          && one.keySet().stream().allMatch(key -> same(one.get(key), other.get(key)));
    }
    return a == null ? b == null : a.equals(b);
  }

  /** A list of names, e.g. of what is required. */
  private static List<String> names(@Nullable Object value) {
    return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private static String shown(@Nullable Object value) {
    String text = JsonTree.write(value);
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
  }
}
