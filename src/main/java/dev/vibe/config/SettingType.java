package dev.vibe.config;

import dev.vibe.conversation.ToolNames;
import dev.vibe.text.Durations;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Type of a setting: what it takes, and how a value of it is read from a file or from text. */
public enum SettingType {
  TEXT("a text on one line", "text"),
  BASE_URL("an http or https URL, with its /v1 and without credentials", "URL"),
  MODE("one of plan, ask, accept-edits, auto", "mode", "plan ask accept-edits auto"),
  COLOR("one of auto, always, never", "choice", "auto always never"),
  THEME("one of auto, dark, light", "choice", "auto dark light"),
  SANDBOX("one of auto, off, require", "choice", "auto off require"),
  KEYS("one of emacs, vi", "choice", "emacs vi"),
  COUNT("a whole number from 1 to 2147483647", "whole number"),
  PRICE("a number from 0 up", "USD"),
  COST("a number above 0", "USD"),
  TEMPERATURE("a number from 0 to 2", "number"),
  DURATION("a duration such as 90s, 5m or 1h30m", "duration"),
  WAIT("a duration such as 90s or 5m, or 0 for no limit", "duration"),
  WORDS("a list of texts, the program first", "list of texts"),
  NAMES("a list of texts", "list of texts"),
  RULES(
      "a list of rules such as [\"bash(mvn test*)\", \"edit(docs/**)\"], each a text or a table"
          + " with rule, matches and differs",
      "list of rules"),
  SWITCH("true or false", "choice", "true false"),
  VARIABLES("a list of names of variables such as [\"DATABASE_URL\", \"MY_*\"]", "list of names"),
  PROXY("a proxy such as http://user:password@host:3128 or socks5://host:1080", "URL"),
  HEADER("a plain ASCII text, and a name without blanks", "text"),
  FIELD("a value that JSON has too: text, number, true or false, list, table", "any value"),
  SINKS("a list of file, stdout, syslog and https, or of some of them", "list of names"),
  CONTENT("one of none, hash, redacted, full", "choice", "none hash redacted full"),
  ON_FAILURE("one of continue, stop", "choice", "continue stop"),
  FORGE("one of github, gitlab, gitea", "choice", "github gitlab gitea"),
  SYSLOG("an address such as tls://logs.example:6514 or tcp://127.0.0.1:601", "URL"),
  ENDPOINTS("a list of http or https URLs, with their /v1 and without credentials", "list of URLs"),
  TOOLS("a list of tools; there are " + String.join(", ", ToolNames.listed()), "list of names"),
  TRAILERS(
      "a list of Co-authored-by, Vibe-Session, Vibe-Model, and of lines such as"
          + " \"Reviewed-by: Ann <ann@example.org>\"",
      "list of texts"),
  SECRET("a text on one line", "text");

  private static final List<String> SINK_NAMES = List.of("file", "stdout", "syslog", "https");

  /** Text behind a name, or a name that has a text of its own. */
  private static final Pattern TRAILER =
      Pattern.compile(
          "(?i:co-authored-by|vibe-session|vibe-model)|[A-Za-z0-9][A-Za-z0-9-]*: ?\\S.*");

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\*?");

  /** One that there is, or will be when a server has it. */
  private static final Pattern TOOL =
      Pattern.compile(
          String.join("|", ToolNames.listed())
              + "|"
              + String.join("|", ToolNames.optional())
              + "|mcp__[A-Za-z0-9_*-]+|[a-z_]*\\*");

  private static final Pattern BETWEEN = Pattern.compile("[,\\s]+");

  private final String expected;
  private final String label;
  private final String choices;

  SettingType(String expected, String label) {
    this(expected, label, "");
  }

  SettingType(String expected, String label, String choices) {
    this.expected = expected;
    this.label = label;
    this.choices = choices;
  }

  /** What would have been right, for a message: {@code a whole number …}. */
  public String expected() {
    return expected;
  }

