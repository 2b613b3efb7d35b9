package dev.vibe.git.config;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identity of who makes a commit, and when.
 *
 * @param when to the second
 */
public record Identity(String name, String email, ZonedDateTime when) {

  /** Git's own form: seconds since the epoch and an offset. */
  private static final Pattern RAW = Pattern.compile("@?(\\d+) ([+-]\\d{4})");

  /** Both people of a commit. */
  public record Pair(Identity author, Identity committer) {}

  /** Outcome of looking for both people. */
  public sealed interface Found {
    record Known(Pair people) implements Found {}

    record Missing(Problem problem) implements Found {}
  }

  /**
   * From the environment and the configuration, in Git's order. A name is not guessed from the
   * machine.
   */
  public static Found find(GitConfig config, GitSettings settings) {
    try {
      Identity author = one(config, settings, "author", "GIT_AUTHOR_");
      Identity committer = one(config, settings, "committer", "GIT_COMMITTER_");
      boolean known =
          !author.name.isEmpty()
              && !author.email.isEmpty()
              && !committer.name.isEmpty()
              && !committer.email.isEmpty();
      return known ? new Found.Known(new Pair(author, committer)) : new Found.Missing(noIdentity());
    } catch (DateTimeException e) {
      String variable =
          isDate(settings.variable("GIT_AUTHOR_DATE")) ? "GIT_COMMITTER_DATE" : "GIT_AUTHOR_DATE";
      return new Found.Missing(badDate(variable, settings.variable(variable)));
    }
  }

  private static Problem noIdentity() {
    return new Problem(
        ProblemCode.NO_GIT_IDENTITY,
        "cannot commit",
        "Git does not know who you are: user.name or user.email is not set",
        "git config --global user.name \"Your Name\"   and"
            + "   git config --global user.email you@example.com");
  }

  private static Problem badDate(String variable, String value) {
    return new Problem(
        ProblemCode.BAD_GIT_DATE,
        "cannot commit",
        variable + " is not a date: " + value,
        "give it as 2026-01-31T12:00:00+01:00, or unset it");
  }

  private static Identity one(
      GitConfig config, GitSettings settings, String section, String variables) {
    String name =
        first(
            settings.variable(variables + "NAME"),
            config.value(section, "name"),
            config.value("user", "name"));
    String email =
        first(
            settings.variable(variables + "EMAIL"),
            config.value(section, "email"),
            config.value("user", "email"),
            settings.variable("EMAIL"));
    String date = settings.variable(variables + "DATE");
    ZonedDateTime when = date.isEmpty() ? ZonedDateTime.now(settings.clock()) : parse(date);
    return new Identity(clean(name), clean(email), when);
  }

  private static String first(String... values) {
    for (String value : values) {
      if (!value.isBlank()) {
        return value;
      }
    }
    return "";
  }

  /** Characters that would break the header of a commit. */
  private static String clean(String text) {
    return text.replaceAll("[<>\\p{Cntrl}]", "").strip();
  }

  private static boolean isDate(String value) {
    try {
      return value.isEmpty() || parse(value).toEpochSecond() >= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static ZonedDateTime parse(String date) {
    Matcher raw = RAW.matcher(date.strip());
    if (raw.matches()) {
      ZoneId zone = ZoneOffset.of(raw.group(2));
      return Instant.ofEpochSecond(Long.parseLong(raw.group(1))).atZone(zone);
    }
    try {
      return OffsetDateTime.parse(date.strip().replace(' ', 'T')).toZonedDateTime();
    } catch (DateTimeException e) {
      return ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
    }
  }

  /** As Git takes it from {@code GIT_AUTHOR_DATE}. */
  public String rawDate() {
    return "@" + when.toEpochSecond() + " " + DateTimeFormatter.ofPattern("xx").format(when);
  }
}
