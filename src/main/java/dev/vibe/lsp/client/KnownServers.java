package dev.vibe.lsp.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Table of language servers that are begun where they are on the path, without being set up. For
 * one kind of file the first that is there and begins is taken.
 */
public final class KnownServers {

  /**
   * Row of the table.
   *
   * @param command as its documents have it
   * @param files endings and names
   * @param source where that is documented
   */
  public record Row(String name, String command, String files, String source) {

    LanguageServerSpec spec() {
      return new LanguageServerSpec(
          name, List.of(command.split(" ", -1)), globs(), Map.of(), Map.of(), false);
    }

    List<String> globs() {
      return List.of(files.split(" ", -1));
    }
  }

  private static final String PYTHON = "*.py *.pyi";
  private static final String SCRIPT = "*.ts *.tsx *.mts *.cts *.js *.jsx *.mjs *.cjs";

  /** In the order in which they are tried. */
  private static final List<Row> ROWS =
      List.of(
          row("basedpyright", "basedpyright-langserver --stdio", PYTHON, "docs.basedpyright.com"),
          row("pyright", "pyright-langserver --stdio", PYTHON, "github.com/microsoft/pyright"),
          row("pylsp", "pylsp", PYTHON, "github.com/python-lsp/python-lsp-server"),
          row("ruff", "ruff server", PYTHON, "docs.astral.sh/ruff/editors"),
          row(
              "typescript-language-server",
              "typescript-language-server --stdio",
              SCRIPT,
              "github.com/typescript-language-server/typescript-language-server"),
          row("vtsls", "vtsls --stdio", SCRIPT, "github.com/yioneko/vtsls"),
          row("tsgo", "tsgo --lsp --stdio", SCRIPT, "github.com/microsoft/typescript-go"),
          // From TypeScript 7 on; earlier ones end at once, and are passed over.
          row("tsc", "tsc --lsp --stdio", SCRIPT, "github.com/microsoft/typescript-go"),
          row("gopls", "gopls", "*.go", "go.dev/gopls"),
          row("rust-analyzer", "rust-analyzer", "*.rs", "rust-analyzer.github.io/book"),
          row(
              "clangd",
              "clangd",
              "*.c *.h *.cc *.cpp *.cxx *.hpp *.hh *.m *.mm",
              "clangd.llvm.org/installation"),
          row("jdtls", "jdtls", "*.java", "github.com/eclipse-jdtls/eclipse.jdt.ls"),
          row(
              "kotlin-language-server",
              "kotlin-language-server",
              "*.kt *.kts",
              "github.com/fwcd/kotlin-language-server"),
          row("csharp-ls", "csharp-ls", "*.cs", "github.com/razzmatazz/csharp-language-server"),
          row("ruby-lsp", "ruby-lsp", "*.rb", "shopify.github.io/ruby-lsp"),
          row("solargraph", "solargraph stdio", "*.rb", "solargraph.org/guides"),
          row("intelephense", "intelephense --stdio", "*.php", "intelephense.com"),
          row("lua-language-server", "lua-language-server", "*.lua", "luals.github.io"),
          row("zls", "zls", "*.zig", "github.com/zigtools/zls"),
          row("dart", "dart language-server", "*.dart", "github.com/dart-lang/sdk"),
          row("sourcekit-lsp", "sourcekit-lsp", "*.swift", "github.com/swiftlang/sourcekit-lsp"),
          row(
              "haskell-language-server",
              "haskell-language-server-wrapper --lsp",
              "*.hs",
              "haskell-language-server.readthedocs.io"),
          row("ocamllsp", "ocamllsp", "*.ml *.mli", "github.com/ocaml/ocaml-lsp"),
          row("terraform-ls", "terraform-ls serve", "*.tf", "github.com/hashicorp/terraform-ls"),
          row(
              "yaml-language-server",
              "yaml-language-server --stdio",
              "*.yaml *.yml",
              "github.com/redhat-developer/yaml-language-server"),
          row(
              "vscode-json-language-server",
              "vscode-json-language-server --stdio",
              "*.json *.jsonc",
              "github.com/hrsh7th/vscode-langservers-extracted"),
          row(
              "vscode-css-language-server",
              "vscode-css-language-server --stdio",
              "*.css *.scss *.less",
              "github.com/hrsh7th/vscode-langservers-extracted"),
          row("taplo", "taplo lsp stdio", "*.toml", "taplo.tamasfe.dev"),
          row(
              "bash-language-server",
              "bash-language-server start",
              "*.sh *.bash",
              "github.com/bash-lsp/bash-language-server"),
          row(
              "svelteserver",
              "svelteserver --stdio",
              "*.svelte",
              "github.com/sveltejs/language-tools"));

  private KnownServers() {}

  private static Row row(String name, String command, String files, String source) {
    return new Row(name, command, files, "https://" + source);
  }

  public static List<Row> rows() {
    return ROWS;
  }

  /** The files that a known server is for. */
  public static Optional<List<String>> files(String name) {
    return ROWS.stream().filter(row -> row.name().equals(name)).findFirst().map(Row::globs);
  }

  /** Those for a file, in the order in which they are tried. */
  static List<LanguageServerSpec> of(String file) {
    return ROWS.stream().map(Row::spec).filter(spec -> spec.isFor(file)).toList();
  }
}
