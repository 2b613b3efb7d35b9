package dev.vibe.context;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Builder of the one system message: fixed rules from a resource, then the fragments of this
 * session.
 */
public final class SystemPrompt {

  private static final String RULES = "/prompts/system.md";

  private SystemPrompt() {}

  /** Joins the rules and the fragments that have something to say, in the given order. */
  public static String of(List<Fragment> fragments) {
    StringBuilder text = new StringBuilder(rules());
    for (Fragment fragment : fragments) {
      String body = fragment.render();
      if (!body.isBlank()) {
        text.append("\n\n# ").append(fragment.title()).append('\n').append(body);
      }
    }
    return text.toString();
  }

  /** As {@link #of}, with what was read for it. */
  public static Briefing briefing(List<Fragment> fragments) {
    List<String> instructions =
        fragments.stream()
            .filter(fragment -> fragment instanceof Fragment.Instructions)
            .map(fragment -> ((Fragment.Instructions) fragment).source())
            .toList();
    return new Briefing(of(fragments), instructions);
  }

  private static String rules() {
    try (InputStream in =
        Objects.requireNonNull(SystemPrompt.class.getResourceAsStream(RULES), RULES)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
