package dev.vibe.config;

import static dev.vibe.config.Setting.anywhere;
import static dev.vibe.config.Setting.own;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Table of every setting there is, in the order in which they are shown. */
public final class Settings {

  public static final ConfigKey MODEL = ConfigKey.of("model");
  public static final ConfigKey BASE_URL = ConfigKey.of("base_url");
  public static final ConfigKey FALLBACK = ConfigKey.of("fallback");
  public static final ConfigKey API_KEY = ConfigKey.of("api_key");
  public static final ConfigKey ALLOW = ConfigKey.of("permissions", "allow");
  public static final ConfigKey ASK = ConfigKey.of("permissions", "ask");
  public static final ConfigKey DENY = ConfigKey.of("permissions", "deny");

  public static final ConfigKey AUDIT_SINKS = ConfigKey.of("audit", "sinks");
  public static final ConfigKey ENDPOINTS = ConfigKey.of("managed", "endpoints");

  /** The one provider that needs no configuration but a key. */
  public static final String MISTRAL = "mistral";

  /** Of runs, and of what they may do. */
  private static final List<Setting> OF_RUNS =
      List.of(
          anywhere(
              "model",
              SettingType.TEXT,
              "A name from `[models]`, a `provider/model-id`, or a plain model id."),
          own(
              "base_url",
              SettingType.BASE_URL,
              "The OpenAI-compatible endpoint for model ids that name no provider."),
          new Setting(
              "api_key",
              SettingType.SECRET,
              Scope.ENVIRONMENT,
              "",
              "The key for `base_url`. Never in a file."),
          own("api_key_env", SettingType.TEXT, "The variable that holds the key for `base_url`."),
          own("api_key_file", SettingType.TEXT, "A file that holds the key for `base_url`."),
          own(
              "api_key_command",
              SettingType.WORDS,
              "A command that prints the key for `base_url`."),
          own(
              "fallback",
              SettingType.NAMES,
              "Models to go to, in this order, when one is overloaded, slow, unreachable or too"
                  + " small for the conversation."),
          own(
              "switch_after",
              SettingType.DURATION,
              "How long a first token may take before the next of `fallback` is asked."),
          own(
              "local_only",
              SettingType.SWITCH,
              "Refuses every model endpoint that is not on this machine, fallbacks included."),
          own(
              "offline",
              SettingType.SWITCH,
              "No network for anything but the chosen endpoint: not for commands, and no fallback"
                  + " elsewhere."),
          new Setting(
              "mode",
              SettingType.MODE,
              Scope.NOT_PROJECT,
              "ask",
              "What runs without being asked about."),
          anywhere("temperature", SettingType.TEMPERATURE, "The sampling temperature."),
          anywhere("max_output_tokens", SettingType.COUNT, "The longest reply, in tokens."),
          anywhere(
              "context_tokens", SettingType.COUNT, "The context window to plan for, in tokens."),
          anywhere(
              "map",
              SettingType.SWITCH,
              "Whether the first prompt comes with a map of the repository; without it where the"
                  + " window is at least 16k tokens and the folder has more than 60 files."),
          anywhere(
              "auto_compact",
              SettingType.SWITCH,
              "Whether a conversation that fills the window is compacted unasked; true when left"
                  + " out."),
          own(
              "tools.enabled",
              SettingType.TOOLS,
              "The only tools that the model has; all of them when left out."),
          own("tools.disabled", SettingType.TOOLS, "Tools that the model does not have."),
          anywhere(
              "verify",
              SettingType.TEXT,
              "A command that must pass after the last change of a run, confined as those of mode"
                  + " `auto`; its failure goes back to the model."),
          anywhere(
              "verify_attempts",
              SettingType.COUNT,
              "How often in a run; 3 when left out. Still red, nothing is committed and the run"
                  + " ends with exit code 8."),
          anywhere(
              "until",
              SettingType.TEXT,
              "A command that must pass before a run is over, whether it changed anything or not,"
                  + " confined like that of `verify`; the run goes on until it does, as far as its"
                  + " limits reach."),
          anywhere(
              "format.*",
              SettingType.WORDS,
              "What formats the files of this glob after an edit: a program and its arguments, with"
                  + " `{file}` for the file."),
          anywhere(
              "diagnostics",
              SettingType.SWITCH,
              "Whether the model is told what its edits broke, by language servers and the compiler"
                  + " of the JDK; true when left out."),
          anywhere(
              "lsp.*.command",
              SettingType.WORDS,
              "A language server: a program on the path of commands, and its arguments."),
          anywhere(
              "lsp.*.files",
              SettingType.NAMES,
              "Globs of the files that it is for; those of the known server of that name when left"
                  + " out."),
          anywhere("lsp.*.env.*", SettingType.TEXT, "A variable of its environment."),
          anywhere(
              "lsp.*.init.*",
              SettingType.FIELD,
              "One of its initialisation options, which are also its configuration."),
          anywhere(
              "hooks.*.event",
              SettingType.TEXT,
              "When a hook is run: `session_start`, `user_prompt`, `pre_tool`, `post_tool`,"
                  + " `pre_commit`, `stop`, `compaction`, `interrupt`, `notification` or"
                  + " `subagent_stop`."),
          anywhere("hooks.*.command", SettingType.TEXT, "What it runs, a line for the shell."),
          anywhere(
              "hooks.*.tools",
              SettingType.NAMES,
              "The tools whose calls it is about, such as `bash` or `mcp__*`; all when left out."),
          anywhere(
              "hooks.*.paths",
              SettingType.NAMES,
              "Globs of files, one of which a call has to name; any when left out."),
          anywhere(
              "hooks.*.timeout", SettingType.DURATION, "How long it may take; 60s when left out."),
          own("max_turns", SettingType.COUNT, "The most model replies in a run."),
          own("max_tokens", SettingType.COUNT, "The most tokens, in and out, in a run."),
          own("max_cost", SettingType.COST, "The most a run may cost, in USD."),
          own("timeout", SettingType.DURATION, "The longest a run may take."),
          own(
              "permissions.allow",
              SettingType.RULES,
              "What runs unasked; the strongest file that has it wins, and `rules.toml` adds to"
                  + " it."),
          anywhere(
              "permissions.ask",
              SettingType.RULES,
              "What is asked about in every mode; all files add up."),
          anywhere("permissions.deny", SettingType.RULES, "What never runs; all files add up."),
          own(
              "commands.env",
              SettingType.VARIABLES,
              "Variables that commands get besides the usual ones: names, or beginnings of names"
                  + " such as `MY_*`."),
          own(
              "commands.max_memory_mb",
              SettingType.COUNT,
              "The most memory that one process of a command may address, in MB."),
          own(
              "commands.max_processes",
              SettingType.COUNT,
              "The most processes and threads of commands in a sandbox, 4096 unless set; of one"
                  + " outside of it, those of yours in all, and not for root."),
          own(
              "commands.max_file_mb",
              SettingType.COUNT,
              "The longest file that a command may write, in MB."),
          own(
              "commands.max_cpu_s",
              SettingType.COUNT,
              "The longest that one process of a command may compute, in seconds."),
          new Setting(
              "sandbox.commands",
              SettingType.SANDBOX,
              Scope.NOT_PROJECT,
              "auto",
              "Commands that nobody said yes to run as confined as this machine can; `require`: all"
                  + " commands, or none."),
          own(
              "sandbox.hosts",
              SettingType.NAMES,
              "Hosts that confined commands may reach; `*` for every one."),
          own(
              "sandbox.writable",
              SettingType.NAMES,
              "Further folders that confined commands may write to, such as `~/.gradle`."),
          own(
              "sandbox.hidden",
              SettingType.NAMES,
              "Further files and folders that confined commands do not see."),
          new Setting(
              "secrets.marks",
              SettingType.SWITCH,
              Scope.NOT_PROJECT,
              "true",
              "Whether what looks like a secret, and values of files such as `.env`, are replaced"
                  + " by marks; the keys of the models are hidden in any case."),
          own(
              "sandbox.hooks",
              SettingType.SWITCH,
              "Whether the hooks of `git.run_hooks` run confined, too; true when left out."),
          own(
              "trust.folders",
              SettingType.NAMES,
              "Folders whose `.vibe/`, `AGENTS.md` and the like count unasked, whatever is in them:"
                  + " `/path`, `~/path`, or `/path/*` for all below."));

