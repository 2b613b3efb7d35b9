package dev.vibe.git;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Address of a remote without what differs between clones: protocol, login, {@code .git}. Pure. */
final class RemoteAddress {

  private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*://(?:[^@/]*@)?(.*)");
  private static final Pattern SCP = Pattern.compile("(?:[^@/:]+@)?([^/:]+):(?!/)(.*)");

  private RemoteAddress() {}

  static String plain(String address) {
    Matcher url = URL.matcher(address);
    Matcher scp = SCP.matcher(address);
    String place =
        url.matches() ? url.group(1) : scp.matches() ? scp.group(1) + "/" + scp.group(2) : address;
    return place.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
  }
}
