package dev.vibe.workspace.patch;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.content.Content.Mode;
import dev.vibe.workspace.patch.FilePatch.Change;
import dev.vibe.workspace.patch.FilePatch.Hunk;
import dev.vibe.workspace.patch.FilePatch.Ids;
import dev.vibe.workspace.patch.FilePatch.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reader of the patches that some models write in place of unified diffs: between {@code *** Begin
 * Patch} and {@code *** End Patch} files are added, deleted and updated, and a hunk tells its place
 * by its lines and by headings above them, without numbers. What cannot be read is refused, never
 * passed over.
 */
public final class BlockPatchReader {

  private static final String MARK = "*** ";
  private static final String BEGIN = "*** Begin Patch";
  private static final String END = "*** End Patch";
  private static final String END_OF_FILE = "*** End of File";
  private static final String MOVE = "*** Move to: ";

  private static final Pattern FILE =
      Pattern.compile("\\*\\*\\* (Update|Add|Delete) File: (\\S.*?)\\s*+");

  /** As in a unified diff, whose numbers say where, but are seldom right. */
  private static final Pattern NUMBERED = Pattern.compile("@@ -(\\d{1,9})\\b.*");

  private final List<String> lines;
  private final List<FilePatch> files = new ArrayList<>();
  private int at;

  private BlockPatchReader(String patch) {
    lines = patch.replace("\r\n", "\n").lines().toList();
  }

  /** Whether a text is such a patch, and no unified diff. */
  public static boolean reads(String patch) {
    return patch
        .lines()
        .anyMatch(line -> line.stripTrailing().equals(BEGIN) || FILE.matcher(line).matches());
  }

  /**
   * The files of a patch, as {@link PatchReader#read} gives them.
   *
   * @throws VibeException (usage) when it names no file or a line of it cannot be understood
   */
  public static List<List<FilePatch>> read(String patch) {
    return List.of(new BlockPatchReader(patch).read());
  }

  private List<FilePatch> read() {
    skipTo(BEGIN);
    while (at < lines.size() && !line().equals(END)) {
      Matcher file = FILE.matcher(line());
      if (!file.matches()) {
        if (!line().isBlank()) {
          throw bad("is no *** Update File:, *** Add File: or *** Delete File: with a name");
        }
        at++;
        continue;
      }
      at++;
      String name = raw(file.group(2));
      files.add(
          switch (file.group(1)) {
            case "Add" -> patch("", name, new Change.Text(List.of(new Hunk(0, "", added()))));
            case "Delete" -> patch(name, "", new Change.Gone());
            default -> updated(name);
          });
    }
    if (files.isEmpty()) {
      throw bad("names no file", lines.size());
    }
    return files;
  }

  /** What stands before the beginning is no part of it, such as the call of a command. */
  private void skipTo(String mark) {
    int begin = lines.stream().map(String::stripTrailing).toList().indexOf(mark);
    at = begin + 1;
    while (begin < 0 && !FILE.matcher(line()).matches()) {
      at++;
    }
  }

  private String line() {
    return lines.get(at).stripTrailing();
  }

  private boolean isInFile() {
    return at < lines.size() && !lines.get(at).startsWith(MARK);
  }

  private String added() {
    StringBuilder text = new StringBuilder();
    for (; isInFile(); at++) {
      String line = lines.get(at);
      if (!line.startsWith("+") && !line.isBlank()) {
        throw bad("does not begin with +, as every line of a new file does");
      }
      text.append(raw(line.isEmpty() ? "" : line.substring(1))).append('\n');
    }
    return text.toString();
  }

  private FilePatch updated(String name) {
    String to = name;
    if (at < lines.size() && lines.get(at).startsWith(MOVE)) {
      to = raw(lines.get(at++).substring(MOVE.length()).strip());
    }
    List<Hunk> hunks = new ArrayList<>();
    while (isInFile()) {
      hunks.add(hunk());
      if (at < lines.size() && line().equals(END_OF_FILE)) {
        at++;
      }
    }
    if (hunks.isEmpty() && to.equals(name)) {
      throw bad("comes where the changes of " + name + " should be");
    }
    return patch(name, to, new Change.Text(hunks));
  }

  private Hunk hunk() {
    int number = Hunk.ANYWHERE;
    List<String> headings = new ArrayList<>();
    for (; isInFile() && lines.get(at).startsWith("@@"); at++) {
      Matcher numbered = NUMBERED.matcher(lines.get(at));
      String heading = lines.get(at).substring(2).replaceFirst("@@\\s*$", "").strip();
      if (numbered.matches()) {
        number = Math.max(1, Integer.parseInt(numbered.group(1)));
      } else if (!heading.isEmpty() && !heading.equals("...")) {
        headings.add(raw(heading));
      }
    }
    StringBuilder old = new StringBuilder();
    StringBuilder now = new StringBuilder();
    int first = at;
    for (; isInFile() && !lines.get(at).startsWith("@@"); at++) {
      String line = lines.get(at);
      String text = raw(line.isEmpty() ? "" : line.substring(1)) + "\n";
      switch (line.isEmpty() ? ' ' : line.charAt(0)) {
        case ' ' -> {
          old.append(text);
          now.append(text);
        }
        case '-' -> old.append(text);
        case '+' -> now.append(text);
        case '\\' -> {} // no newline at the end of the file
        default -> throw bad("begins with neither a blank nor + nor -");
      }
    }
    if (old.isEmpty()) {
      throw bad("only adds lines: give a line of the file before or behind them", first + 1);
    }
    return new Hunk(number, old.toString(), now.toString(), headings);
  }

  private static FilePatch patch(String from, String to, Change change) {
    return new FilePatch(from, to, Source.GOES, Mode.AS_IT_IS, Ids.NONE, change);
  }

  /** In hunks each character is a byte. */
  private static String raw(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private VibeException bad(String what) {
    return bad(what, at + 1);
  }

  private static VibeException bad(String what, int line) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.BAD_PATCH,
            "cannot apply the patch",
            "line " + line + " of it " + what,
            "make it again"));
  }
}
