package dev.vibe.git.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finder of what in a repository's own folder runs something later: hooks, attributes, and the
 * settings that name a program, a folder of hooks or another file. Blocks on disk, for a moment.
 */
public final class ActingParts {

  /** Settings that name what Git starts, reads as configuration, or talks to instead. */
  private static final Pattern ACTING =
      Pattern.compile(
          "core\\.(fsmonitor|hookspath|sshcommand|editor|pager|askpass|gitproxy|worktree)"
              + "|core\\.(alternaterefscommand|attributesfile)"
              + "|(include|includeif\\..*)\\.path"
              + "|filter\\..*"
              + "|diff\\.external|diff\\..*\\.(textconv|command)"
              + "|merge\\..*\\.driver|(merge|diff)tool\\..*"
              + "|(alias|pager|hook|browser|man)\\..*"
              + "|sequence\\.editor|interactive\\.difffilter"
              + "|credential\\.(.*\\.)?helper"
              + "|gpg\\.(.*\\.)?program|gpg\\.ssh\\..*"
              + "|url\\..*\\.(insteadof|pushinsteadof)"
              + "|remote\\..*\\.(uploadpack|receivepack|vcs|proxy)"
              + "|submodule\\..*\\.update|trailer\\..*\\.(command|cmd)"
              + "|init\\.templatedir|extensions\\.worktreeconfig"
              + "|uploadpack\\.packobjectshook|protocol\\..*\\.allow"
              + "|(http|https)\\.(.*\\.)?proxy");

  private ActingParts() {}

  /** Of each by name, a text that differs when it does; empty where there is no repository. */
  public static Map<String, String> of(Path workingFolder) {
    Map<String, String> parts = new TreeMap<>();
    if (GitFolders.find(workingFolder) instanceof GitFolders.Search.Found(GitFolders folders)) {
      parts.put(folders.commonDir().toString(), "");
      hooks(folders.commonDir().resolve("hooks"), parts);
      settings(folders.commonDir().resolve("config"), parts);
      settings(folders.gitDir().resolve("config.worktree"), parts);
      content(folders.commonDir().resolve("info/attributes"), parts);
      content(folders.commonDir().resolve("objects/info/alternates"), parts);
    }
    return parts;
  }

  private static void hooks(Path folder, Map<String, String> parts) {
    try (DirectoryStream<Path> hooks = Files.newDirectoryStream(folder)) {
      for (Path hook : hooks) {
        if (!hook.getFileName().toString().endsWith(".sample")) {
          content(hook, parts);
        }
      }
    } catch (IOException e) {
      return; // there are none
    }
  }

  private static void content(Path file, Map<String, String> parts) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    String mode = Files.isExecutable(file) ? "runs " : "";
    try {
      parts.put(file.toString(), mode + Arrays.hashCode(ConfigText.read(file)) + link(file));
    } catch (IOException e) {
      parts.put(file.toString(), mode + "unreadable");
    }
  }

  private static String link(Path file) throws IOException {
    return Files.isSymbolicLink(file) ? " " + Files.readSymbolicLink(file) : "";
  }

  private static void settings(Path file, Map<String, String> parts) {
    try {
      for (ConfigSetting setting : ConfigParser.parse(ConfigText.read(file))) {
        if (ACTING.matcher(setting.key()).matches()) {
          String name =
              new String(
                  setting.key().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
          parts.merge(file + ": " + name, setting.value(), (one, other) -> one + "\n" + other);
        }
      }
    } catch (IOException e) {
      parts.put(file.toString(), "unreadable");
    }
  }
}
