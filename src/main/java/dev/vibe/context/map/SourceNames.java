package dev.vibe.context.map;

import java.util.Locale;
import java.util.Set;

/** Names of files by which programs are known, in languages whose definitions are looked for. */
final class SourceNames {

  private static final Set<String> ENDINGS =
      Set.of(
          ("java kt kts py pyi js mjs cjs jsx ts mts cts tsx go rs c h cc cpp cxx c++ hh hpp hxx rb"
                  + " rake php cs scala swift lua pl pm ex exs erl dart groovy m mm hs clj sh bash"
                  + " el vim jl r d nim zig proto sql")
              .split(" ", -1));

  private SourceNames() {}

  static boolean isSource(String path) {
    return ENDINGS.contains(ending(path));
  }

  /** In lower case, without its dot; empty when there is none. */
  static String ending(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') ? path.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
  }
}
