package dev.vibe.forge;

import dev.vibe.forge.DiffPlaces.Place;
import dev.vibe.forge.ReviewNote.Edit;
import dev.vibe.text.ControlChars;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Plan of what is posted of a review: a comment a touched line, the rest in one body, and nothing
 * that is there already. What was told before is known by a mark in each comment, made of the file
 * and the words of the line, so that neither other words of the model nor lines that move bring it
 * again. Pure.
 *
 * @param comments at lines
 * @param rest the findings without a place
 * @param known how many were told before
 */
record ReviewPlan(List<Comment> comments, List<Rest> rest, int known) {

  private static final String MARK = PullRequestBody.MARK + "finding ";
  private static final Pattern MARKS = Pattern.compile(Pattern.quote(MARK) + "([0-9a-f]{16}) -->");

  /** Forges refuse longer ones: GitHub and Gitea at 65,536, GitLab at a million. */
  private static final int LONGEST = 60_000;

  private static final int MARK_BYTES = 8;

  private static final int LONGEST_WHY = 4_000;

  /** More than that nobody applies with a click. */
  private static final int LONGEST_EDIT = 50;

  /**
   * Comment at a line.
   *
   * @param from the first line that it is about, often that of its place
   * @param body in Markdown, with its mark
   * @param bare the same for a body that stands at no line
   */
  record Comment(Place place, int from, String body, Rest bare) {}

  /** Finding at no line. */
  record Rest(String mark, String text) {}

  ReviewPlan {
    comments = List.copyOf(comments);
    rest = List.copyOf(rest);
  }

  /** The marks in what was told before. */
  static Set<String> marks(List<String> told) {
    Set<String> marks = new TreeSet<>();
    for (String text : told) {
      Matcher matcher = MARKS.matcher(text);
      while (matcher.find()) {
        marks.add(matcher.group(1));
      }
    }
    return marks;
  }

  /**
   * Plans it.
   *
   * @param diff empty of places where it is not certain that the lines are those of the request
   * @param told marks
   */
  static ReviewPlan of(ForgeKind kind, List<ReviewNote> notes, DiffPlaces diff, Set<String> told) {
    Map<String, List<ReviewNote>> placed = new LinkedHashMap<>();
    Map<String, List<ReviewNote>> loose = new LinkedHashMap<>();
    for (ReviewNote note : notes) {
      Optional<Place> place = diff.of(note.file(), note.line());
      place.ifPresentOrElse(
          at -> placed.computeIfAbsent(mark(at), k -> new ArrayList<>()).add(note),
          () -> loose.computeIfAbsent(mark(note), k -> new ArrayList<>()).add(note));
    }
    List<Comment> comments = new ArrayList<>();
    placed.forEach(
        (mark, all) -> {
          if (!told.contains(mark)) {
            comments.add(comment(kind, mark, all, diff));
          }
        });
    List<Rest> rest =
        loose.entrySet().stream()
            .filter(each -> !told.contains(each.getKey()))
            .map(each -> rest(each.getKey(), each.getValue()))
            .toList();
    int known =
        (int)
            (placed.keySet().stream().filter(told::contains).count()
                + loose.keySet().stream().filter(told::contains).count());
    return new ReviewPlan(comments, rest, known);
  }

  private static String mark(Place place) {
    return hash(place.file() + '\0' + place.text().strip() + '\0' + place.nth());
  }

  private static String mark(ReviewNote note) {
    return hash("body\0" + note.file() + '\0' + note.line());
  }

