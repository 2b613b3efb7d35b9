package dev.vibe.git.remote;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Address of a remote, taken apart. Never holds a password.
 *
 * @param host in lower case, with the port where one is given; empty for a folder
 * @param path without slashes around it and without {@code .git}; for a folder all of it
 * @param text as Git takes it
 */
public record RemoteUrl(Protocol protocol, String host, String path, String text) {

  private static final Pattern URL =
      Pattern.compile("(?i)(https?|ssh|git|file)://(?:([^@/]*)@)?([^/]*)(/.*)?");
  private static final Pattern SCP = Pattern.compile("(?:([\\w.-]+)@)?([\\w.-]+):(?!:)(.+)");

  /** Ways to get there. */
  public enum Protocol {
    HTTPS,
    HTTP,
    SSH,
    GIT,
    FILE;

    /** As Git calls it in its settings. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a password is asked for, and not a key. */
    public boolean takesToken() {
      return this == HTTPS || this == HTTP;
    }
  }

  /** Empty for one that a program of its own would have to fetch, and for what is none. */
  public static Optional<RemoteUrl> of(String address) {
    Matcher url = URL.matcher(address);
    if (url.matches()) {
      Protocol protocol = Protocol.valueOf(url.group(1).toUpperCase(Locale.ROOT));
      return Optional.of(of(protocol, url));
    }
    if (address.startsWith("/")) {
      return Optional.of(new RemoteUrl(Protocol.FILE, "", address, address));
    }
    Matcher scp = SCP.matcher(address);
    return scp.matches()
        ? Optional.of(
            new RemoteUrl(
                Protocol.SSH, scp.group(2).toLowerCase(Locale.ROOT), plain(scp.group(3)), address))
        : Optional.empty();
  }

  private static RemoteUrl of(Protocol protocol, Matcher url) {
    String host = url.group(3).toLowerCase(Locale.ROOT);
    String path = url.group(4) == null ? "" : url.group(4);
    String login = url.group(2) == null || protocol != Protocol.SSH ? "" : user(url.group(2)) + "@";
    String text = protocol.word() + "://" + login + host + path;
    return new RemoteUrl(protocol, host, protocol == Protocol.FILE ? path : plain(path), text);
  }

  private static String user(String login) {
    int colon = login.indexOf(':');
    return colon < 0 ? login : login.substring(0, colon);
  }

  private static String plain(String path) {
    return path.replaceFirst("^/+", "").replaceFirst("/+$", "").replaceFirst("\\.git$", "");
  }

  /** The host without its port: for SSH that says nothing of the web server's. */
  public String name() {
    int colon = host.indexOf(':');
    return colon < 0 || host.startsWith("[") ? host : host.substring(0, colon);
  }
}