  /** Of all else. */
  private static final List<Setting> OTHERS =
      List.of(
          own(
              "git.run_hooks",
              SettingType.SWITCH,
              "Whether commits run the hooks of a repository whose folder is trusted; see"
                  + " docs/git.md."),
          anywhere(
              "git.trailers",
              SettingType.TRAILERS,
              "Lines that vibe adds to the messages of its commits: `Co-authored-by`,"
                  + " `Vibe-Session`, `Vibe-Model`, or `Name: text` with `{session}` and `{model}`"
                  + " in it; none when left out."),
          own(
              "forges.*.kind",
              SettingType.FORGE,
              "What runs on this host: `github`, `gitlab` or `gitea` (Forgejo, too). See"
                  + " docs/pull-requests.md."),
          own(
              "forges.*.api_url",
              SettingType.BASE_URL,
              "Where its API is, when not at the usual place of that kind."),
          own(
              "forges.*.token_env",
              SettingType.TEXT,
              "The variable that holds the token for it; the usual ones when left out."),
          own(
              "memory",
              SettingType.SWITCH,
              "Whether is kept, outside of the repository, what sessions did in it, and told to"
                  + " later ones; on without it. See docs/memory.md."),
          own(
              "subagents.enabled",
              SettingType.SWITCH,
              "Whether the model may hand tasks to subagents; without it where there are files of"
                  + " kinds of them. See docs/subagents.md."),
          own(
              "subagents.parallel",
              SettingType.COUNT,
              "How many that only read may work side by side, as far as the server has room; 4"
                  + " when left out, and 1 where it does not say what room it has."),
          own(
              "subagents.worktree",
              SettingType.SWITCH,
              "Whether those of kind `work` work in a worktree and on a branch of their own instead"
                  + " of in place."),
          own(
              "subagents.max_turns",
              SettingType.COUNT,
              "The most model replies of one subagent; 50 when left out."),
          own(
              "web.fetch",
              SettingType.SWITCH,
              "Whether the model may ask for pages of the web (`web_fetch`), each host of which is"
                  + " asked about unless a rule allows it. See docs/web-fetch.md."),
          own(
              "audit.sinks",
              SettingType.SINKS,
              "Where the audit log goes: some of `file`, `stdout`, `syslog`, `https`; without it"
                  + " there is none. See docs/audit.md."),
          own(
              "audit.content",
              SettingType.CONTENT,
              "What it holds of arguments, outputs, diffs and messages: nothing, their digests,"
                  + " their text without secrets, or all; `redacted` when left out."),
          own(
              "audit.on_failure",
              SettingType.ON_FAILURE,
              "What becomes of an action that cannot be recorded; `continue` when left out, and"
                  + " with `stop` it is not carried out and the run ends."),
          own(
              "audit.max_file_mb",
              SettingType.COUNT,
              "From which size on the file sink begins another file, besides each day; 10 when left"
                  + " out, 500 at most."),
          own(
              "audit.syslog",
              SettingType.SYSLOG,
              "The collector of the sink `syslog`: `tcp://HOST:PORT` or `tls://HOST:PORT`."),
          own(
              "audit.https",
              SettingType.BASE_URL,
              "Where the sink `https` posts batches of records, one JSON object a line."),
          own(
              "audit.api_key_env",
              SettingType.TEXT,
              "The variable that holds the key for `audit.https`, sent as a bearer token."),
          own("audit.api_key_file", SettingType.TEXT, "A file that holds that key."),
          own("audit.headers.*", SettingType.HEADER, "A header sent with each batch."),
          new Setting(
              "managed.endpoints",
              SettingType.ENDPOINTS,
              Scope.MANAGED,
              "",
              "The only endpoints that models may be asked at, and what is below them."),
          new Setting(
              "ui.color",
              SettingType.COLOR,
              Scope.ANYWHERE,
              "auto",
              "Colour; `auto` follows the terminal, `NO_COLOR` and `CLICOLOR_FORCE`."),
          new Setting(
              "ui.theme",
              SettingType.THEME,
              Scope.NOT_PROJECT,
              "auto",
              "Colours for a dark or a light screen; `auto` asks the terminal."),
          new Setting(
              "ui.keys",
              SettingType.KEYS,
              Scope.NOT_PROJECT,
              "emacs",
              "How the prompt is edited; see docs/session.md."));