  /** A short name for a table. */
  String label() {
    return label;
  }

  /** All that it can be; empty when that is open. */
  public List<String> choices() {
    return choices.isEmpty() ? List.of() : List.of(choices.split(" ", -1));
  }

  /** Whether it is a list, which only a file can give. */
  boolean isList() {
    return switch (this) {
      case WORDS, NAMES, RULES, VARIABLES, SINKS, ENDPOINTS, TRAILERS -> true;
      case TEXT,
          BASE_URL,
          MODE,
          COLOR,
          THEME,
          SANDBOX,
          KEYS,
          COUNT,
          PRICE,
          COST,
          TEMPERATURE,
          DURATION,
          WAIT,
          SWITCH,
          PROXY,
          HEADER,
          FIELD,
          CONTENT,
          ON_FAILURE,
          FORGE,
          SYSLOG,
          TOOLS,
          SECRET ->
          false;
    };
  }

  /** Whether a value of it is never shown. */
  boolean isHidden() {
    return this == SECRET || this == HEADER;
  }

  /** Reads what a TOML document holds; empty when it does not fit. */
  Optional<Object> fromToml(Object raw) {
    return switch (raw) {
      case Object any when this == FIELD -> isJson(any) ? Optional.of(any) : Optional.empty();
      case String text when this != COUNT && this != SWITCH && !isNumber() -> fromText(text);
      case Integer number when isNumber() || isCounted() -> fromText(number.toString());
      case Long number when isNumber() || isCounted() -> fromText(number.toString());
      case BigInteger number when isNumber() || isCounted() -> fromText(number.toString());
      case BigDecimal number when isNumber() -> fromText(number.toString());
      case Double number when isNumber() -> fromText(number.toString());
      case List<?> list when this == WORDS -> words(list);
      case List<?> list when this == NAMES -> texts(list);
      case List<?> list when this == RULES -> rules(list);
      case List<?> list when this == VARIABLES -> lines(list, VARIABLE);
      case List<?> list when this == TOOLS -> lines(list, TOOL);
      case List<?> list when this == SINKS ->
          SINK_NAMES.containsAll(list) ? texts(list) : Optional.empty();
      case List<?> list when this == ENDPOINTS -> endpoints(list);
      case List<?> list when this == TRAILERS -> lines(list, TRAILER);
      case Boolean choice when this == SWITCH -> Optional.of(choice);
      case Object other -> Optional.empty();
    };
  }

  /** Reads an environment variable or option value; empty when it does not fit. */
  public Optional<Object> fromText(String text) {
    return switch (this) {
      case TEXT -> line(text);
      case SECRET -> line(text.strip()); // of a file it often has the end of its line
      case HEADER ->
          text.chars().allMatch(c -> c >= ' ' && c < 0x7f) ? Optional.of(text) : Optional.empty();
      case BASE_URL -> baseUrl(text);
      case MODE, COLOR, THEME, SANDBOX, KEYS, CONTENT, ON_FAILURE, FORGE -> {
        String choice = text.strip().toLowerCase(Locale.ROOT);
        yield choices().contains(choice) ? Optional.of(choice) : Optional.empty();
      }
      case COUNT -> count(text);
      case PRICE -> decimal(text).filter(n -> n >= 0).map(n -> n);
      case COST -> decimal(text).filter(n -> n > 0).map(n -> n);
      case TEMPERATURE -> decimal(text).filter(n -> n >= 0 && n <= 2).map(n -> n);
      case DURATION -> Durations.parse(text).map(d -> d);
      case WAIT ->
          text.strip().equals("0") ? Optional.of(Duration.ZERO) : Durations.parse(text).map(d -> d);
      case SWITCH -> {
        String choice = text.strip().toLowerCase(Locale.ROOT);
        yield choices().contains(choice)
            ? Optional.of(Boolean.parseBoolean(choice))
            : Optional.empty();
      }
      case PROXY -> proxy(text);
      case SYSLOG -> syslog(text);
      case TOOLS -> lines(BETWEEN.splitAsStream(text.strip()).toList(), TOOL);
      case WORDS, NAMES, RULES, VARIABLES, FIELD, SINKS, ENDPOINTS, TRAILERS -> Optional.empty();
    };
  }

