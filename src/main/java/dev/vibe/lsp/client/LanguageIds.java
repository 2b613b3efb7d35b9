package dev.vibe.lsp.client;

import java.util.Locale;
import java.util.Map;

/** Names of languages in the protocol, by the endings of files (LSP 3.17, TextDocumentItem). */
final class LanguageIds {

  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("py", "python"),
          Map.entry("pyi", "python"),
          Map.entry("ts", "typescript"),
          Map.entry("mts", "typescript"),
          Map.entry("cts", "typescript"),
          Map.entry("tsx", "typescriptreact"),
          Map.entry("js", "javascript"),
          Map.entry("mjs", "javascript"),
          Map.entry("cjs", "javascript"),
          Map.entry("jsx", "javascriptreact"),
          Map.entry("rs", "rust"),
          Map.entry("h", "c"),
          Map.entry("cc", "cpp"),
          Map.entry("cxx", "cpp"),
          Map.entry("hh", "cpp"),
          Map.entry("hpp", "cpp"),
          Map.entry("m", "objective-c"),
          Map.entry("mm", "objective-cpp"),
          Map.entry("kt", "kotlin"),
          Map.entry("kts", "kotlin"),
          Map.entry("cs", "csharp"),
          Map.entry("rb", "ruby"),
          Map.entry("hs", "haskell"),
          Map.entry("ml", "ocaml"),
          Map.entry("mli", "ocaml.interface"),
          Map.entry("tf", "terraform"),
          Map.entry("yml", "yaml"),
          Map.entry("sh", "shellscript"),
          Map.entry("bash", "shellscript"));

  private LanguageIds() {}

  /** Where the table has none, the ending itself, as most are. */
  static String of(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return BY_ENDING.getOrDefault(ending, ending);
  }
}
