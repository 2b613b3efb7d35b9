package dev.vibe.cli;

import static dev.vibe.cli.Option.flag;
import static dev.vibe.cli.Option.value;

import dev.vibe.cli.Option.Group;
import dev.vibe.cli.Option.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Table of the options of vibe itself, in the order of help; commands share some of them. */
final class Options {

  static final String PROMPT = "--prompt";
  static final String PROMPT_FILE = "--prompt-file";
  static final String NO_STDIN = "--no-stdin";
  static final String CONTINUE = "--continue";
  static final String RESUME = "--resume";
  static final String FORK = "--fork";
  static final String DIRECTORY = "--cd";
  static final String ADD_DIR = "--add-dir";
  static final String WORKTREE = "--worktree";
  static final String TRUST = "--trust";
  static final String BASE_URL = "--base-url";
  static final String MODE = "--mode";
  static final String AUTO_APPROVE = "--auto-approve";
  static final String YOLO = "--yolo";
  static final String AUTO_COMMIT = "--auto-commit";
  static final String PR_TITLE = "--pr-title";
  static final String PR_BODY = "--pr-body";
  static final String PR_BASE = "--pr-base";
  static final String PR_BRANCH = "--pr-branch";
  static final String PR_DRAFT = "--pr-draft";
  static final String PR_LABEL = "--pr-label";
  static final String INIT = "--init";
  static final String ALLOW = "--allow";
  static final String ALLOW_NET = "--allow-net";
  static final String ALLOW_SECRET = "--allow-secret";
  static final String DRY_RUN = "--dry-run";
  static final String OUTPUT = "--output";
  static final String OUTPUT_DIR = "--output-dir";
  static final String OUTPUT_SCHEMA = "--output-schema";
  static final String PATCH_OUT = "--patch-out";
  static final String PLAIN = "--plain";
  static final String NO_COLOR = "--no-color";
  static final String QUIET = "--quiet";
  static final String VERBOSE = "--verbose";
  static final String LOG_FILE = "--log-file";
  static final String FAIL_IF_NO_CHANGE = "--fail-if-no-change";
  static final String VERSION = "--version";
  static final String HELP = "--help";

  /** How a command tells what it does. */
  static final List<String> TELLING = List.of(NO_COLOR, QUIET, VERBOSE, LOG_FILE);

  /** How far the work of a model may go. */
  static final List<String> LIMITS =
      List.of("--max-turns", "--max-tokens", "--max-cost", "--timeout");

