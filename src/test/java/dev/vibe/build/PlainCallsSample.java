package dev.vibe.build;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Code of all the shapes that {@link PlainCalls} looks at, and what comes out of it. */
final class PlainCallsSample {

  private PlainCallsSample() {}

  sealed interface Shape permits Dot, Line, Named {}

  record Dot(int x, double y) implements Shape {}

  record Line(Dot from, float width, long n, char c, byte b, short s, boolean closed)
      implements Shape {}

  record Named(@Nullable String name, List<Integer> sizes) implements Shape {}

  record Nothing() {}

  interface Spoken {
    default String spoken(Object value) {
      return switch (value) {
        case String text when text.isEmpty() -> "empty";
        case String text -> "text " + text;
        case Integer number when number < 0 -> "negative";
        case Number number -> "number " + number;
        default -> "else";
      };
    }
  }

  private static String kind(@Nullable Shape shape) {
    return switch (shape) {
      case null -> "none";
      case Dot(int x, double y) when x == 0 -> "on the axis at " + y;
      case Dot dot -> "dot " + dot.x();
      case Line line -> "line of " + line.width();
      case Named named -> "named " + named.name();
    };
  }

  /** Labels that are not types stay as the compiler left them. */
  private static String mixed(Object value) {
    return switch (value) {
      case TimeUnit unit when unit == TimeUnit.DAYS -> "days";
      case TimeUnit unit -> "unit";
      case String text when text.length() > 3 -> "long";
      default -> "else";
    };
  }

  private static String word(CharSequence value) {
    return switch (value) {
      case String text when text.equals("a") -> "A";
      case CharBuffer buffer -> "buffer";
      default -> "other";
    };
  }

  /** All outcomes, in words that do not depend on the class loader. */
  static List<String> outcomes() {
    List<String> all = new ArrayList<>();
    Spoken spoken = new Spoken() {};
    for (Object value : new Object[] {"", "x", -1, 2, 3.5, 'c'}) {
      all.add(spoken.spoken(value));
    }
    List<Object> values =
        Arrays.asList(
            new Dot(0, 1),
            new Dot(1, Double.NaN),
            new Dot(1, Double.NaN),
            new Dot(1, 0.0),
            new Dot(1, -0.0),
            new Line(new Dot(1, 2), 1f, 1L << 40, 'x', (byte) -1, (short) 3, true),
            new Line(new Dot(1, 2), 1f, 1L << 40, 'x', (byte) -1, (short) 3, true),
            new Line(new Dot(1, 2), 1f, 1L << 40, 'x', (byte) -1, (short) 3, false),
            new Line(new Dot(1, 2), Float.NaN, 0, 'y', (byte) 1, (short) -3, true),
            new Named(null, List.of()),
            new Named(null, List.of()),
            new Named("n", List.of(1, 2)),
            new Nothing(),
            new Nothing());
    List<@Nullable Object> others = new ArrayList<>(values);
    others.add(null);
    for (Object one : values) {
      all.add(one + " " + one.hashCode());
      all.add(one instanceof Shape shape ? kind(shape) : "no shape");
      for (@Nullable Object other : others) {
        all.add(one + " and " + other + ": " + one.equals(other));
      }
    }
    all.add(kind(null));
    all.add(mixed(TimeUnit.DAYS) + mixed(TimeUnit.HOURS) + mixed("long") + mixed("x"));
    all.add(word("a") + word("b") + word(CharBuffer.allocate(1)));
    try {
      all.add(spoken.spoken(others.getLast()));
    } catch (NullPointerException e) {
      all.add("null is refused");
    }
    return all;
  }
}