  private static boolean isJson(Object value) {
    return switch (value) {
      case Map<?, ?> table -> table.values().stream().allMatch(SettingType::isJson);
      case List<?> list -> list.stream().allMatch(SettingType::isJson);
      case Double number -> Double.isFinite(number);
      case String text -> true;
      case Number number -> true;
      case Boolean choice -> true;
      case Object other -> false;
    };
  }

  private boolean isCounted() {
    return this == COUNT || this == DURATION || this == WAIT;
  }

  private boolean isNumber() {
    return this == PRICE || this == COST || this == TEMPERATURE;
  }

  private static Optional<Object> count(String text) {
    try {
      int number = Integer.parseInt(text.strip());
      return number > 0 ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Double> decimal(String text) {
    try {
      double number = Double.parseDouble(text.strip());
      return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> words(List<?> list) {
    boolean named = !list.isEmpty() && list.getFirst() instanceof String first && !first.isBlank();
    return named ? texts(list) : Optional.empty();
  }

  private static Optional<Object> texts(List<?> list) {
    return list.stream().allMatch(item -> item instanceof String)
        ? Optional.of(list.stream().map(String.class::cast).toList())
        : Optional.empty();
  }

  private static Optional<Object> rules(List<?> list) {
    List<WrittenRule> rules =
        list.stream().flatMap(item -> WrittenRule.fromToml(item).stream()).toList();
    return rules.size() == list.size() ? Optional.of(rules) : Optional.empty();
  }

  private static Optional<Object> lines(List<?> list, Pattern each) {
    boolean fit =
        list.stream().allMatch(o -> o instanceof String text && each.matcher(text).matches());
    return fit ? texts(list) : Optional.empty();
  }

  /** The password may hold any character, an at sign too, which a URL would not take. */
  private static Optional<Object> proxy(String text) {
    String stripped = text.strip();
    int login = stripped.lastIndexOf('@');
    int start = stripped.indexOf("://");
    String bare = start > 0 && login > 0 ? stripped.substring(0, start + 3) : "";
    try {
      URI uri = new URI(bare + stripped.substring(bare.isEmpty() ? 0 : login + 1));
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean known = List.of("http", "socks", "socks5", "socks5h").contains(scheme);
      return known && uri.getHost() != null ? Optional.of(stripped) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> line(String text) {
    return text.isBlank() || text.chars().anyMatch(Character::isISOControl)
        ? Optional.empty()
        : Optional.of(text);
  }

  private static Optional<Object> endpoints(List<?> list) {
    List<Object> urls = new ArrayList<>();
    for (Object one : list) {
      Optional<Object> url = one instanceof String text ? baseUrl(text) : Optional.empty();
      if (url.isEmpty()) {
        return Optional.empty();
      }
      urls.add(url.get());
    }
    return Optional.of(List.copyOf(urls));
  }

  private static Optional<Object> syslog(String text) {
    try {
      URI uri = new URI(text.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean plain = uri.getUserInfo() == null && uri.getQuery() == null;
      boolean bare = uri.getPath() == null || uri.getPath().isEmpty();
      return List.of("tcp", "tls").contains(scheme) && uri.getHost() != null && plain && bare
          ? Optional.of(scheme + text.strip().substring(scheme.length()))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The URL without a slash at its end, so that paths can be put behind it. */
  private static Optional<Object> baseUrl(String text) {
    try {
      URI uri = new URI(text.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      boolean plain =
          uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
      if (!web || !plain || uri.getHost() == null) {
        return Optional.empty();
      }
      return Optional.of(text.strip().replaceAll("/+$", ""));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
