package dev.vibe.context;

import dev.vibe.conversation.ImageType;
import dev.vibe.conversation.Part;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.PathKind;
import dev.vibe.workspace.ReadRules.Standing;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.Resolution.Guard;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reader of the images that one prompt names. */
final class ImageFiles {

  /** As much and as many as Mistral's API takes in one request. */
  private static final int MOST_BYTES = 10_000_000;

  private static final int MOST = 8;

  /** Only to decide whether a person expects to hear of it; what a file is, its bytes tell. */
  private static final Pattern LOOKS_LIKE_ONE =
      Pattern.compile(
          ".*\\.(?:png|jpe?g|gif|webp|bmp|tiff?|heic|avif)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Where images may lie. */
  enum Reach {
    WORKSPACE,
    /** For what a person types: to name a file outside is to agree that it is used. */
    ANYWHERE;

    /** To name a file that is only read after a question is to answer it. */
    boolean allows(Standing standing) {
      return switch (standing) {
        case FREE -> true;
        case ASKED -> this == ANYWHERE;
        case DENIED -> false;
      };
    }
  }

  private final Workspace workspace;
  private final Reach reach;
  private final Set<WorkspacePath> taken = new HashSet<>();
  private final List<Problem> troubles = new ArrayList<>();

  ImageFiles(Workspace workspace, Reach reach) {
    this.workspace = workspace;
    this.reach = reach;
  }

  /** The images so far that are named and cannot be shown. */
  List<Problem> troubles() {
    return troubles;
  }

  /** The image at a path, once; nothing when there is something else, or when it is in trouble. */
  Optional<Part.Image> at(String name) {
    return switch (workspace.resolve(name, Access.READ)) {
      case Resolution.Inside(WorkspacePath path) when !reach.allows(workspace.standing(path)) ->
          looksLikeOne(name)
              ? trouble(name, Mentions.FORBIDDEN, Mentions.REMEDY)
              : Optional.empty();
      case Resolution.Inside(WorkspacePath path) -> taken(name, path);
      case Resolution.Guarded(WorkspacePath path, Guard guard, String message) ->
          reach == Reach.ANYWHERE
                  && guard == Guard.OUTSIDE
                  && reach.allows(workspace.standing(path))
              ? taken(name, path)
              : guarded(name, workspace.look(path));
      case Resolution.Refused refused -> Optional.empty();
    };
  }

  private Optional<Part.Image> guarded(String name, PathKind found) {
    return found == PathKind.FILE && looksLikeOne(name)
        ? trouble(
            name,
            "it is not in the folder that is worked in",
            "copy it there, or allow its folder with --add-dir")
        : Optional.empty();
  }

  private Optional<Part.Image> taken(String name, WorkspacePath path) {
    PathKind found = workspace.look(path);
    if (found != PathKind.FILE) {
      // A whole path may as well be that of a file which is yet to be made.
      boolean isMissed = found == PathKind.NOTHING && !name.startsWith("/");
      return isMissed && looksLikeOne(name)
          ? trouble(name, "there is no such file", "check its name")
          : Optional.empty();
    }
    try {
      Optional<ImageType> type = ImageType.of(workspace.read(path, ImageType.TELLING_BYTES));
      if (type.isEmpty()) {
        return looksLikeOne(name)
            ? trouble(name, "it is no PNG, JPEG, GIF or WebP", "convert it")
            : Optional.empty();
      }
      if (taken.contains(path)) {
        return Optional.empty();
      }
      if (taken.size() == MOST) {
        return trouble(name, "one prompt shows at most " + MOST, "show it with the next prompt");
      }
      byte[] bytes = workspace.read(path, MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        return trouble(
            name, "it is larger than " + MOST_BYTES / 1_000_000 + " MB", "make it smaller");
      }
      taken.add(path);
      return Optional.of(Part.Image.of(path.relative(), type.get(), bytes));
    } catch (IOException e) {
      return trouble(name, String.valueOf(e.getMessage()), "check that it may be read");
    }
  }

  private static boolean looksLikeOne(String name) {
    return LOOKS_LIKE_ONE.matcher(name).matches();
  }

  private Optional<Part.Image> trouble(String name, String cause, String remedy) {
    troubles.add(new Problem(ProblemCode.IMAGE_NOT_ATTACHED, "cannot show " + name, cause, remedy));
    return Optional.empty();
  }
}
