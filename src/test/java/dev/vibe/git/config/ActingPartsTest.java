package dev.vibe.git.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.git.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What in a repository's own folder is known to run something later. */
class ActingPartsTest {

  private static final List<String> ACTING =
      List.of(
          "[core]fsmonitor",
          "[core]hooksPath",
          "[core]sshCommand",
          "[CORE]EDITOR",
          "[core]pager",
          "[core]askPass",
          "[core]gitProxy",
          "[core]worktree",
          "[core]alternateRefsCommand",
          "[core]attributesFile",
          "[include]path",
          "[includeIf \"gitdir:/x/.y\"]path",
          "[filter \"a.b\"]clean",
          "[filter \"x\"]smudge",
          "[filter \"x\"]process",
          "[diff]external",
          "[diff \"x\"]textconv",
          "[diff \"x\"]command",
          "[merge \"x\"]driver",
          "[mergetool \"x\"]cmd",
          "[difftool \"x\"]path",
          "[alias]st",
          "[pager]log",
          "[sequence]editor",
          "[interactive]diffFilter",
          "[credential]helper",
          "[credential \"https://x\"]helper",
          "[gpg]program",
          "[gpg \"ssh\"]program",
          "[gpg \"ssh\"]defaultKeyCommand",
          "[url \"ssh://evil/\"]insteadOf",
          "[url \"ssh://evil/\"]pushInsteadOf",
          "[remote \"origin\"]uploadpack",
          "[remote \"origin\"]receivepack",
          "[remote \"origin\"]vcs",
          "[remote \"origin\"]proxy",
          "[http]proxy",
          "[submodule \"x\"]update",
          "[trailer \"x\"]command",
          "[init]templateDir",
          "[extensions]worktreeConfig",
          "[uploadpack]packObjectsHook",
          "[protocol \"ext\"]allow");

  private static final List<String> ORDINARY =
      List.of(
          "[user]name",
          "[core]bare",
          "[core]ignoreCase",
          "[core]autocrlf",
          "[branch \"main\"]remote",
          "[branch \"main\"]merge",
          "[remote \"origin\"]url",
          "[remote \"origin\"]fetch",
          "[pull]rebase",
          "[push]default",
          "[commit]template",
          "[color]ui",
          "[diff]algorithm",
          "[merge]conflictStyle",
          "[gc]auto");

  @TempDir private Path temp;
  private Sandbox box;

  @BeforeEach
  void repository() {
    box = new Sandbox(temp).init();
  }

  private Map<String, String> parts() {
    return ActingParts.of(box.folder());
  }

  private boolean isSeen(String setting) throws IOException {
    Path config = box.folder().resolve(".git/config");
    String before = Files.readString(config);
    Map<String, String> parts = parts();
    int end = setting.indexOf(']') + 1;
    String line = setting.substring(0, end) + "\n\t" + setting.substring(end) + " = x\n";
    Files.writeString(config, line, StandardOpenOption.APPEND);
    boolean isSeen = !parts().equals(parts);
    Files.writeString(config, before);
    return isSeen;
  }

  @Test
  void settings_that_name_a_program_or_another_file_are_seen() throws IOException {
    List<String> unseen = new ArrayList<>();
    for (String setting : ACTING) {
      if (!isSeen(setting)) {
        unseen.add(setting);
      }
    }
    assertEquals(List.of(), unseen);
  }

  @Test
  void ordinary_settings_are_not() throws IOException {
    List<String> seen = new ArrayList<>();
    for (String setting : ORDINARY) {
      if (isSeen(setting)) {
        seen.add(setting);
      }
    }
    assertEquals(List.of(), seen);
  }

  @Test
  void a_folder_in_no_repository_has_none() throws IOException {
    assertEquals(Map.of(), ActingParts.of(Files.createDirectory(temp.resolve("bare"))));
  }
}
