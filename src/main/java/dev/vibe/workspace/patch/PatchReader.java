package dev.vibe.workspace.patch;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.content.Content.Mode;
import dev.vibe.workspace.patch.FilePatch.Change;
import dev.vibe.workspace.patch.FilePatch.Hunk;
import dev.vibe.workspace.patch.FilePatch.Ids;
import dev.vibe.workspace.patch.FilePatch.Packed;
import dev.vibe.workspace.patch.FilePatch.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reader of unified diffs, with or without the headers that Git adds. Text before, between and
 * after the files is passed over, as in a mail. What cannot be applied is refused, never passed
 * over.
 */
public final class PatchReader {

  private static final Pattern HUNK =
      Pattern.compile("@@ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@.*");
  private static final Pattern INDEX =
      Pattern.compile("index ([0-9a-f]{4,64})\\.\\.([0-9a-f]{4,64})(?: (\\d{6}))?");
  private static final Pattern PACKED = Pattern.compile("(literal|delta) (\\d{1,9})");
  private static final Pattern MAIL = Pattern.compile("From [0-9a-f]{40,64} .*");
  private static final Pattern MAYBE_CONVERTED = Pattern.compile("(diff --git |@@ -|--- ).*");

  private static final String REMAKE =
      "make it again, with git diff or diff -u, and take all of it";
  private static final String GIT_APPLY = "use git apply for it";

  private final List<String> lines;
  private final List<List<FilePatch>> parts = new ArrayList<>();
  private List<FilePatch> part = new ArrayList<>();
  private int at;

  private boolean started;
  private Optional<PatchNames.Pair> gitNames = Optional.empty();
  private boolean named;
  private String from = "";
  private String to = "";
  private Source source = Source.GOES;
  private boolean creates;
  private boolean deletes;
  private Mode mode = Mode.AS_IT_IS;
  private Ids ids = Ids.NONE;
  private List<Hunk> hunks = new ArrayList<>();
  private List<Packed> packed = new ArrayList<>();

  private PatchReader(String text) {
    List<String> all = new ArrayList<>(List.of(text.split("\n", -1)));
    if (all.getLast().isEmpty()) {
      all.removeLast();
    }
    this.lines = isConverted(all) ? all.stream().map(PatchReader::withoutCr).toList() : all;
  }

  /**
   * The files of a patch in order, a list for each mail of a series: within one, every file is told
   * from what was there before all of them.
   *
   * @throws VibeException (usage) when it holds none, is cut off, or holds what cannot be applied
   *     here
   */
  public static List<List<FilePatch>> read(byte[] patch) {
    return new PatchReader(new String(patch, StandardCharsets.ISO_8859_1)).read();
  }

  /** Its own lines end with CR LF too, not only those of the files in it. */
  private static boolean isConverted(List<String> lines) {
    return lines.stream()
        .filter(line -> MAYBE_CONVERTED.matcher(withoutCr(line)).matches())
        .findFirst()
        .filter(line -> line.endsWith("\r"))
        .isPresent();
  }

