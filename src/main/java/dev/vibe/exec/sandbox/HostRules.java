package dev.vibe.exec.sandbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Rules on the hosts that commands may reach. A name is resolved once, and what is connected to is
 * that very address: an answer that changes between the look and the connection changes nothing. An
 * address inside of a network is refused, unless it is named itself.
 *
 * @param hosts names, {@code *.example.com} for all below one, addresses; each may have a port
 */
record HostRules(List<String> hosts) {

  private static final List<Integer> USUAL_PORTS = List.of(80, 443);

  HostRules {
    hosts = hosts.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
  }

  /** The address to connect to; empty when it is none that may be reached. */
  Optional<InetAddress> resolve(String host, int port) {
    String name = plain(host);
    if (hosts.stream().noneMatch(rule -> covers(rule, name, port))) {
      return Optional.empty();
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(name)) {
        if (!isInside(address) || isNamed(address, name)) {
          return Optional.of(address);
        }
      }
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    String bare =
        lower.startsWith("[") && lower.endsWith("]")
            ? lower.substring(1, lower.length() - 1)
            : lower;
    return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
  }

  private static boolean covers(String rule, String name, int port) {
    int colon = rule.lastIndexOf(':');
    boolean hasPort = colon > 0 && rule.indexOf(':') == colon;
    String wanted = hasPort ? rule.substring(0, colon) : rule;
    boolean isPort =
        hasPort
            ? rule.substring(colon + 1).equals(Integer.toString(port))
            : USUAL_PORTS.contains(port);
    boolean isHost =
        wanted.startsWith("*.") ? name.endsWith(wanted.substring(1)) : name.equals(wanted);
    return isPort && isHost;
  }

  /** A rule that is the address itself, or this machine by its usual name. */
  private static boolean isNamed(InetAddress address, String name) {
    return name.equals(address.getHostAddress()) || name.equals("localhost");
  }

  /** Whether an address leads to this machine, its network, or a service of its cloud. */
  static boolean isInside(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    return bytes.length == 4 ? isInside4(bytes) : isInside6(bytes);
  }

  private static boolean isInside4(byte[] bytes) {
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    return first == 0
        || first >= 240
        || (first == 100 && second >= 64 && second < 128)
        || (first == 198 && (second == 18 || second == 19))
        || (first == 192 && second == 0 && bytes[2] == 0);
  }

  /** Unique local ones, and those that hold an IPv4 address by a translation. */
  private static boolean isInside6(byte[] bytes) {
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    return (first & 0xFE) == 0xFC
        || (first == 0x20 && second == 0x02)
        || (first == 0x00 && second == 0x64)
        || (first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0)
        || first == 0x00;
  }
}
