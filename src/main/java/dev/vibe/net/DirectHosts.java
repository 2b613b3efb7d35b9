package dev.vibe.net;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Entry of {@code no_proxy}: {@code *}; a name, which also stands for the names below it, with or
 * without a dot or {@code *.} before it; an address; a block of addresses such as {@code
 * 10.0.0.0/8}. A port behind it, as in {@code gpu.lan:8000}, makes it stand for that port alone.
 * Names are not looked up.
 *
 * @param name in lower case, without dots or brackets around it
 * @param bits of the block; {@link #NO_BLOCK} when it is none
 * @param port {@link #ANY_PORT} for all
 */
record DirectHosts(String name, int bits, int port) {

  static final int ANY_PORT = -1;
  static final int NO_BLOCK = -1;

  static DirectHosts parse(String entry) {
    String rest = entry.strip().toLowerCase(Locale.ROOT);
    int port = ANY_PORT;
    int colon = rest.lastIndexOf(':');
    boolean onlyColon = colon > 0 && rest.indexOf(':') == colon;
    if (onlyColon || (colon > 0 && rest.charAt(colon - 1) == ']')) {
      port = number(rest.substring(colon + 1));
      rest = port == ANY_PORT ? rest : rest.substring(0, colon);
    }
    int slash = rest.indexOf('/');
    int bits = slash < 0 ? NO_BLOCK : number(rest.substring(slash + 1));
    String name = slash < 0 ? rest : rest.substring(0, slash);
    return new DirectHosts(withoutBrackets(name).replaceFirst("^(\\*?\\.)", ""), bits, port);
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
  }

  /**
   * Whether a host is one of them.
   *
   * @param host in lower case, an IPv6 address in brackets
   */
  boolean cover(String host, int hostPort) {
    if (port != ANY_PORT && port != hostPort) {
      return false;
    }
    String bare = withoutBrackets(host);
    if (bits != NO_BLOCK) {
      return isInBlock(bare);
    }
    return name.equals("*") || bare.equals(name) || (!name.isEmpty() && bare.endsWith("." + name));
  }

  private boolean isInBlock(String host) {
    Optional<byte[]> block = address(name);
    Optional<byte[]> one = address(host);
    if (block.isEmpty() || one.isEmpty() || block.get().length != one.get().length) {
      return false;
    }
    for (int bit = 0; bit < Math.min(bits, block.get().length * 8); bit++) {
      int mask = 0x80 >> bit % 8;
      if ((block.get()[bit / 8] & mask) != (one.get()[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<byte[]> address(String literal) {
    try {
      return Optional.of(InetAddress.ofLiteral(literal).getAddress());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