  private static String hash(String text) {
    try {
      byte[] bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes, 0, MARK_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Rest rest(String mark, List<ReviewNote> notes) {
    String text =
        notes.stream()
            .map(
                note ->
                    "- "
                        + place(note)
                        + ": "
                        + ForeignText.line(note.weight())
                        + ": "
                        + ForeignText.line(cut(note.why())))
            .collect(Collectors.joining("\n"));
    return new Rest(mark, text);
  }

  /** In a code span that its name cannot end. */
  private static String place(ReviewNote note) {
    String name = ControlChars.neutraliseLine(note.file()).replace('`', '\'').replace("<!", "< !");
    return "`" + name + ":" + note.line() + "`";
  }

  private static String cut(String why) {
    return why.length() <= LONGEST_WHY ? why : why.substring(0, LONGEST_WHY) + "…";
  }

  private static Comment comment(
      ForgeKind kind, String mark, List<ReviewNote> notes, DiffPlaces diff) {
    Place place = diff.of(notes.getFirst().file(), notes.getFirst().line()).orElseThrow();
    Optional<Edit> edit =
        notes.size() == 1
            ? notes.getFirst().edit().filter(each -> fits(each, place, diff))
            : Optional.empty();
    List<String> parts = new ArrayList<>();
    for (ReviewNote note : notes) {
      parts.add(
          "**" + ForeignText.line(note.weight()) + "**: " + ForeignText.markdown(cut(note.why())));
    }
    edit.ifPresent(each -> parts.add(suggestion(kind, each, place)));
    parts.add(MARK + mark + " -->");
    Place at =
        kind == ForgeKind.GITHUB && edit.isPresent()
            ? diff.at(place.file(), edit.get().last()).orElse(place)
            : place;
    int from = kind == ForgeKind.GITHUB ? edit.map(Edit::line).orElse(at.line()) : at.line();
    return new Comment(at, from, String.join("\n\n", parts), rest(mark, notes));
  }

  /** Whether it is about the line, and the diff has its lines as they are in the request. */
  private static boolean fits(Edit edit, Place place, DiffPlaces diff) {
    int last = edit.last();
    return last - edit.line() < LONGEST_EDIT
        && edit.line() <= place.line()
        && place.line() <= last
        && diff.covers(place.file(), edit.line(), last)
        && diff.text(place.file(), edit.line(), last).equals(edit.old())
        && ControlChars.neutralise(edit.replacement()).equals(edit.replacement())
        && !edit.replacement().contains(PullRequestBody.MARK);
  }

  /** As each forge writes one that a click applies; Gitea has none and shows it. */
  private static String suggestion(ForgeKind kind, Edit edit, Place place) {
    String fence = "```";
    while (edit.replacement().contains(fence)) {
      fence += "`";
    }
    String word =
        switch (kind) {
          case GITHUB -> "suggestion";
          case GITLAB ->
              "suggestion:-" + (place.line() - edit.line()) + "+" + (edit.last() - place.line());
          case GITEA -> "";
        };
    String intro = kind == ForgeKind.GITEA ? "It could be:\n\n" : "";
    String lines = edit.replacement().isEmpty() ? "" : edit.replacement() + "\n";
    return intro + fence + word + "\n" + lines + fence;
  }

  /**
   * The body: how many findings there are, and those that stand at no line.
   *
   * @param refused comments that the forge took at no line
   * @param remark why there are some; may be empty
   */
  String body(List<Comment> refused, String remark) {
    List<Rest> all = new ArrayList<>(rest);
    refused.forEach(each -> all.add(each.bare()));
    int count = comments.size() + rest.size();
    StringBuilder text =
        new StringBuilder("vibe: " + count + (count == 1 ? " finding" : " findings"));
    if (!all.isEmpty()) {
      text.append(all.size() == count ? "\n" : ", of which these stand at no changed line\n");
      text.append(remark.isEmpty() ? "\n" : "\n" + remark + "\n\n");
    }
    int left = 0;
    for (Rest each : all) {
      String line = each.text() + "\n" + MARK + each.mark() + " -->\n";
      if (text.length() + line.length() > LONGEST) {
        left++;
      } else {
        text.append(line);
      }
    }
    return left == 0 ? text.toString() : text + "- and " + left + " more\n";
  }
}
