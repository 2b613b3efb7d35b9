package dev.vibe.context;

import dev.vibe.conversation.Part;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.NearestName;
import dev.vibe.text.Truncation;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.PathKind;
import dev.vibe.workspace.ReadRules;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Mentions of a prompt: the files that it names as {@code @file} or {@code @file:10-40}, as
 * attachments; of {@code @folder/} the names of what is in it; and images, also by a whole path as
 * a terminal types it when a file is dropped on it.
 */
public record Mentions(Workspace workspace, Folders folders) {

  private static final Pattern MENTION =
      Pattern.compile(
          "(?<!\\S)(?:@(?<name>[^\\s:\"']+)(?::(?<first>\\d{1,9})(?:-(?<last>\\d{1,9}))?)?"
              + "|(?:@|(?=[\"']/))(?<quote>[\"'])(?<quoted>[^\\n\"']+)\\k<quote>"
              + "|(?<dropped>/(?:[^\\s\\\\]++|\\\\.){1,100}+))");

  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");
  private static final Pattern AFTER_NAME = Pattern.compile("[,.;!?)]+$");

  static final String FORBIDDEN = "a rule of yours forbids to read it";
  static final String REMEDY = "see /permissions for the rule, and leave it out there";

  private static final int MOST_NAMES = 300;
  private static final int MOST_FILES = 20;
  private static final int MOST_BYTES = 2 << 20;
  private static final Truncation.Keep KEPT = new Truncation.Keep(32_000, 8_000);

  /** Lister of what folders hold. */
  @FunctionalInterface
  public interface Folders {

    /** Files below a folder, as they are named from the workspace; ignored ones left out. */
    List<String> files(WorkspacePath folder);
  }

  /**
   * Result of the search for mentions.
   *
   * @param troubles files that are meant but cannot be attached
   */
  public record Found(List<Part> parts, List<Problem> troubles) {

    public Found {
      parts = List.copyOf(parts);
      troubles = List.copyOf(troubles);
    }
  }

  /**
   * In what a person types. A text file that is outside of the workspace, or guarded, is left to
   * the model to ask for.
   */
  public Found of(String prompt) {
    return found(prompt, Extent.ALL);
  }

  /**
   * Images of the workspace alone: a script may have put the prompt together, and text files the
   * model can read when it wants to.
   */
  public Found imagesOf(String prompt) {
    return found(prompt, Extent.IMAGES);
  }

  private enum Extent {
    ALL,
    IMAGES
  }

  private Found found(String prompt, Extent extent) {
    List<Part> parts = new ArrayList<>();
    List<Problem> forbidden = new ArrayList<>();
    ImageFiles images =
        new ImageFiles(
            workspace,
            switch (extent) {
              case ALL -> ImageFiles.Reach.ANYWHERE;
              case IMAGES -> ImageFiles.Reach.WORKSPACE;
            });
    Matcher mentions = MENTION.matcher(prompt);
    while (mentions.find()) {
      MatchResult mention = mentions.toMatchResult();
      int told = images.troubles().size();
      Optional<Part.Image> image = images.at(name(mention));
      if (image.isPresent()) {
        parts.add(image.get());
      } else if (extent == Extent.ALL
          && mention.group("name") != null
          && parts.size() < MOST_FILES) {
        if (isForbidden(name(mention))) {
          forbidden.add(
              new Problem(
                  ProblemCode.FILE_NOT_ATTACHED,
                  "cannot show " + name(mention),
                  FORBIDDEN,
                  REMEDY));
        } else {
          text(mention).ifPresent(parts::add);
          if (images.troubles().size() == told) {
            missing(name(mention)).ifPresent(forbidden::add);
          }
        }
      }
    }
    forbidden.addAll(images.troubles());
    return new Found(parts, forbidden);
  }

  /** As it is on the disk: without what belongs to the sentence or to the shell. */
  private static String name(MatchResult mention) {
    if (mention.group("quoted") != null) {
      return mention.group("quoted");
    }
    boolean isDropped = mention.group("dropped") != null;
    String named = mention.group(isDropped ? "dropped" : "name");
    String name = AFTER_NAME.matcher(named).replaceFirst("");
    return isDropped ? ESCAPED.matcher(name).replaceAll("$1") : name;
  }

  private boolean isForbidden(String name) {
    return workspace.resolve(name, Access.READ) instanceof Resolution.Inside(WorkspacePath path)
        && workspace.look(path) == PathKind.FILE
        && workspace.standing(path) == ReadRules.Standing.DENIED;
  }

  /** What nobody can attach, with the name that may be meant. */
  private Optional<Problem> missing(String name) {
    if (!(workspace.resolve(name, Access.READ) instanceof Resolution.Inside(WorkspacePath path))
        || workspace.look(path) != PathKind.NOTHING) {
      return Optional.empty();
    }
    List<String> files = folders.files(workspace.pathOf(workspace.root()));
    Optional<String> near =
        files.stream()
            .filter(file -> file.endsWith("/" + name))
            .findFirst()
            .or(() -> NearestName.among(files, name));
    return Optional.of(
        new Problem(
            ProblemCode.FILE_NOT_ATTACHED,
            "@" + name + " is sent as it stands",
            "there is no such file",
            near.map(file -> "nearest is @" + file).orElse("Tab behind @ completes names")));
  }

  private Optional<Part> listing(WorkspacePath folder) {
    List<String> files = folders.files(folder);
    StringBuilder text = new StringBuilder();
    files.stream().limit(MOST_NAMES).forEach(file -> text.append(file).append('\n'));
    if (files.size() > MOST_NAMES) {
      text.append("[").append(files.size() - MOST_NAMES).append(" more files]\n");
    }
    String shown = text.isEmpty() ? "[no files]\n" : text.toString();
    return Optional.of(AttachedText.of(folder.relative() + "/", shown, KEPT));
  }

  private Optional<Part> text(MatchResult mention) {
    if (!(workspace.resolve(name(mention), Access.READ)
        instanceof Resolution.Inside(WorkspacePath path))) {
      return Optional.empty();
    }
    if (workspace.look(path) == PathKind.FOLDER) {
      return listing(path);
    }
    if (workspace.look(path) != PathKind.FILE) {
      return Optional.empty();
    }
    try {
      String text = new String(workspace.read(path, MOST_BYTES), StandardCharsets.UTF_8);
      if (text.indexOf('\0') >= 0) {
        return Optional.empty();
      }
      if (mention.group("first") == null) {
        return Optional.of(AttachedText.of(path.relative(), text, KEPT));
      }
      int first = Math.max(1, Integer.parseInt(mention.group("first")));
      int last = mention.group("last") == null ? first : Integer.parseInt(mention.group("last"));
      String lines =
          text.lines()
              .skip(first - 1L)
              .limit(Math.max(1, last - first + 1L))
              .collect(Collectors.joining("\n"));
      String name = path.relative() + ":" + first + "-" + Math.max(first, last);
      return Optional.of(AttachedText.partOf(name, lines, text, KEPT));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
