package dev.vibe.git.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings by which an installed {@code git} signs a commit: the form and the key as they are
 * configured, the programs as the user chose them. A repository chooses no program.
 */
public final class Signing {

  private Signing() {}

  public static Map<String, String> settings(GitConfig config) {
    String gpg = config.usersValue("gpg", "program");
    String usual = gpg.isEmpty() ? "gpg" : gpg;
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("gpg.program", usual);
    settings.put("gpg.openpgp.program", users(config, "gpg.openpgp", usual));
    settings.put("gpg.ssh.program", users(config, "gpg.ssh", "ssh-keygen"));
    settings.put("gpg.x509.program", users(config, "gpg.x509", "gpgsm"));
    String keyCommand = config.usersValue("gpg.ssh", "defaultKeyCommand");
    if (!keyCommand.isEmpty()) {
      settings.put("gpg.ssh.defaultKeyCommand", keyCommand);
    }
    copy(config, "gpg", "format", settings);
    copy(config, "user", "signingKey", settings);
    copy(config, "user", "name", settings); // by which gpg finds a key where none is named
    copy(config, "user", "email", settings);
    return settings;
  }

  private static String users(GitConfig config, String section, String otherwise) {
    String value = config.usersValue(section, "program");
    return value.isEmpty() ? otherwise : value;
  }

  private static void copy(
      GitConfig config, String section, String name, Map<String, String> settings) {
    String value = config.value(section, name);
    if (!value.isEmpty()) {
      settings.put(section + "." + name, value);
    }
  }
}
