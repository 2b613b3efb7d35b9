package dev.vibe.exec.shell;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Table of git's options and subcommands by what they do, from the manual pages of git 2.39 to
 * 2.51.
 */
final class GitTable {

  /** Options before the subcommand that change nothing of what runs or where; git(1). */
  static final Set<String> HARMLESS =
      Set.of(
          "--no-pager",
          "-P",
          "--no-optional-locks",
          "--literal-pathspecs",
          "--glob-pathspecs",
          "--noglob-pathspecs",
          "--icase-pathspecs",
          "--no-replace-objects",
          "--no-lazy-fetch",
          "--version",
          "-v");

  /** Options before the subcommand that take the next word as their value; git(1). */
  static final Set<String> VALUED =
      Set.of(
          "-C",
          "-c",
          "--git-dir",
          "--work-tree",
          "--namespace",
          "--exec-path",
          "--super-prefix",
          "--config-env",
          "--attr-source");

  /** Subcommands that read. */
  private static final Set<String> READING =
      Set.of(
          ("log show diff status blame annotate grep shortlog describe rev-list rev-parse"
                  + " show-ref for-each-ref name-rev cat-file ls-files ls-tree ls-remote"
                  + " merge-base count-objects cherry range-diff show-branch var version help"
                  + " whatchanged diff-tree diff-files diff-index check-ignore check-attr"
                  + " check-mailmap verify-commit verify-tag verify-pack archive config remote"
                  + " reflog fsck get-tar-commit-id column stripspace")
              .split(" "));

  private static final Set<String> OTHERS =
      Set.of(
          ("add am apply bisect branch bundle checkout cherry-pick clean clone commit difftool"
               + " fetch filter-branch format-patch gc init merge mergetool mv notes pull push"
               + " rebase replace request-pull reset restore revert rm send-email sparse-checkout"
               + " stash submodule subtree switch tag update-ref worktree lfs")
              .split(" "));

  /** Long options of subcommands that read with which they write, or run a program. */
  private static final List<String> READING_LONG =
      List.of(
          "output",
          "ext-diff",
          "textconv",
          "filters",
          "open-files-in-pager",
          "ext-grep",
          "upload-pack",
          "exec",
          "remote",
          "add-file",
          "edit",
          "web",
          "info",
          "man",
          "add",
          "unset",
          "unset-all",
          "replace-all",
          "rename-section",
          "remove-section",
          "lost-found");

  /** Long options of the others with which they run a program that is named beside them. */
  private static final List<String> OTHER_LONG =
      List.of(
          "exec",
          "upload-pack",
          "receive-pack",
          "config",
          "extcmd",
          "ext-diff",
          "open-files-in-pager",
          "edit-description",
          "template",
          "tree-filter",
          "index-filter",
          "msg-filter",
          "smtp-server",
          "sendmail-cmd",
          "to-cmd",
          "cc-cmd");

  /** Short options that write or run, by subcommand. */
  private static final Map<String, String> SHORT =
      Map.of(
          "grep",
          "O",
          "archive",
          "o",
          "ls-remote",
          "u",
          "help",
          "wim",
          "config",
          "e",
          "rebase",
          "x",
          "difftool",
          "x",
          "clone",
          "uc",
          "format-patch",
          "");

  /** First operands that write or run, by subcommand. */
  private static final Map<String, Set<String>> OPERANDS =
      Map.of(
          "remote",
          Set.of(
              "add",
              "rename",
              "remove",
              "rm",
              "set-head",
              "set-branches",
              "set-url",
              "prune",
              "update"),
          "reflog",
          Set.of("expire", "delete", "drop"),
          "config",
          Set.of("set", "unset", "edit", "rename-section", "remove-section"),
          "submodule",
          Set.of("foreach"),
          "bisect",
          Set.of("run"));

  /** Long options that are beginnings of those that write or run, and are none. */
  static final Set<String> NO_ABBREVIATIONS = Set.of("text");

  private GitTable() {}

  /** The place of the subcommand behind git; the number of words when there is none. */
  static int subcommand(List<String> operands) {
    int at = 0;
    while (at < operands.size() && operands.get(at).startsWith("-")) {
      at += VALUED.contains(operands.get(at)) ? 2 : 1;
    }
    return Math.min(at, operands.size());
  }

  /** Whether a word is a subcommand. */
  static boolean isSubcommand(String word) {
    return READING.contains(word) || OTHERS.contains(word);
  }

  /** What a subcommand writes or runs with. */
  static ReaderTable.Reader of(String subcommand) {
    return new ReaderTable.Reader(
        SHORT.getOrDefault(subcommand, ""),
        "",
        READING.contains(subcommand) ? READING_LONG : OTHER_LONG,
        -1);
  }

  /** Whether an operand makes a subcommand write or run. */
  static boolean isHarmful(String subcommand, String operand) {
    return operand.startsWith("ext::")
        || OPERANDS.getOrDefault(subcommand, Set.of()).contains(operand);
  }
}
