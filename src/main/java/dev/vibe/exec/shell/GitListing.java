package dev.vibe.exec.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Table of the commands of Git that list or look up, with the options that do no more; from the
 * manual pages of git 2.39 to 2.51. Pure.
 *
 * @param options that are known; one with a value ends with an equals sign
 * @param asking options without which an operand would make or change something; none where one
 *     never does
 * @param first words that have to stand first
 */
record GitListing(Set<String> options, Set<String> asking, List<String> first) {

  private static final String TABLE =
      """
      branch     | -a -r -v -vv --all --remotes --verbose --list --show-current --merged --no-merged --contains --no-contains --points-at --sort= --format= --abbrev= | --list --merged --no-merged --contains --no-contains --points-at |
      tag        | -l -n --list --merged --no-merged --contains --no-contains --points-at --sort= --format= | -l --list --merged --no-merged --contains --no-contains --points-at |
      rev-parse  | -q --abbrev-ref --short --short= --verify --show-toplevel --git-dir --show-prefix --is-inside-work-tree --symbolic-full-name | |
      ls-files   | -c -m -o -d -s -u -z -t --cached --modified --others --deleted --stage --unmerged --exclude-standard --full-name --directory --error-unmatch | |
      ls-tree    | -r -l -t -d -z --long --name-only --name-status --full-name --full-tree --abbrev= | |
      describe   | --always --tags --dirty --long --abbrev= --all --exact-match --match= --first-parent | |
      stash      | | | list
      remote     | -v --verbose | - |
      rev-list   | --count --all --max-count= --since= --until= --author= --no-merges --merges --first-parent --reverse --left-right --abbrev-commit --oneline | |
      cat-file   | -p -t -s -e | |
      merge-base | --all --is-ancestor --fork-point --octopus | |
      shortlog   | -s -n -e -sn -sne --summary --numbered --email --since= --until= | |
      show-ref   | -s -d --heads --tags --head --hash --dereference --verify | |
      grep       | -n -i -l -c -w -E -F -G -P -h -H -L -in -ni -ln -il --line-number --ignore-case --files-with-matches --name-only --count --word-regexp --extended-regexp --fixed-strings --perl-regexp --cached --heading --break --show-function --all-match | |
      """;

  private static final Pattern COUNT = Pattern.compile("-\\d{1,9}");

  private static final Map<String, GitListing> ALL = all();

  GitListing {
    options = Set.copyOf(options);
    asking = Set.copyOf(asking);
    first = List.copyOf(first);
  }

  static Optional<GitListing> of(String subcommand) {
    return Optional.ofNullable(ALL.get(subcommand));
  }

  /** Whether what follows the subcommand does no more than list or look up. */
  boolean allows(List<String> words) {
    if (words.size() < first.size() || !words.subList(0, first.size()).equals(first)) {
      return false;
    }
    List<String> rest = words.subList(first.size(), words.size());
    boolean asks = asking.isEmpty() || rest.stream().anyMatch(asking::contains);
    boolean isOver = false;
    for (String word : rest) {
      if (isOver || !word.startsWith("-")) {
        if (!asks || (!first.isEmpty() && !isOver) || !isInside(word)) {
          return false;
        }
      } else if (word.equals("--")) {
        isOver = true;
      } else if (!options.contains(bare(word)) && !COUNT.matcher(word).matches()) {
        return false;
      }
    }
    return true;
  }

  /** Two paths of which one lies outside are compared as files, whatever they are. */
  static boolean isInside(String operand) {
    return !operand.startsWith("/")
        && !operand.startsWith("~")
        && !List.of(operand.split("/", -1)).contains("..");
  }

  private static String bare(String word) {
    int equals = word.startsWith("--") ? word.indexOf('=') : -1;
    return equals < 0 ? word : word.substring(0, equals + 1);
  }

  private static Map<String, GitListing> all() {
    Map<String, GitListing> all = new HashMap<>();
    for (String line : TABLE.lines().toList()) {
      String[] cells = line.split(" *\\| *", -1);
      all.put(cells[0], new GitListing(words(cells[1]), words(cells[2]), first(cells[3])));
    }
    return Map.copyOf(all);
  }

  private static Set<String> words(String cell) {
    return cell.isBlank() ? Set.of() : Set.of(cell.strip().split(" "));
  }

  private static List<String> first(String cell) {
    return cell.isBlank() ? List.of() : List.of(cell.strip().split(" "));
  }
}
