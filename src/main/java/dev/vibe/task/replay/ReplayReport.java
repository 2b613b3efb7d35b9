package dev.vibe.task.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vibe.json.Json;
import dev.vibe.task.replay.Recording.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Report of a replay: the first byte in which a request differs, and the files that end up
 * different. Pure.
 *
 * @param recorded how many requests were recorded
 * @param played how many were made today
 * @param unknown files of which the recording does not tell the end
 * @param leftOut what was not played, for people
 */
public record ReplayReport(
    int recorded,
    int played,
    Optional<Difference> first,
    List<String> files,
    List<String> unknown,
    List<String> leftOut) {

  private static final int AROUND = 60;

  public ReplayReport {
    files = List.copyOf(files);
    unknown = List.copyOf(unknown);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * First difference.
   *
   * @param request counted from 1; 0: the tools that come with each
   * @param offset in bytes of UTF-8, from 0
   * @param then what was recorded around there
   */
  public record Difference(int request, int offset, String then, String now) {}

  /** Compares what was recorded with what came of it today. */
  public static ReplayReport of(Recording then, Recording now) {
    Optional<Difference> first =
        then.tools().isEmpty() ? Optional.empty() : difference(0, then.tools(), now.tools());
    for (int i = 0;
        first.isEmpty() && i < Math.min(then.requests().size(), now.requests().size());
        i++) {
      first = difference(i + 1, then.requests().get(i), now.requests().get(i));
    }
    List<String> files = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(then.end().keySet());
    names.addAll(now.end().keySet());
    for (String name : names) {
      Optional<Content> before = Optional.ofNullable(then.end().get(name));
      if (before.isPresent() && before.get() instanceof Content.Unknown) {
        unknown.add(name);
      } else if (!before.equals(Optional.ofNullable(now.end().get(name)))) {
        files.add(name);
      }
    }
    return new ReplayReport(
        then.requests().size(), now.requests().size(), first, files, unknown, List.of());
  }

  /** The same of a session of which not all was played. */
  public ReplayReport without(List<String> what) {
    return new ReplayReport(recorded, played, first, files, unknown, what);
  }

  private static Optional<Difference> difference(int request, String then, String now) {
    if (then.equals(now)) {
      return Optional.empty();
    }
    int same = samePart(then, now);
    return Optional.of(
        new Difference(
            request,
            then.substring(0, same).getBytes(UTF_8).length,
            around(then, same),
            around(now, same)));
  }

  /** How many characters two texts begin with alike; no character is cut in two. */
  static int samePart(String first, String second) {
    int most = Math.min(first.length(), second.length());
    int same = 0;
    while (same < most && first.charAt(same) == second.charAt(same)) {
      same++;
    }
    return same > 0 && Character.isHighSurrogate(first.charAt(same - 1)) ? same - 1 : same;
  }

  private static String around(String text, int at) {
    int from = Math.max(0, at - AROUND / 2);
    int to = Math.min(text.length(), at + AROUND);
    return (from > 0 ? "…" : "")
        + text.substring(from, to).replace("\n", "\\n")
        + (to < text.length() ? "…" : "");
  }

  /** Whether today does what was recorded. */
  public boolean isSame() {
    return first.isEmpty() && files.isEmpty() && recorded == played;
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    first.ifPresent(
        each -> {
          String what = each.request() == 0 ? "the tools" : "request " + each.request();
          lines.add(
              (each.request() == 0 ? "the tools differ" : what + " differs")
                  + " at byte "
                  + each.offset());
          lines.add("  recorded: " + each.then());
          lines.add("  today:    " + each.now());
        });
    if (recorded != played) {
      lines.add("today asks " + played + " times, recorded were " + recorded);
    }
    files.forEach(file -> lines.add("ends up different: " + file));
    unknown.forEach(file -> lines.add("not compared, for its end was not recorded: " + file));
    leftOut.forEach(each -> lines.add("not played: " + each));
    if (isSame()) {
      lines.add(played + (played == 1 ? " request" : " requests") + ", all as recorded");
    }
    return lines;
  }

  /** For scripts: one object. */
  public String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "replay");
    object.put("same", isSame());
    object.put("requests_recorded", recorded);
    object.put("requests", played);
    first.ifPresent(
        each -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("request", each.request());
          fields.put("byte", each.offset());
          fields.put("recorded", each.then());
          fields.put("today", each.now());
          object.put("first_difference", fields);
        });
    object.put("files", files);
    object.put("not_compared", unknown);
    object.put("not_played", leftOut);
    return Json.write(object);
  }
}
