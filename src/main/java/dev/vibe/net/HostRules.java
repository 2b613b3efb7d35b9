package dev.vibe.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Rules on the hosts that may be reached by what the user did not write. A name is resolved once,
 * and what is connected to is that very address: an answer that changes between the look and the
 * connection changes nothing. An address inside of a network is refused, unless it is named itself.
 *
 * @param hosts names, {@code *.example.com} for all below one, addresses; each may have a port
 */
public record HostRules(List<String> hosts) {

  private static final List<Integer> USUAL_PORTS = List.of(80, 443);

  public HostRules {
    hosts = hosts.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether a host is named, at that port or at one of the usual ones. */
  public boolean isNamed(String host, int port) {
    String name = plain(host);
    return hosts.stream().anyMatch(rule -> covers(rule, name, port));
  }

  /**
   * Whether an address may be connected to by somebody who may reach any host: it lies in the open
   * network, or is named itself.
   *
   * @param host as it was asked for
   */
  boolean isOpen(String host, InetAddress address, int port) {
    return !isInside(address) || (isNamed(address, plain(host)) && isNamed(host, port));
  }

  /**
   * The address to connect to; empty when it is none that may be reached. Blocks on the look-up.
   */
  public Optional<InetAddress> resolve(String host, int port) {
    String name = plain(host);
    if (!isNamed(host, port)) {
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
  public static boolean isInside(InetAddress address) {
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

  /** Among others the services of a cloud that lie at an address like any other. */
  private static boolean isInside4(byte[] bytes) {
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    return first == 0
        || first >= 240
        || (first == 100 && second >= 64 && second < 128)
        || (first == 198 && (second == 18 || second == 19))
        || (first == 192 && second == 0 && bytes[2] == 0)
        || (first == 168 && second == 63 && (bytes[2] & 0xFF) == 129 && bytes[3] == 16);
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
