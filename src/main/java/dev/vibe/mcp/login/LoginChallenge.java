package dev.vibe.mcp.login;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Challenge of a server that wants a login: its {@code WWW-Authenticate}.
 *
 * @param metadata where it says what it wants; empty: it does not tell
 * @param scopes that it wants for this request; empty: it does not tell
 * @param error of OAuth, such as {@code insufficient_scope}; empty: none
 */
public record LoginChallenge(String metadata, List<String> scopes, String error) {

  /** One that tells nothing. */
  public static final LoginChallenge BARE = new LoginChallenge("", List.of(), "");

  private static final int LONGEST = 8_192;

  /** A parameter, or a word that begins the next scheme. */
  private static final Pattern PART =
      Pattern.compile(
          "([A-Za-z0-9_-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]+))|([A-Za-z0-9_-]+)");

  public LoginChallenge {
    scopes = List.copyOf(scopes);
  }

  /** Reads the header; of several schemes only {@code Bearer} counts. */
  public static LoginChallenge of(String header) {
    Map<String, String> fields = new LinkedHashMap<>();
    boolean isBearer = false;
    Matcher matcher =
        PART.matcher(header.length() > LONGEST ? header.substring(0, LONGEST) : header);
    while (matcher.find()) {
      if (matcher.group(4) != null) {
        isBearer = matcher.group(4).equalsIgnoreCase("bearer");
      } else if (isBearer) {
        String quoted = matcher.group(2);
        fields.putIfAbsent(
            matcher.group(1).toLowerCase(Locale.ROOT),
            quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
      }
    }
    return new LoginChallenge(
        fields.getOrDefault("resource_metadata", ""),
        LoginSettings.words(fields.getOrDefault("scope", "")),
        fields.getOrDefault("error", ""));
  }

  /** Whether a login is there, and does not reach far enough. */
  public boolean wantsMore() {
    return error.equals("insufficient_scope");
  }
}