  private static String withoutCr(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private List<List<FilePatch>> read() {
    while (at < lines.size()) {
      String line = lines.get(at);
      if (line.startsWith("diff --git ")) {
        finish();
        started = true;
        gitNames = PatchNames.ofGit(line.substring("diff --git ".length()));
        at++;
      } else if (line.startsWith("--- ") && isFollowedBy("+++ ")) {
        names();
      } else if (line.startsWith("@@ -") || (started && line.startsWith("@@"))) {
        hunk();
      } else if (MAIL.matcher(line).matches()) {
        finish();
        nextPart();
        at++;
      } else if (line.startsWith("diff --cc ") || line.startsWith("diff --combined ")) {
        throw bad(
            "it is the combined diff of a merge",
            "make it against one parent: git diff PARENT COMMIT");
      } else if (started && hunks.isEmpty()) {
        header(line);
      } else {
        at++;
      }
    }
    finish();
    nextPart();
    if (parts.isEmpty()) {
      throw bad("it holds no unified diff", "name a file that git diff or diff -u has made");
    }
    return parts;
  }

  private void nextPart() {
    if (!part.isEmpty()) {
      parts.add(part);
      part = new ArrayList<>();
    }
  }

  private boolean isFollowedBy(String start) {
    return at + 1 < lines.size() && lines.get(at + 1).startsWith(start);
  }

  private void header(String line) {
    Matcher index = INDEX.matcher(line);
    if (index.matches()) {
      ids = new Ids(index.group(1), index.group(2));
      refuseSpecial(index.group(3) == null ? "100644" : index.group(3));
    } else if (line.startsWith("new file mode ")) {
      creates = true;
      mode = mode(line);
    } else if (line.startsWith("deleted file mode ")) {
      deletes = true;
      refuseSpecial(bits(line));
    } else if (line.startsWith("old mode ")) {
      refuseSpecial(bits(line));
    } else if (line.startsWith("new mode ")) {
      mode = mode(line);
    } else if (line.startsWith("rename from ")) {
      from = PatchNames.unquoted(line.substring("rename from ".length()));
    } else if (line.startsWith("rename to ")) {
      to = PatchNames.unquoted(line.substring("rename to ".length()));
    } else if (line.startsWith("copy from ")) {
      source = Source.STAYS;
      from = PatchNames.unquoted(line.substring("copy from ".length()));
    } else if (line.startsWith("copy to ")) {
      to = PatchNames.unquoted(line.substring("copy to ".length()));
    } else if (line.startsWith("GIT binary patch")) {
      binary();
      return;
    } else if (line.startsWith("Binary files ")) {
      throw bad(
          "it says that binary file " + shown() + " changes, but does not hold its content",
          "make it with git diff --binary");
    }
    at++;
  }

  private static String bits(String line) {
    return line.substring(line.lastIndexOf(' ') + 1).strip();
  }

  private Mode mode(String line) {
    refuseSpecial(bits(line));
    return bits(line).equals("100755") ? Mode.EXECUTABLE : Mode.PLAIN;
  }

  private void refuseSpecial(String bits) {
    switch (bits) {
      case "100644", "100664", "100755" -> {}
      case "120000" -> throw bad("it makes, changes or removes the link " + shown(), GIT_APPLY);
      case "160000" -> throw bad("it changes the submodule " + shown(), GIT_APPLY);
      default -> throw bad("it gives " + shown() + " the unknown mode " + bits, REMAKE);
    }
  }

  /** The file as far as its name is known by now. */
  private String shown() {
    String known = to.isEmpty() ? from : to;
    String git = gitNames.map(PatchNames.Pair::after).orElse("of line " + (at + 1));
    return known.isEmpty() ? git.replaceFirst("^b/", "") : known;
  }

  private void names() {
    if (!started || !hunks.isEmpty()) {
      finish();
      started = true;
    }
    named = true;
    if (!from.isEmpty() && !to.isEmpty()) {
      at += 2; // the header has told, without prefixes
      return;
    }
    String old = lines.get(at).substring(4);
    String now = lines.get(at + 1).substring(4);
    PatchNames.Pair pair =
        PatchNames.ofLines(old, now, gitNames)
            .orElseThrow(
                () ->
                    bad(
                        "it does not tell which file to change: line %d names two"
                            .formatted(at + 1),
                        "give both the name of the file that shall change"));
    creates |= pair.before().equals(PatchNames.NOTHING);
    deletes |= pair.after().equals(PatchNames.NOTHING);
    from = creates ? pair.after() : pair.before();
    to = deletes ? pair.before() : pair.after();
    at += 2;
  }

  private void hunk() {
    Matcher head = HUNK.matcher(lines.get(at));
    if (!head.matches()) {
      throw bad("line " + (at + 1) + " is no header of a hunk with its line numbers", REMAKE);
    }
    if (!started) {
      throw bad("the hunk in line " + (at + 1) + " belongs to no file", REMAKE);
    }
    int oldStart = Integer.parseInt(head.group(1));
    int oldLeft = count(head.group(2));
    int newLeft = count(head.group(4));
    StringBuilder old = new StringBuilder();
    StringBuilder now = new StringBuilder();
    at++;
    while (oldLeft > 0 || newLeft > 0) {
      if (at >= lines.size()) {
        throw bad("it is cut off in " + shown(), REMAKE);
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
        default -> throw badCount();
      }
    }
    if (oldLeft < 0 || newLeft < 0 || goesOn()) {
      throw badCount();
    }
    hunks.add(new Hunk(oldStart, old.toString(), now.toString()));
  }

  /** What stands before the signature of a mail is no line of a file. */
  private boolean goesOn() {
    String next = at < lines.size() ? lines.get(at) : "";
    return next.startsWith("+")
        || next.startsWith(" ")
        || (next.startsWith("-") && !next.stripTrailing().equals("--") && !next.startsWith("--- "));
  }

  private VibeException badCount() {
    return bad(
        "a hunk of %s has more or fewer lines than its header says (line %d)"
            .formatted(shown(), at),
        REMAKE);
  }

  private boolean endsFile() {
    return at < lines.size() && lines.get(at).startsWith("\\ ");
  }

  private static int count(String group) {
    return group == null ? 1 : Integer.parseInt(group);
  }

  private void binary() {
    at++;
    while (at < lines.size() && PACKED.matcher(lines.get(at)).matches()) {
      Matcher head = PACKED.matcher(lines.get(at++));
      StringBuilder body = new StringBuilder();
      while (head.matches() && at < lines.size() && !lines.get(at).isEmpty()) {
        body.append(lines.get(at++)).append('\n');
      }
      Packed.Form form = Packed.Form.valueOf(head.group(1).toUpperCase(Locale.ROOT));
      packed.add(new Packed(form, Integer.parseInt(head.group(2)), body.toString()));
      at++;
    }
    if (packed.isEmpty()) {
      throw bad("the content of binary file " + shown() + " is cut off", REMAKE);
    }
  }

  private void finish() {
    if (started && (from.isEmpty() || to.isEmpty())) {
      gitNames.ifPresent(this::nameByHeader);
    }
    boolean empty = hunks.isEmpty() && packed.isEmpty();
    boolean changes = !empty || creates || deletes || mode != Mode.AS_IT_IS;
    if (started && (changes || !from.equals(to))) {
      if (from.isEmpty() || to.isEmpty()) {
        throw bad("a file of it has no name (before line " + (at + 1) + ")", REMAKE);
      }
      Change change =
          packed.isEmpty()
              ? new Change.Text(hunks)
              : new Change.Binary(packed.getFirst(), packed.subList(1, packed.size()));
      part.add(new FilePatch(creates ? "" : from, deletes ? "" : to, source, mode, ids, change));
    }
    if (named && empty) {
      throw bad("it names " + shown() + " but says nothing of its lines", REMAKE);
    }
    started = false;
    gitNames = Optional.empty();
    named = false;
    from = "";
    to = "";
    source = Source.GOES;
    creates = false;
    deletes = false;
    mode = Mode.AS_IT_IS;
    ids = Ids.NONE;
    hunks = new ArrayList<>();
    packed = new ArrayList<>();
  }

  private void nameByHeader(PatchNames.Pair git) {
    boolean prefixed = !git.before().equals(git.after());
    from = prefixed ? git.before().substring(git.before().indexOf('/') + 1) : git.before();
    to = prefixed ? git.after().substring(git.after().indexOf('/') + 1) : git.after();
  }

  private static VibeException bad(String cause, String remedy) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(ProblemCode.BAD_PATCH, "cannot apply the patch", cause, remedy));
  }
}
