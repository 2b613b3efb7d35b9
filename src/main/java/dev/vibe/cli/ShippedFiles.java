package dev.vibe.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Source of the files that a distribution holds besides programs; the build asks for them and
 * writes them.
 */
public final class ShippedFiles {

  private ShippedFiles() {}

  /**
   * Texts by their path in the distribution. The launcher prints {@code lib/version.txt} and {@code
   * lib/help.txt} itself, which is faster than any start.
   */
  public static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("lib/version.txt", "vibe " + Version.text() + "\n");
    texts.put("lib/help.txt", HelpRenderer.of(List.of()));
    texts.put("share/man/man1/vibe.1", ManPage.text());
    texts.put("share/bash-completion/completions/vibe", CompletionScripts.script(Shell.BASH));
    texts.put("share/zsh/site-functions/_vibe", CompletionScripts.script(Shell.ZSH));
    texts.put("share/fish/vendor_completions.d/vibe.fish", CompletionScripts.script(Shell.FISH));
    return texts;
  }
}
