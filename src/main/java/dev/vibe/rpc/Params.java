package dev.vibe.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Params of a message, or another JSON object that somebody else wrote, read by name. What nobody
 * asks for is ignored; a null is as if it were not there.
 *
 * @param path of the object, for messages, e.g. {@code params.clientInfo}
 */
public record Params(String path, Map<?, ?> map) {

  /** Those of the parameters of a request; none where there are none. */
  public static Params of(@Nullable Object params) {
    return at("params", params);
  }

  /** Those of a result. */
  public static Params result(@Nullable Object result) {
    return at("result", result);
  }

  private static Params at(String path, @Nullable Object value) {
    return switch (value) {
      case null -> new Params(path, Map.of());
      case Map<?, ?> map -> new Params(path, map);
      default -> throw RpcException.invalid(path + " is no object");
    };
  }

  public Optional<Object> value(String name) {
    return Optional.ofNullable(map.get(name));
  }

  /**
   * The text of a field that must be there.
   *
   * @throws RpcException (invalid params) when it is not
   */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  public Optional<String> optionalText(String name) {
    return typed(name, String.class, "a text");
  }

  /**
   * The whole number of a field that must be there.
   *
   * @throws RpcException (invalid params) when it is not, or does not fit into an int
   */
  public int number(String name) {
    return optionalNumber(name).orElseThrow(() -> missing(name));
  }

  /** As {@link #number}; empty where it is not there. */
  public Optional<Integer> optionalNumber(String name) {
    return typed(name, Number.class, "a number")
        .map(
            number -> {
              if (number.doubleValue() != number.intValue()) {
                throw RpcException.invalid(path + "." + name + " is no whole number in range");
              }
              return number.intValue();
            });
  }

  /** False where it is not there. */
  public boolean flag(String name) {
    return typed(name, Boolean.class, "a boolean").orElse(false);
  }

  /** Without fields where it is not there. */
  public Params object(String name) {
    return optionalObject(name).orElseGet(() -> new Params(path + "." + name, Map.of()));
  }

  public Optional<Params> optionalObject(String name) {
    return typed(name, Map.class, "an object").map(object -> new Params(path + "." + name, object));
  }

  /** Empty where it is not there. */
  public List<Params> objects(String name) {
    List<Params> all = new ArrayList<>();
    for (Object each : list(name)) {
      String at = path + "." + name + "[" + all.size() + "]";
      if (!(each instanceof Map<?, ?> object)) {
        throw RpcException.invalid(at + " is no object");
      }
      all.add(new Params(at, object));
    }
    return all;
  }

  /** Empty where it is not there. */
  public List<String> texts(String name) {
    List<String> all = new ArrayList<>();
    for (Object each : list(name)) {
      if (!(each instanceof String text)) {
        throw RpcException.invalid(path + "." + name + "[" + all.size() + "] is no text");
      }
      all.add(text);
    }
    return all;
  }

  private List<?> list(String name) {
    return typed(name, List.class, "an array").orElse(List.of());
  }

  private RpcException missing(String name) {
    return RpcException.invalid(path + "." + name + " is missing");
  }

  private <T> Optional<T> typed(String name, Class<T> type, String wanted) {
    Optional<Object> value = value(name);
    if (value.isPresent() && !type.isInstance(value.get())) {
      throw RpcException.invalid(path + "." + name + " is not " + wanted);
    }
    return value.map(type::cast);
  }
}
