package dev.vibe.task.replay;

import dev.vibe.conversation.Part;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.task.replay.Recording.Content;
import dev.vibe.task.replay.Recording.Decision;
import dev.vibe.task.replay.Recording.Start;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Codec of recordings: one JSON object, in which a request holds only what it does not share with
 * the one before. Pure.
 */
public final class RecordingCodec {

  private static final String TYPE = "recording";

  private RecordingCodec() {}

  /**
   * A recording in a file has its start in it, too.
   *
   * @throws IllegalArgumentException when it begins with a commit of some repository
   */
  public static String encode(Recording recording) {
    if (!(recording.start() instanceof Start.Files(Map<String, String> texts))) {
      throw new IllegalArgumentException("a file holds the files that it begins with");
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", TYPE);
    object.put("mode", recording.terms().mode());
    object.put("platform", recording.terms().platform());
    object.put("person", recording.terms().hasPerson());
    object.put("commits", recording.terms().commits());
    object.put("at", recording.terms().at().toString());
    object.put("start", texts);
    if (recording.terms().window() > 0) {
      object.put("window", recording.terms().window());
    }
    object.put("prompts", recording.said().prompts().stream().map(RecordingCodec::prompt).toList());
    if (!recording.said().steering().isEmpty()) {
      object.put(
          "steering",
          recording.said().steering().stream()
              .map(each -> Map.of("after", each.requests(), "said", prompt(each.parts())))
              .toList());
    }
    if (!recording.said().compactions().isEmpty()) {
      object.put("compactions", recording.said().compactions());
    }
    object.put(
        "decisions",
        recording.decisions().stream()
            .map(each -> Map.of(each.subject(), each.verdict().name().toLowerCase(Locale.ROOT)))
            .toList());
    object.put("cassette", Json.object(recording.cassette()));
    object.put("tools", recording.tools());
    object.put("requests", requests(recording.requests()));
    Map<String, Object> end = new LinkedHashMap<>();
    recording
        .end()
        .forEach(
            (file, content) ->
                end.put(
                    file,
                    switch (content) {
                      case Content.Text(String text) -> text;
                      case Content.Gone() -> false;
                      case Content.Unknown() -> true;
                    }));
    object.put("end", end);
    return Json.write(object) + "\n";
  }

  private static List<Object> prompt(List<Part> parts) {
    List<Object> all = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String text) -> all.add(text);
        case Part.Attachment(String name, String text) -> all.add(Map.of(name, text));
        case Part.Image image -> all.add(Map.of(image.name(), image.unseen().text()));
      }
    }
    return all;
  }

  private static List<Object> requests(List<String> texts) {
    List<Object> all = new ArrayList<>();
    String before = "";
    for (String text : texts) {
      int same = ReplayReport.samePart(before, text);
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("same", same);
      fields.put("then", text.substring(same));
      all.add(fields);
      before = text;
    }
    return all;
  }

  /**
   * Reads one.
   *
   * @param source for messages, e.g. a file name
   * @throws VibeException (usage) when it is none
   */
  public static Recording decode(String source, String json) {
    try {
      return decode(Json.object(json));
    } catch (JsonShapeException | IllegalArgumentException | DateTimeException e) {
      throw new VibeException(
          ExitCode.USAGE,
          new Problem(
              ProblemCode.BAD_RECORDING,
              source + " is no recording of a session",
              String.valueOf(e.getMessage()),
              "vibe replay ID --save FILE   makes one"),
          e);
    }
  }

  private static Recording decode(Map<String, Object> object) {
    if (!TYPE.equals(object.get("type"))) {
      throw new IllegalArgumentException("its type is not \"" + TYPE + "\"");
    }
    Map<String, String> start = new LinkedHashMap<>();
    map(object, "start").forEach((file, text) -> start.put(file, text(text)));
    List<List<Part>> prompts = new ArrayList<>();
    list(object, "prompts").forEach(prompt -> prompts.add(parts(prompt)));
    List<Decision> decisions = new ArrayList<>();
    for (Object decision : list(object, "decisions")) {
      if (decision instanceof Map<?, ?> fields) {
        fields.forEach(
            (subject, verdict) ->
                decisions.add(
                    new Decision(
                        text(subject),
                        Decision.Verdict.valueOf(text(verdict).toUpperCase(Locale.ROOT)))));
      }
    }
    Map<String, Content> end = new LinkedHashMap<>();
    map(object, "end")
        .forEach(
            (file, content) ->
                end.put(
                    file,
                    content instanceof Boolean isUnknown
                        ? isUnknown ? new Content.Unknown() : new Content.Gone()
                        : new Content.Text(text(content))));
    return new Recording(
        new Recording.Terms(
            text(object.getOrDefault("mode", "auto")),
            text(object.getOrDefault("platform", "Linux")),
            Boolean.TRUE.equals(object.get("person")),
            Boolean.TRUE.equals(object.get("commits")),
            Instant.parse(text(object.getOrDefault("at", "2026-01-02T03:04:05Z"))),
            number(object.getOrDefault("window", 0))),
        new Start.Files(start),
        new Recording.Said(prompts, steering(object), compactions(object)),
        decisions,
        Json.write(map(object, "cassette")),
        text(object.getOrDefault("tools", "")),
        texts(list(object, "requests")),
        end);
  }

  private static List<Part> parts(Object prompt) {
    List<Part> parts = new ArrayList<>();
    for (Object part : prompt instanceof List<?> many ? many : List.of(prompt)) {
      if (part instanceof Map<?, ?> attachment) {
        attachment.forEach((name, text) -> parts.add(new Part.Attachment(text(name), text(text))));
      } else {
        parts.add(new Part.Text(text(part)));
      }
    }
    return parts;
  }

  private static List<Recording.Steering> steering(Map<String, Object> object) {
    List<Recording.Steering> steering = new ArrayList<>();
    for (Object each : list(object, "steering")) {
      if (each instanceof Map<?, ?> fields
          && fields.get("after") instanceof Number after
          && fields.get("said") instanceof List<?> said) {
        steering.add(new Recording.Steering(after.intValue(), parts(said)));
      } else {
        throw new IllegalArgumentException("\"steering\" lacks \"after\" or \"said\"");
      }
    }
    return steering;
  }

  private static List<Integer> compactions(Map<String, Object> object) {
    List<Integer> compactions = new ArrayList<>();
    list(object, "compactions").forEach(each -> compactions.add(number(each)));
    return compactions;
  }

  private static int number(Object value) {
    if (value instanceof Number number) {
      return number.intValue();
    }
    throw new IllegalArgumentException("a number was expected in the place of " + value);
  }

  private static List<String> texts(List<?> requests) {
    List<String> all = new ArrayList<>();
    String before = "";
    for (Object request : requests) {
      if (request instanceof Map<?, ?> fields && fields.get("same") instanceof Number same) {
        int kept = Math.clamp(same.intValue(), 0, before.length());
        before =
            before.substring(0, kept)
                + text(Optional.<Object>ofNullable(fields.get("then")).orElse(""));
        all.add(before);
      } else {
        throw new IllegalArgumentException("a request has no \"same\"");
      }
    }
    return all;
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("a text was expected in the place of " + value);
  }

  private static List<?> list(Map<String, Object> object, String name) {
    return object.getOrDefault(name, List.of()) instanceof List<?> list ? list : List.of();
  }

  private static Map<String, Object> map(Map<String, Object> object, String name) {
    Map<String, Object> found = new LinkedHashMap<>();
    if (object.get(name) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> found.put(text(key), value));
    }
    return found;
  }
}
