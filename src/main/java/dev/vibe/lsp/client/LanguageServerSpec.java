package dev.vibe.lsp.client;

import dev.vibe.text.Glob;
import java.util.List;
import java.util.Map;

/**
 * Language server that may be begun.
 *
 * @param name in messages
 * @param argv program and arguments; the program is found on the path that commands have
 * @param files globs of what it is for; one without a slash is about names in any folder
 * @param variables besides those of every command
 * @param init its initialisation options, which also answer what it asks for as configuration
 * @param isConfigured whether the user has set it up; else it is a known one
 */
public record LanguageServerSpec(
    String name,
    List<String> argv,
    List<String> files,
    Map<String, String> variables,
    Map<String, Object> init,
    boolean isConfigured) {

  public LanguageServerSpec {
    argv = List.copyOf(argv);
    files = List.copyOf(files);
    variables = Map.copyOf(variables);
    init = Map.copyOf(init);
  }

  boolean isFor(String file) {
    return files.stream()
        .anyMatch(
            glob -> Glob.compile(glob.contains("/") ? "/" + glob : "**/" + glob).matches(file));
  }
}