  static final List<Option> ALL =
      List.of(
          value(
              Group.PROMPT,
              "-p " + PROMPT,
              "TEXT",
              "do the work, print the answer, exit; - takes the prompt from standard input,"
                  + " otherwise piped input is added to it"),
          value(
              Group.PROMPT,
              PROMPT_FILE,
              Kind.FILE,
              "FILE",
              "the same, with the prompt that the file holds"),
          flag(Group.PROMPT, NO_STDIN, "never read standard input"),
          flag(Group.PROMPT, "-c " + CONTINUE, "go on with the newest session of this folder"),
          value(
              Group.PROMPT,
              "-r " + RESUME,
              "[ID]",
              "go on with this session, or one whose id begins so; without an ID, pick one;"
                  + " a prompt that begins with digits needs -- before it"),
          value(Group.PROMPT, FORK, "ID", "go on with a copy of this session"),
          value(
                  Group.MODEL,
                  "-m --model",
                  "NAME",
                  "a configured model, provider/model-id, or a model id")
              .sets("model"),
          value(Group.MODEL, BASE_URL, "URL", "an OpenAI-compatible endpoint, with its /v1")
              .sets("base_url"),
          value(
              Group.WHERE, "-C --workdir " + DIRECTORY, Kind.FOLDER, "DIR", "work in this folder"),
          value(
              Group.WHERE,
              ADD_DIR,
              Kind.FOLDERS,
              "DIR",
              "another folder that file tools may use (repeatable)"),
          value(
              Group.WHERE,
              WORKTREE,
              "[NAME]",
              "work in a worktree of its own, on the branch vibe/NAME"),
          flag(Group.WHERE, TRUST, "for this run, heed what the folder brings: .vibe/, AGENTS.md"),
          value(
                  Group.PERMISSIONS,
                  MODE,
                  "MODE",
                  "what runs unasked: plan, ask, accept-edits or auto")
              .sets("mode"),
          flag(Group.PERMISSIONS, AUTO_APPROVE, "the same as --mode auto").implies("mode", "auto"),
          flag(Group.PERMISSIONS, YOLO, "the same as --mode auto").implies("mode", "auto"),
          value(
              Group.PERMISSIONS,
              ALLOW,
              Kind.TEXTS,
              "RULE",
              "allow this for this run, e.g. 'bash(mvn test*)' (repeatable)"),
          value(
                  Group.PERMISSIONS,
                  "--sandbox",
                  "WISH",
                  "confine commands that nobody said yes to (auto), none (off), or all, or fail"
                      + " (require)")
              .sets("sandbox.commands"),
          value(
              Group.PERMISSIONS,
              ALLOW_NET,
              Kind.TEXTS,
              "HOST",
              "a host that confined commands may reach, '*' for all (repeatable)"),
          value(
                  Group.PERMISSIONS,
                  "--enabled-tools",
                  Kind.TEXTS,
                  "NAME",
                  "only these tools, such as read_file,grep (repeatable)")
              .sets("tools.enabled"),
          value(
                  Group.PERMISSIONS,
                  "--disabled-tools",
                  Kind.TEXTS,
                  "NAME",
                  "not these tools (repeatable)")
              .sets("tools.disabled"),
          flag(
              Group.PERMISSIONS,
              AUTO_COMMIT,
              "edit files, and commit what the run changed when it ends well"),
          flag(Group.PERMISSIONS, INIT, "git init first, where there is no repository"),
          flag(Group.PERMISSIONS, ALLOW_SECRET, "commit in spite of a found secret"),
          flag(Group.PERMISSIONS, DRY_RUN, "show the diffs and the commit; change nothing"),
          flag(
                  Group.PERMISSIONS,
                  "--offline",
                  "no network for anything but the model endpoint: not for commands, and no"
                      + " fallback elsewhere")
              .implies("offline", "true"),
          value(
              Group.PULL_REQUEST,
              PR_TITLE,
              "TEXT",
              "commit on a branch of its own, push it, and open or update the pull or merge"
                  + " request of this title (implies --auto-commit)"),
          value(Group.PULL_REQUEST, PR_BODY, "TEXT", "words above what the run says of itself"),
          value(
              Group.PULL_REQUEST,
              PR_BASE,
              "BRANCH",
              "the branch that it is for; without it the project's default branch"),
          value(
              Group.PULL_REQUEST,
              PR_BRANCH,
              "BRANCH",
              "the branch that it comes from; without it one named after the title"),
          flag(Group.PULL_REQUEST, PR_DRAFT, "open it as a draft"),
          value(Group.PULL_REQUEST, PR_LABEL, Kind.TEXTS, "LABEL", "a label for it (repeatable)"),
          flag(Group.OUTPUT, PLAIN, "a session of lines only, in which nothing is redrawn"),
          value(Group.OUTPUT, OUTPUT, "FORMAT", "text, json or stream-json")
              .oneOf("text", "json", "stream-json"),
          value(
              Group.OUTPUT,
              OUTPUT_SCHEMA,
              Kind.FILE,
              "FILE",
              "the answer has to be JSON that fits this JSON Schema"),
          value(
              Group.OUTPUT, PATCH_OUT, Kind.FILE, "FILE", "write the whole change as a Git patch"),
          value(
              Group.OUTPUT,
              OUTPUT_DIR,
              Kind.FOLDER,
              "DIR",
              "write result.json, events.jsonl, transcript.md and change.patch there"),
          flag(Group.OUTPUT, NO_COLOR, "no colour").implies("ui.color", "never"),
          flag(Group.OUTPUT, QUIET, "no progress on standard error"),
          flag(Group.OUTPUT, VERBOSE, "more of it"),
          value(Group.OUTPUT, LOG_FILE, Kind.FILE, "FILE", "write the log here"),
          value(Group.LIMITS, "--max-turns", "N", "at most this many model replies")
              .sets("max_turns"),
          value(Group.LIMITS, "--max-tokens", "N", "at most this many tokens, in and out")
              .sets("max_tokens"),
          value(Group.LIMITS, "--max-cost", "USD", "at most this cost").sets("max_cost"),
          value(
                  Group.LIMITS,
                  "--time-limit --timeout",
                  "TIME",
                  "at most this long: 90, 90s, 5m, 1h30m")
              .sets("timeout"),
          value(
                  Group.LIMITS,
                  "--verify",
                  "CMD",
                  "a command that must pass after the last change; its failure goes back to the"
                      + " model, exit 8 while it is red")
              .sets("verify"),
          value(Group.LIMITS, "--verify-attempts", "N", "how often it does (3)")
              .sets("verify_attempts"),
          value(
                  Group.LIMITS,
                  "--until",
                  "CMD",
                  "go on until this command passes, or a limit is reached; exit 8 when the model"
                      + " gives up")
              .sets("until"),
          flag(Group.LIMITS, FAIL_IF_NO_CHANGE, "exit 9 when nothing changed"),
          flag(Group.OTHER, "-V " + VERSION, "print the version"),
          flag(Group.OTHER, "-h " + HELP, "print this help"));

  private static final Map<String, Option> BY_NAME = byName();

  private Options() {}

  /** The option that {@code word} is a name of. */
  static Optional<Option> named(String word) {
    return Optional.ofNullable(BY_NAME.get(word));
  }

  /** Whether {@code word} is a name of the option with the long name {@code option}. */
  static boolean isNamed(String option, String word) {
    Option named = BY_NAME.get(word);
    return named != null && named.name().equals(option);
  }

  /** The long names of those that give a setting its value. */
  static List<String> settings() {
    return ALL.stream().filter(option -> !option.setting().isEmpty()).map(Option::name).toList();
  }

  private static Map<String, Option> byName() {
    Map<String, Option> byName = new HashMap<>();
    for (Option option : ALL) {
      for (String name : option.names()) {
        byName.put(name, option);
      }
    }
    return Map.copyOf(byName);
  }

  /** Some options and lists of them, in that order. */
  @SafeVarargs
  static List<String> with(List<String> own, List<String>... lists) {
    List<String> all = new ArrayList<>(own);
    for (List<String> list : lists) {
      all.addAll(list);
    }
    return List.copyOf(all);
  }
}
