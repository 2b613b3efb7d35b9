package dev.vibe.lsp.client;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Names of languages in the protocol, by the endings of files (LSP 3.17, TextDocumentItem). */
final class LanguageIds {

  private static final Map<String, String> BY_ENDING =
      byEnding(
          Map.ofEntries(
              Map.entry("python", "py pyi"),
              Map.entry("typescript", "ts mts cts"),
              Map.entry("typescriptreact", "tsx"),
              Map.entry("javascript", "js mjs cjs"),
              Map.entry("javascriptreact", "jsx"),
              Map.entry("rust", "rs"),
              Map.entry("c", "h"),
              Map.entry("cpp", "cc cxx hh hpp"),
              Map.entry("objective-c", "m"),
              Map.entry("objective-cpp", "mm"),
              Map.entry("kotlin", "kt kts"),
              Map.entry("csharp", "cs"),
              Map.entry("ruby", "rb"),
              Map.entry("haskell", "hs"),
              Map.entry("ocaml", "ml"),
              Map.entry("ocaml.interface", "mli"),
              Map.entry("terraform", "tf"),
              Map.entry("yaml", "yml"),
              Map.entry("shellscript", "sh bash zsh")));

  private LanguageIds() {}

  private static Map<String, String> byEnding(Map<String, String> byLanguage) {
    Map<String, String> ids = new HashMap<>();
    byLanguage.forEach(
        (language, endings) -> {
          for (String ending : endings.split(" ", -1)) {
            ids.put(ending, language);
          }
        });
    return Map.copyOf(ids);
  }

  /** Where the table has none, the ending itself, as most are. */
  static String of(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return BY_ENDING.getOrDefault(ending, ending);
  }
}
