package dev.vibe.workspace;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.FileChange.Mode;
import dev.vibe.workspace.FilePatch.Hunk;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads unified diffs, with or without the headers that Git adds. Text before, between and after
 * the files is passed over, as in a mail.
 */
public final class PatchReader {

  private static final Pattern HUNK =
      Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");

  private static final String NOTHING = "/dev/null";

  private final List<String> lines;
  private final List<FilePatch> files = new ArrayList<>();
  private int at;

  private String from = "";
  private String to = "";
  private boolean creates;
  private boolean deletes;
  private boolean started;
  private Mode mode = Mode.AS_IT_IS;
  private List<Hunk> hunks = new ArrayList<>();

  private PatchReader(String text) {
    this.lines = List.of(text.split("\n", -1));
  }

  /**
   * The files of a patch, in order.
   *
   * @throws VibeException (usage) when it holds none, is cut off, or holds what cannot be applied
   *     here
   */
  public static List<FilePatch> read(String text) {
    return new PatchReader(text).read();
  }

  private List<FilePatch> read() {
    while (at < lines.size()) {
      String line = lines.get(at);
      if (line.startsWith("diff --git ")) {
        finish();
        started = true;
        gitNames(line.substring("diff --git ".length()));
        at++;
      } else if (line.startsWith("--- ") && isFollowedBy("+++ ")) {
        names();
      } else if (started && HUNK.matcher(line).matches()) {
        hunk();
      } else {
        if (started && hunks.isEmpty()) {
          header(line);
        }
        at++;
      }
    }
    finish();
    if (files.isEmpty()) {
      throw bad("it holds no unified diff");
    }
    return files;
  }

  private boolean isFollowedBy(String start) {
    return at + 1 < lines.size() && lines.get(at + 1).startsWith(start);
  }

  /** A name with blanks is not told apart here; the lines that follow name it again. */
  private void gitNames(String names) {
    String half = names.substring(0, names.length() / 2);
    if (names.startsWith("\"")) {
      return;
    }
    String other = names.substring(Math.min(names.length(), half.length() + 1));
    if (half.startsWith("a/")
        && other.startsWith("b/")
        && half.substring(2).equals(other.substring(2))) {
      from = half.substring(2);
      to = from;
    }
  }

  private void header(String line) {
    if (line.startsWith("new file mode ")) {
      creates = true;
      mode = mode(line);
    } else if (line.startsWith("deleted file mode ")) {
      deletes = true;
    } else if (line.startsWith("new mode ")) {
      mode = mode(line);
    } else if (line.startsWith("rename from ")) {
      from = unquoted(line.substring("rename from ".length()));
    } else if (line.startsWith("rename to ")) {
      to = unquoted(line.substring("rename to ".length()));
    } else if (line.startsWith("copy from ")) {
      throw bad("it copies " + line.substring("copy from ".length()));
    } else if (line.startsWith("GIT binary patch") || line.startsWith("Binary files ")) {
      throw bad("it changes a binary file");
    }
  }

  private Mode mode(String line) {
    String bits = line.substring(line.lastIndexOf(' ') + 1).strip();
    return switch (bits) {
      case "100644", "100664" -> creates ? Mode.AS_IT_IS : Mode.PLAIN;
      case "100755" -> Mode.EXECUTABLE;
      default -> throw bad("it makes a link or submodule (mode " + bits + ")");
    };
  }

  private void names() {
    String old = named(lines.get(at).substring(4));
    String now = named(lines.get(at + 1).substring(4));
    if (!started || !hunks.isEmpty()) {
      finish();
      started = true;
    }
    creates |= old.equals(NOTHING);
    deletes |= now.equals(NOTHING);
    boolean prefixed =
        (old.startsWith("a/") || old.equals(NOTHING))
            && (now.startsWith("b/") || now.equals(NOTHING));
    String bareOld = prefixed && !old.equals(NOTHING) ? old.substring(2) : old;
    String bareNow = prefixed && !now.equals(NOTHING) ? now.substring(2) : now;
    from = creates ? bareNow : bareOld;
    to = deletes ? bareOld : bareNow;
    at += 2;
  }

  /** What follows a tab is a date. */
  private static String named(String text) {
    String name = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    if (name.startsWith("\"")) {
      return unquoted(name);
    }
    int tab = name.indexOf('\t');
    return tab < 0 ? name : name.substring(0, tab);
  }

  private static String unquoted(String name) {
    if (!name.startsWith("\"") || name.length() < 2) {
      return name;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String inner = name.substring(1, Math.max(1, name.lastIndexOf('"')));
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c != '\\' || i + 1 == inner.length()) {
        out.writeBytes(inner.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char escaped = inner.charAt(++i);
      if (escaped >= '0' && escaped <= '3' && i + 2 < inner.length()) {
        out.write(Integer.parseInt(inner.substring(i, i + 3), 8));
        i += 2;
      } else {
        out.write(
            switch (escaped) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> escaped;
            });
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private void hunk() {
    Matcher head = HUNK.matcher(lines.get(at));
    if (!head.matches()) {
      throw bad("a hunk has no header");
    }
    int oldStart = Integer.parseInt(head.group(1));
    int oldLeft = count(head.group(2));
    int newLeft = count(head.group(4));
    StringBuilder old = new StringBuilder();
    StringBuilder now = new StringBuilder();
    at++;
    while (oldLeft > 0 || newLeft > 0) {
      if (at >= lines.size()) {
        throw bad("it is cut off in " + (to.isEmpty() ? from : to));
      }
      String line = lines.get(at++);
      char mark = line.isEmpty() ? ' ' : line.charAt(0);
      String text = (line.isEmpty() ? "" : line.substring(1)) + (endsFile() ? "" : "\n");
      switch (mark) {
        case ' ' -> {
          old.append(text);
          now.append(text);
          oldLeft--;
          newLeft--;
        }
        case '-' -> {
          old.append(text);
          oldLeft--;
        }
        case '+' -> {
          now.append(text);
          newLeft--;
        }
        case '\\' -> {}
        default -> throw bad("a line of a hunk starts with \"" + mark + "\"");
      }
    }
    hunks.add(new Hunk(oldStart, old.toString(), now.toString()));
  }

  private boolean endsFile() {
    return at < lines.size() && lines.get(at).startsWith("\\ ");
  }

  private static int count(String group) {
    return group == null ? 1 : Integer.parseInt(group);
  }

  private void finish() {
    boolean changes = !hunks.isEmpty() || creates || deletes || mode != Mode.AS_IT_IS;
    if (started && (changes || !from.equals(to))) {
      if (from.isEmpty() && to.isEmpty()) {
        throw bad("a file of it has no name");
      }
      files.add(new FilePatch(creates ? "" : from, deletes ? "" : to, mode, hunks));
    }
    from = "";
    to = "";
    creates = false;
    deletes = false;
    started = false;
    mode = Mode.AS_IT_IS;
    hunks = new ArrayList<>();
  }

  private static VibeException bad(String cause) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            "bad-patch",
            "cannot apply the patch",
            cause,
            "make it with git diff, or use git apply for what is not text"));
  }
}