  private static final List<Setting> ALL =
      Stream.of(OF_RUNS, ServerSettings.ALL, OTHERS).flatMap(List::stream).toList();

  private Settings() {}

  static List<Setting> all() {
    return ALL;
  }

  public static Optional<Setting> find(ConfigKey key) {
    return ALL.stream().filter(setting -> setting.matches(key) && !isNamedTable(key)).findFirst();
  }

  /** A table of a fixed name, where other names are values. */
  private static boolean isNamedTable(ConfigKey key) {
    int last = key.parts().size() - 1;
    return ALL.stream()
        .filter(setting -> setting.parts().size() > last + 1 && setting.isPrefixedBy(key))
        .anyMatch(setting -> setting.parts().get(last).equals(key.last()));
  }

  static boolean isTable(ConfigKey key) {
    return ALL.stream().anyMatch(setting -> !setting.matches(key) && setting.isPrefixedBy(key));
  }

  /** The fixed names that may follow {@code parent} in a file. */
  static List<String> names(ConfigKey parent) {
    int depth = parent.parts().size();
    return ALL.stream()
        .filter(setting -> setting.reach() != Scope.ENVIRONMENT)
        .filter(setting -> setting.isPrefixedBy(parent) && setting.parts().size() > depth)
        .map(setting -> setting.parts().get(depth))
        .filter(part -> !part.equals("*"))
        .distinct()
        .toList();
  }

  /** Every variable whose name begins with {@code VIBE_} and means something. */
  static List<String> variables() {
    return Stream.concat(
            Stream.of("VIBE_HOME", "VIBE_GITHUB_TOKEN", "VIBE_GITLAB_TOKEN", "VIBE_GITEA_TOKEN"),
            ALL.stream().map(Setting::variable))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  static int position(ConfigKey key) {
    for (int i = 0; i < ALL.size(); i++) {
      if (ALL.get(i).matches(key)) {
        return i;
      }
    }
    return ALL.size();
  }
}
