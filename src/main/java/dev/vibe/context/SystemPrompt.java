package dev.vibe.context;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** The lines on what lies in the folder and how its repository is, which commands change. */
  public static Set<String> linesOfTheTree(List<Fragment> fragments) {
    return fragments.stream()
        .filter(SystemPrompt::isOfTheTree)
        .flatMap(each -> Stream.concat(Stream.of("# " + each.title()), each.render().lines()))
        .collect(Collectors.toSet());
  }

  private static boolean isOfTheTree(Fragment fragment) {
    return switch (fragment) {
      case Fragment.Files files -> true;
      case Fragment.Repository repository -> true;
      case Fragment.Environment environment -> false;
      case Fragment.LeftWork left -> false;
      case Fragment.NoRepository none -> false;
      case Fragment.Instructions instructions -> false;
      case Fragment.Skills skills -> false;
      case Fragment.ServerTools tools -> false;
    };
  }

  /** As {@link #of}, with what was read for it. */
  public static Briefing briefing(List<Fragment> fragments) {
    List<String> instructions =
        fragments.stream()
            .filter(fragment -> fragment instanceof Fragment.Instructions)
            .map(fragment -> ((Fragment.Instructions) fragment).named())
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
