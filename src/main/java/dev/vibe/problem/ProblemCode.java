package dev.vibe.problem;

import java.util.Optional;

/**
 * Vocabulary of everything that can go wrong or is worth a notice. The code compares constants;
 * scripts compare {@link #id}, which never changes. docs/problems.md is made from it.
 *
 * <p>Plain strings and no lookup table, because a start that fails early loads it.
 */
public enum ProblemCode {
  USAGE(
      Area.COMMAND_LINE,
      "usage",
      ExitCode.USAGE,
      "The command line makes no sense: an unknown option, a missing value, options that contradict"
          + " each other.",
      "look at vibe --help; the message names the nearest option"),
  NO_PROMPT(
      Area.COMMAND_LINE,
      "no-prompt",
      ExitCode.USAGE,
      "A prompt was to come from standard input or a file, and nothing came.",
      "give a prompt: vibe -p \"what to do\""),
  OUTPUT_UNWRITABLE(
      Area.COMMAND_LINE,
      "output-unwritable",
      ExitCode.FAILED,
      "Standard output cannot be written to: its disk is full, or nobody reads it any more.",
      "make room there, or send it elsewhere"),
  NO_FOLDER(
      Area.COMMAND_LINE,
      "no-folder",
      ExitCode.USAGE,
      "The folder to work in does not exist or cannot be entered.",
      "name a folder that exists with -C"),
  NO_TERMINAL(
      Area.COMMAND_LINE,
      "no-terminal",
      ExitCode.USAGE,
      "A subcommand that asks questions has no terminal to ask on.",
      "run it in a terminal"),
  APPLY_INPUT(
      Area.COMMAND_LINE,
      "apply-input",
      ExitCode.USAGE,
      "What vibe apply was to read cannot be read.",
      "name a patch or a JSON list of tool calls, or - for standard input"),
  COMPARE_MODELS(
      Area.COMMAND_LINE,
      "compare-models",
      ExitCode.USAGE,
      "vibe compare cannot compare the models of --models, or apply the one of --apply.",
      "name two to eight, each once: --models A,B"),
  NOTHING_APPLIED(
      Area.COMMAND_LINE,
      "nothing-applied",
      ExitCode.FAILED,
      "vibe compare applied nothing: none ended well with a change, or several are as good.",
      "look at the table, then --apply NAME"),
  BATCH_TASKS(
      Area.COMMAND_LINE,
      "batch-tasks",
      ExitCode.USAGE,
      "The tasks of vibe batch cannot be read.",
      "mend the lines that the message names"),
  BATCH_RESULTS(
      Area.COMMAND_LINE,
      "batch-results",
      ExitCode.USAGE,
      "The results of vibe batch cannot be read or written.",
      "name another file, or let the other batch end"),
  BATCH_LEFT(
      Area.COMMAND_LINE,
      "batch-left",
      "Tasks of vibe batch have no result yet.",
      "start the same command again: what is done is not repeated"),
  BAD_CALLS(
      Area.COMMAND_LINE,
      "bad-calls",
      ExitCode.USAGE,
      "The list of tool calls that vibe apply was given is not one.",
      "write it as docs/session.md and vibe apply --help show"),
  BAD_PATCH(
      Area.COMMAND_LINE,
      "bad-patch",
      ExitCode.USAGE,
      "The patch that vibe apply was given cannot be read as a unified diff.",
      "make it with git diff, or with --patch-out"),
  BAD_CASSETTE(
      Area.COMMAND_LINE,
      "bad-cassette",
      ExitCode.USAGE,
      "A recorded model cannot be played, because its file breaks the format.",
      "see docs/cassettes.md; the message names the place"),
  NO_CASSETTE(
      Area.COMMAND_LINE,
      "no-cassette",
      ExitCode.USAGE,
      "The file of a recorded model cannot be read.",
      "give its path: --base-url replay:FILE"),
  BAD_RECORDING(
      Area.COMMAND_LINE,
      "bad-recording",
      ExitCode.USAGE,
      "What vibe replay was to play is no recording of a session.",
      "make one with vibe replay ID --save FILE"),
  NOT_REPLAYED(
      Area.COMMAND_LINE,
      "not-replayed",
      ExitCode.FAILED,
      "A session cannot be played again: what it began with is not known, or gone.",
      "play another one, or a recording in a file"),
  DEMO(
      Area.COMMAND_LINE,
      "demo",
      ExitCode.FAILED,
      "The throw-away repository of vibe demo cannot be made.",
      "make room in the folder for temporary files, or set TMPDIR"),
  OUTPUT_DIR(
      Area.COMMAND_LINE,
      "output-dir",
      ExitCode.USAGE,
      "The folder of --output-dir cannot be made or written to.",
      "name a folder that can be written to"),
  PATCH_OUT(
      Area.COMMAND_LINE,
      "patch-out",
      ExitCode.FAILED,
      "The patch of --patch-out or --output-dir cannot be written.",
      "name a file in a folder that exists and can be written"),
  PATCH_INCOMPLETE(
      Area.COMMAND_LINE,
      "patch-incomplete",
      ExitCode.FAILED,
      "The patch of --patch-out or --output-dir cannot hold the whole change.",
      "copy the files that the message names by hand"),
  BAD_SCHEMA(
      Area.COMMAND_LINE,
      "bad-schema",
      ExitCode.USAGE,
      "The file of --output-schema is no JSON Schema that vibe can check.",
      "mend what the message names"),
  CONFIG_SYNTAX(
      Area.CONFIGURATION,
      "config-syntax",
      ExitCode.USAGE,
      "A configuration file is not valid TOML.",
      "correct the line that is named, or move the file away"),
  CONFIG_UNKNOWN_KEY(
      Area.CONFIGURATION,
      "config-unknown-key",
      ExitCode.USAGE,
      "A configuration file sets a key that does not exist.",
      "take the nearest name that the message offers; docs/configuration.md lists all"),
  CONFIG_VALUE(
      Area.CONFIGURATION,
      "config-value",
      ExitCode.USAGE,
      "A setting has a value that it cannot have, in a file, the environment or an option.",
      "give it what the message says it needs"),
  CONFIG_NOT_HERE(
      Area.CONFIGURATION,
      "config-not-here",
      ExitCode.USAGE,
      "A project's configuration sets what only a user's own may set.",
      "move the key to your own configuration"),
  CONFIG_SECRET(
      Area.CONFIGURATION,
      "config-secret",
      ExitCode.USAGE,
      "A configuration file holds a key itself instead of the place of one.",
      "take it out; set api_key_env, api_key_file or api_key_command"),
  CONFIG_UNREADABLE(
      Area.CONFIGURATION,
      "config-unreadable",
      ExitCode.USAGE,
      "A configuration file cannot be read.",
      "make it a readable TOML file, or move it away"),
  CONFIG_UNWRITABLE(
      Area.CONFIGURATION,
      "config-unwritable",
      ExitCode.FAILED,
      "vibe config init cannot write the configuration file.",
      "make room or allow writing there"),
  CONFIG_NOT_WRITTEN(
      Area.CONFIGURATION,
      "config-not-written",
      "A rule that was just allowed for good cannot be kept.",
      "make rules.toml writable, or add the rule to allow under [permissions] by hand"),
  CONFIG_UNTRUSTED(
      Area.CONFIGURATION,
      "config-untrusted",
      "The configuration of a project is left out, because its folder is not trusted.",
      "look at the file, then trust the folder: vibe --trust uses it for one run"),
  FOLDER_UNTRUSTED(
      Area.CONFIGURATION,
      "folder-untrusted",
      "What a folder brings along (.vibe/, AGENTS.md, CLAUDE.md, .mcp.json) is left out, because"
          + " the folder is not trusted, or because it is other than when it was trusted.",
      "look at the files, then start vibe in a terminal there and answer; vibe --trust uses them"
          + " for one run"),
  MANAGED(
      Area.CONFIGURATION,
      "managed",
      "An option has no effect, because the administrator of the machine set the value.",
      "ask who manages the machine"),
  ENDPOINT_NOT_ALLOWED(
      Area.CONFIGURATION,
      "endpoint-not-allowed",
      ExitCode.USAGE,
      "The administrator of the machine allows only some endpoints, and this is none of them.",
      "use one that is allowed, or ask who manages the machine"),
  AUDIT_SETTINGS(
      Area.CONFIGURATION,
      "audit-settings",
      ExitCode.USAGE,
      "The audit log is turned on, and a sink of it cannot be used as it is configured.",
      "complete [audit] in the configuration that turns it on"),
  SETTINGS_PUT_BACK(
      Area.CONFIGURATION,
      "settings-put-back",
      "A file that decides what vibe may do was changed while a command of the model ran. It was"
          + " put back, and what became of it is kept in the state folder.",
      "if you want the change, make it yourself while no command runs"),
  SETTINGS_CHANGED(
      Area.CONFIGURATION,
      "settings-changed",
      "A file that decides what vibe may do was changed while a command of the model ran, and could"
          + " not be put back.",
      "look at it before you start vibe again"),
  RUN_LATER_CHANGED(
      Area.CONFIGURATION,
      "run-later-changed",
      "A command of the model changed files that other programs obey or run later, or hooks or"
          + " settings of the repository that name programs.",
      "look at it before you go on: git diff, git config --local --list, ls .git/hooks"),
  UNKNOWN_VARIABLE(
      Area.CONFIGURATION,
      "unknown-variable",
      "An environment variable begins with VIBE_ and means nothing.",
      "correct its name, or unset it"),
  BAD_RULE(
      Area.CONFIGURATION,
      "bad-rule",
      ExitCode.USAGE,
      "A permission rule cannot be read.",
      "write e.g. bash(mvn test*) or edit(docs/**)"),
  RULE_EXAMPLE(
      Area.CONFIGURATION,
      "rule-example",
      ExitCode.USAGE,
      "A permission rule does not do what an example beside it says.",
      "correct the rule or its example"),
  MCP_CONFIG(
      Area.CONFIGURATION,
      "mcp-config",
      ExitCode.USAGE,
      "A file that sets up MCP servers cannot be used, or there is no server of that name.",
      "vibe mcp list shows what counts; docs/mcp.md has the form"),
  MCP_UNAVAILABLE(
      Area.CONFIGURATION,
      "mcp-unavailable",
      ExitCode.FAILED,
      "An MCP server cannot be started or reached, or is too slow for this session.",
      "vibe mcp test NAME tries it and says what is wrong"),
  LANGUAGE_SERVER(
      Area.CONFIGURATION,
      "language-server",
      ExitCode.FAILED,
      "A language server cannot be started or ended twice; edits go on without it.",
      "start it yourself and look, set up another, or set diagnostics = false;"
          + " docs/diagnostics.md"),
  MCP_LOGIN(
      Area.CONFIGURATION,
      "mcp-login",
      ExitCode.FAILED,
      "The login to an MCP server did not succeed.",
      "vibe mcp login NAME once more; docs/mcp.md has what can be set"),
  MCP_TOOL_CHANGED(
      Area.CONFIGURATION,
      "mcp-tool-changed",
      ExitCode.REFUSED,
      "A tool of an MCP server is described otherwise than when it was first met.",
      "vibe mcp test --accept NAME shows its tools and takes them as they are"),
  HOOK_INVALID(
      Area.CONFIGURATION,
      "hook-invalid",
      "A hook has no event that there is, no command, or its file cannot be read.",
      "vibe hooks list shows what counts; docs/hooks.md has the form"),
  SKILL_INVALID(
      Area.CONFIGURATION,
      "skill-invalid",
      "A skill is not as agentskills.io says, or its name is taken.",
      "vibe skills check tells what is wrong with each"),
  SUBAGENT_INVALID(
      Area.CONFIGURATION,
      "subagent-invalid",
      "A file of a kind of subagents is not as it should be.",
      "correct the file; docs/subagents.md says what it holds"),
  NO_SKILL(
      Area.CONFIGURATION,
      "no-skill",
      ExitCode.USAGE,
      "There is no skill of that name.",
      "vibe skills list lists them"),
  SKILL_LEFT_OUT(
      Area.CONFIGURATION,
      "skill-left-out",
      "The list of skills would take more than 2 % of the model's window; the least used are left"
          + " out.",
      "shorten their descriptions, or take some away"),
  NO_MODEL(
      Area.MODEL,
      "no-model",
      ExitCode.USAGE,
      "There is no model to talk to: no endpoint, no key and no local server, or a server that"
          + " lists none for coding.",
      "start a local server, set a key, or give --base-url and --model"),
  NO_API_KEY(
      Area.MODEL,
      "no-api-key",
      ExitCode.USAGE,
      "The chosen provider needs a key, and none can be had.",
      "set the variable or file that the message names"),
  KEY_FILE_PUBLIC(
      Area.MODEL,
      "key-file-public",
      "Every user of the machine may read the file of a key.",
      "chmod 600 it"),
  NO_MODEL_LIST(
      Area.MODEL,
      "no-model-list",
      "The endpoint does not say which models it has, so it is asked for one by a general name.",
      "name one with --model"),
  LOCAL_ONLY(
      Area.MODEL,
      "local-only",
      ExitCode.USAGE,
      "Only endpoints on this machine are allowed, and the chosen one is elsewhere.",
      "use one on this machine, or end local_only"),
  OFFLINE(
      Area.MODEL,
      "offline",
      ExitCode.USAGE,
      "Offline, only the endpoint that was chosen and this machine are talked to.",
      "leave --offline out"),
  TLS_FAILED(
      Area.MODEL,
      "tls-failed",
      ExitCode.UNREACHABLE,
      "No secure connection: a certificate is not trusted, or (exit code 2) the configured"
          + " certificates cannot be used.",
      "check the clock; behind a proxy that opens TLS set net.ca_file"),
  BAD_BASE_URL(
      Area.MODEL,
      "bad-base-url",
      ExitCode.UNREACHABLE,
      "There is no model endpoint at the base URL, or (exit code 2) it is no URL that can be used.",
      "check the path; it usually ends with /v1"),
  UNREACHABLE(
      Area.ENDPOINT,
      "unreachable",
      ExitCode.UNREACHABLE,
      "The endpoint cannot be reached.",
      "check that the server runs, the base URL, the network and the proxy"),
  NO_ANSWER(
      Area.ENDPOINT,
      "no-answer",
      ExitCode.UNREACHABLE,
      "The endpoint was reached and kept silent for too long.",
      "look at the server's log; a shorter conversation answers sooner"),
  SERVER_BUSY(
      Area.ENDPOINT,
      "server-busy",
      ExitCode.UNREACHABLE,
      "The server has too much to do; it was asked again and stayed so.",
      "wait, or choose another model"),
  SERVER_ERROR(
      Area.ENDPOINT,
      "server-error",
      ExitCode.UNREACHABLE,
      "The server failed; it was asked again and failed again.",
      "look at the server's log"),
  RATE_LIMITED(
      Area.ENDPOINT,
      "rate-limited",
      ExitCode.UNREACHABLE,
      "The endpoint allows no more requests for now; vibe waited as long as it may.",
      "wait, or raise the limit with the provider"),
  BROKEN_STREAM(
      Area.ENDPOINT,
      "broken-stream",
      ExitCode.UNREACHABLE,
      "A reply broke off, and so did those that were asked for after it.",
      "look at the server's log, or try again"),
  EMPTY_REPLY(
      Area.ENDPOINT,
      "empty-reply",
      ExitCode.FAILED,
      "The model answered nothing, again and again.",
      "check the server's context size and tool-call settings, or use another model"),
  PROXY_LOGIN(
      Area.ENDPOINT,
      "proxy-login",
      ExitCode.UNREACHABLE,
      "The proxy wants a login.",
      "put it into the proxy's URL: http://user:password@host:port"),
  UNAUTHORIZED(
      Area.ENDPOINT,
      "unauthorized",
      ExitCode.UNAUTHORIZED,
      "The endpoint wants a key, or refused the one it got.",
      "check the key that the message names: unset, mistyped, expired, or of another provider"),
  FORBIDDEN(
      Area.ENDPOINT,
      "forbidden",
      ExitCode.UNAUTHORIZED,
      "The key is good but may not use this model.",
      "check that the plan or workspace of the key includes the model"),
  QUOTA(
      Area.ENDPOINT,
      "quota",
      ExitCode.UNREACHABLE,
      "No credit is left with the provider.",
      "check plan and billing, or choose another model"),
  UNKNOWN_MODEL(
      Area.ENDPOINT,
      "unknown-model",
      ExitCode.UNREACHABLE,
      "The endpoint does not have the model.",
      "choose one it serves with --model; vibe models lists them"),
  REJECTED(
      Area.ENDPOINT,
      "rejected",
      ExitCode.UNREACHABLE,
      "The endpoint refused the request for another reason, which is in the message.",
      "follow the message; vibe doctor tries the endpoint out"),
  CONTEXT_OVERFLOW(
      Area.ENDPOINT,
      "context-overflow",
      ExitCode.LIMIT,
      "The conversation is larger than the context of the model.",
      "start a new session, or run the server with a larger context"),
  OVER_RATE_LIMIT(
      Area.ENDPOINT,
      "over-rate-limit",
      ExitCode.LIMIT,
      "The conversation is larger than what the endpoint allows a minute.",
      "start a new session, or raise the limit of tokens a minute"),
  REPLY_TOO_LARGE(
      Area.ENDPOINT,
      "reply-too-large",
      ExitCode.UNREACHABLE,
      "A reply is larger than vibe reads.",
      "ask for less at once"),
  CANCELLED(
      Area.ENDPOINT,
      "cancelled",
      ExitCode.INTERRUPTED,
      "A reply was broken off because the run was.",
      "run it again"),
  INTERNAL(
      Area.ENDPOINT,
      "internal",
      ExitCode.UNREACHABLE,
      "A reply could not be read because of a fault of vibe.",
      "run it again with --log-file FILE and report it"),
  CASSETTE_USED_UP(
      Area.ENDPOINT,
      "cassette-used-up",
      ExitCode.UNREACHABLE,
      "A recorded model was asked more often than it has replies.",
      "add a reply to the cassette"),
  CASSETTE_MISMATCH(
      Area.ENDPOINT,
      "cassette-mismatch",
      ExitCode.UNREACHABLE,
      "A recorded model was asked something other than what it was recorded for.",
      "change the cassette or the prompt"),
  MODEL_SWITCHED(
      Area.ENDPOINT,
      "model-switched",
      "Another model took over, because the one before did not answer.",
      "nothing; the run goes on"),
  PREFIX_BREAK(
      Area.ENDPOINT,
      "prefix-break",
      "A request does not begin with the one before, so the server reads all of it anew.",
      "nothing; report it when it comes often"),
  CALLS_AS_TEXT(
      Area.ENDPOINT,
      "calls-as-text",
      "The server sends tool calls as text; vibe reads them, which is less certain.",
      "turn on the server's tool-call parser"),
  TOOLS_NOT_SHOWN(
      Area.ENDPOINT,
      "tools-not-shown",
      "The chat template of the server leaves out what tools answer; they are told as plain text.",
      "use a model or a template that is made for tools"),
  CONTEXT_FILLS(
      Area.ENDPOINT,
      "context-fills",
      "The conversation has passed half, or three quarters, of the model's window.",
      "nothing; it is compacted in time, and /compact or /clear makes room at once"),
  CONTEXT_SMALL(
      Area.ENDPOINT,
      "context-small",
      "The server keeps less of the conversation than vibe needs.",
      "run the server with a larger context"),
  CONTEXT_CUT(
      Area.ENDPOINT,
      "context-cut",
      "The server seems to cut the conversation without saying so.",
      "run the server with a larger context"),
  IMAGE_NOT_SHOWN(
      Area.ENDPOINT,
      "image-not-shown",
      "A picture is left out of the request, because the model or its server cannot see.",
      "use a model that sees, or say that it does under [models]"),
  IMAGE_NOT_ATTACHED(
      Area.ENDPOINT,
      "image-not-attached",
      "A picture that the prompt names cannot be shown to the model.",
      "follow the message: another path, format or size"),
  FILE_NOT_ATTACHED(
      Area.ENDPOINT,
      "file-not-attached",
      "A rule of yours forbids to read a file that the prompt names.",
      "take the rule out where /permissions shows it"),
  REFUSED(
      Area.RUN,
      "refused",
      ExitCode.REFUSED,
      "The work needed a permission that nobody could give.",
      "give it beforehand with --allow or another --mode, as the message says; vibe undo takes"
          + " --yes"),
  TIMEOUT(
      Area.RUN,
      "timeout",
      ExitCode.TIMEOUT,
      "The time of --timeout is used up.",
      "raise --timeout, or give a smaller task"),
  NO_LIMIT(
      Area.RUN,
      "no-limit",
      "A run that nothing limits has had another fifty replies.",
      "nothing, or end it; --max-turns, --max-tokens, --max-cost and --timeout set a limit"),
  LIMIT_TURNS(
      Area.RUN,
      "limit-turns",
      ExitCode.LIMIT,
      "The number of model replies of --max-turns is used up.",
      "raise --max-turns, or give a smaller task"),
  LIMIT_TOKENS(
      Area.RUN,
      "limit-tokens",
      ExitCode.LIMIT,
      "The tokens of --max-tokens are used up.",
      "raise --max-tokens, or give a smaller task"),
  LIMIT_COST(
      Area.RUN,
      "limit-cost",
      ExitCode.LIMIT,
      "The money of --max-cost is used up.",
      "raise --max-cost, or give a smaller task"),
  REPLY_CUT(
      Area.RUN,
      "reply-cut",
      ExitCode.LIMIT,
      "The answer reached the output limit of the endpoint.",
      "raise max_output_tokens, or ask for less"),
  UNFINISHED(
      Area.RUN,
      "unfinished",
      ExitCode.FAILED,
      "The model's last reply was no end: a call written as text, an announcement, a question that"
          + " nobody answers, or a claim that the run contradicts.",
      "vibe -c goes on; say in the prompt what is missing, or use another model"),
  REPLY_CIRCLES(
      Area.RUN,
      "reply-circles",
      ExitCode.FAILED,
      "The model repeated the same text over and over; the reply was cut, and asked for once more.",
      "use another model, or set its temperature higher"),
  STUCK(
      Area.RUN,
      "stuck",
      ExitCode.FAILED,
      "The model went round in circles: replies in a row brought nothing new.",
      "say in the prompt how to do that step, or use another model"),
  UNCHANGED(
      Area.RUN,
      "unchanged",
      ExitCode.UNCHANGED,
      "The run changed nothing, and --fail-if-no-change was given.",
      "read the answer for the reason"),
  NOT_APPLIED(
      Area.RUN,
      "not-applied",
      ExitCode.FAILED,
      "vibe apply could not apply everything.",
      "the answer has the whole; solve that, then apply what is missing"),
  EDIT_NOTE(
      Area.RUN,
      "edit-note",
      "An edit was carried out, with something to know about how.",
      "look at the diff"),
  EDITOR_NOTE(
      Area.RUN,
      "editor-note",
      "Something to know about a session in an editor.",
      "nothing, unless it is not what you want; see docs/editors.md"),
  INTERRUPTED(
      Area.RUN,
      "interrupted",
      ExitCode.INTERRUPTED,
      "The user ended the run.",
      "go on with vibe --continue"),
  TERMINATED(
      Area.RUN,
      "terminated",
      ExitCode.TERMINATED,
      "A signal ended the run.",
      "go on with vibe --continue"),
  NO_REVIEW(
      Area.RUN,
      "no-review",
      ExitCode.FAILED,
      "The model's answer is no review that can be read.",
      "again, or with a larger model"),
  INTERNAL_ERROR(
      Area.RUN,
      "internal-error",
      ExitCode.FAILED,
      "The run broke on a fault of vibe itself.",
      "run it again with --log-file FILE and report what is in that file"),
  ANSWER_MISFIT(
      Area.RUN,
      "answer-misfit",
      ExitCode.FAILED,
      "The answer was never JSON that fits the schema of --output-schema.",
      "say in the prompt what belongs where, or make the schema simpler"),
  VERIFICATION_RED(
      Area.RUN,
      "verification-red",
      ExitCode.UNVERIFIED,
      "The command of --verify still fails after the last change; nothing was committed since.",
      "run it yourself and look; give more --verify-attempts"),
  HOOK_BLOCKED(
      Area.RUN,
      "hook-blocked",
      ExitCode.REFUSED,
      "A hook of yours, or of the trusted folder, has blocked the prompt.",
      "change the prompt, or the hook; vibe hooks list shows them"),
  HOOK_ASKS(
      Area.RUN,
      "hook-asks",
      ExitCode.REFUSED,
      "A hook wants a person to be asked about a call, whatever the mode.",
      "answer in a terminal, or change the hook"),
  GOAL_NOT_SHOWN(
      Area.RUN,
      "goal-not-shown",
      ExitCode.UNVERIFIED,
      "What --until or /goal asks for does not hold, and the model answers without any work.",
      "say in the prompt how it can be reached, or how one sees that it is"),
  STALE(
      Area.FILES,
      "stale",
      ExitCode.FAILED,
      "A file was changed by somebody else between reading and writing.",
      "do it again"),
  READ_ONLY(
      Area.FILES,
      "read-only",
      ExitCode.FAILED,
      "A file to be written is read-only.",
      "chmod u+w it"),
  DISK_FULL(
      Area.FILES,
      "disk-full",
      ExitCode.FAILED,
      "There is no room left to write a file.",
      "free some space, then repeat the change"),
  NO_PERMISSION(
      Area.FILES,
      "no-permission",
      ExitCode.FAILED,
      "The system does not let vibe write a file.",
      "check who may write in its folder"),
  TOO_MANY_OPEN_FILES(
      Area.FILES,
      "too-many-open-files",
      ExitCode.FAILED,
      "The system lets vibe open no more files.",
      "raise the limit (ulimit -n) or close programs"),
  IO(
      Area.FILES,
      "io",
      ExitCode.FAILED,
      "A file cannot be written for another reason, which is in the message.",
      "check the disk, then repeat the change"),
  RECOVERED(
      Area.FILES,
      "recovered",
      "A change that an earlier run was killed in the middle of was completed or taken back.",
      "look at the files that the message names"),
  COMMAND_NOT_STARTED(
      Area.FILES,
      "command-not-started",
      ExitCode.FAILED,
      "The system cannot start a command.",
      "check that the folder exists and that the machine can start processes"),
  COMMAND_UNUSABLE(
      Area.FILES,
      "command-unusable",
      ExitCode.USAGE,
      "The command to be healed cannot be run: there is no such program, or it may not be run.",
      "try it yourself; install what it needs"),
  NOT_HEALED(
      Area.FILES,
      "not-healed",
      ExitCode.UNVERIFIED,
      "The command still fails after all attempts; the files are as they were, or with --keep as"
          + " the best attempt left them.",
      "read what was tried; give more --max-attempts or another model"),
  PROTECTED_PUT_BACK(
      Area.FILES,
      "protected-put-back",
      "A command changed a file that a healing protects, such as a test; it is as it was before.",
      "where the test is wrong, change it yourself, or give --allow-test-edits"),
  NOT_OFFLINE(
      Area.FILES,
      "not-offline",
      ExitCode.REFUSED,
      "The machine cannot keep commands off the network, which --offline asks for.",
      "install util-linux or bubblewrap and allow user namespaces, or leave --offline out"),
  NO_SANDBOX(
      Area.FILES,
      "no-sandbox",
      ExitCode.USAGE,
      "The machine cannot confine commands, which --sandbox require asks for.",
      "install bubblewrap, or allow user namespaces, or use --sandbox auto"),
  NOT_CONFINED(
      Area.FILES,
      "not-confined",
      "In auto, commands run as you, since the machine has nothing to confine them with.",
      "install bubblewrap, or allow user namespaces; --sandbox require refuses them instead"),
  OUTSIDE_SANDBOX(
      Area.FILES,
      "outside-sandbox",
      ExitCode.REFUSED,
      "A command that the sandbox kept from its work is to run again without it, which nobody was"
          + " there to allow.",
      "run vibe in a terminal and say yes, name what it needs in the sandbox settings, or use"
          + " --sandbox off"),
  TAKES_WORK(
      Area.FILES,
      "takes-work",
      ExitCode.REFUSED,
      "A command would take work with it that is not the run's and in no commit, or on no other"
          + " branch. It is asked about in every mode.",
      "commit or stash it first, or allow that very command by a rule"),
  WORK_TAKEN(
      Area.FILES,
      "work-taken",
      "A command took work with it that was not the run's, because somebody allowed it.",
      "vibe undo brings files back; the message says what else does"),
  GUARDS_LOGIN(
      Area.FILES,
      "guards-login",
      ExitCode.REFUSED,
      "A command would change or delete a file that may hold log-in data.",
      "let the user do it, or allow that very command by a rule"),
  NO_SESSION(
      Area.SESSION,
      "no-session",
      ExitCode.USAGE,
      "There is no such session, or several begin with what was given.",
      "vibe --resume lists those of the folder; vibe undo --list those to undo"),
  SESSION_ELSEWHERE(
      Area.SESSION,
      "session-elsewhere",
      ExitCode.USAGE,
      "The session works in another folder.",
      "name that folder with -C"),
  SESSION_IN_USE(
      Area.SESSION,
      "session-in-use",
      ExitCode.USAGE,
      "Another vibe is working in the session.",
      "leave it there first, or take a copy with --fork"),
  SESSION_UNREADABLE(
      Area.SESSION,
      "session-unreadable",
      ExitCode.FAILED,
      "The log of a session cannot be read.",
      "check that the session exists and that the file may be read"),
  SESSION_UNWRITABLE(
      Area.SESSION,
      "session-unwritable",
      ExitCode.FAILED,
      "The log of a session to go on with cannot be written.",
      "allow writing there, or begin a new session"),
  INSTRUCTIONS_LEFT_OUT(
      Area.SESSION,
      "instructions-left-out",
      "An AGENTS.md is no text in an encoding that can be told from its bytes, a link, no regular"
          + " file, or larger than 64 KiB.",
      "convert it to UTF-8, or put the text itself there"),
  MEMORY(
      Area.SESSION,
      "memory",
      ExitCode.FAILED,
      "What is remembered of a repository cannot be read or written.",
      "allow reading and writing in the folder that is named"),
  INSTRUCTIONS_INSTEAD(
      Area.SESSION,
      "instructions-instead",
      "The model is told what is in a CLAUDE.md or .vibe/AGENTS.md.",
      "write an AGENTS.md beside it, which then counts alone"),
  STATE_ELSEWHERE(
      Area.SESSION,
      "state-elsewhere",
      "The state folder cannot be written to, so the session is kept in a private folder"
          + " elsewhere.",
      "set VIBE_HOME to a folder that can be written to"),
  NO_STATE(
      Area.SESSION,
      "no-state",
      ExitCode.FAILED,
      "Neither the state folder nor a folder for temporary files can be written to.",
      "set VIBE_HOME to a folder that can be written to"),
  SESSION_LOG(
      Area.SESSION,
      "session-log",
      "The log of the session cannot be kept; the work goes on without it.",
      "make room or allow writing there, or point VIBE_HOME to another folder"),
  SESSION_NOT_DELETED(
      Area.SESSION,
      "session-not-deleted",
      ExitCode.FAILED,
      "A session cannot be deleted.",
      "allow writing there, or remove its folder"),
  RENAME(
      Area.SESSION,
      "rename",
      ExitCode.FAILED,
      "A session cannot be given another name.",
      "make room or allow writing there"),
  TERMINAL(
      Area.SESSION,
      "terminal",
      "The terminal cannot be drawn on, so the session goes on in lines.",
      "install stty; vibe --plain needs nothing"),
  EDITOR(
      Area.SESSION,
      "editor",
      "The editor for a prompt cannot be used.",
      "set VISUAL or EDITOR to your editor"),
  AUDIT_FAILED(
      Area.SESSION,
      "audit-failed",
      "A record of the audit log cannot be written. The run goes on, and what waits is written as"
          + " soon as that is possible.",
      "make room, or make the folder writable"),
  AUDIT_UNREACHABLE(
      Area.SESSION,
      "audit-unreachable",
      "A collector of the audit log cannot be reached. What it does not get is kept in a file, and"
          + " sent when it is back.",
      "start it, or correct its address"),
  AUDIT_STOPPED(
      Area.SESSION,
      "audit-stopped",
      ExitCode.FAILED,
      "An action cannot be recorded in the audit log, and is not carried out, because"
          + " audit.on_failure is stop.",
      "make it possible to record it: make room, or start the collector"),
  AUDIT_BROKEN(
      Area.SESSION,
      "audit-broken",
      ExitCode.FAILED,
      "The chain of an audit log does not hold: a record was changed, taken out or put in.",
      "compare it with what the collectors have"),
  NO_REPOSITORY(
      Area.GIT,
      "no-repository",
      ExitCode.FAILED,
      "The folder is in no Git repository.",
      "git init, or go on without commits"),
  BARE_REPOSITORY(
      Area.GIT,
      "bare-repository",
      ExitCode.FAILED,
      "The repository has no work tree.",
      "work in a clone of it"),
  REPOSITORY_BROKEN(
      Area.GIT,
      "repository-broken",
      ExitCode.FAILED,
      "The .git of the folder leads to no repository.",
      "git worktree repair, or git submodule update --init"),
  REPOSITORY_NOT_YOURS(
      Area.GIT,
      "repository-not-yours",
      ExitCode.FAILED,
      "The repository belongs to another user.",
      "if you trust it: git config --global --add safe.directory FOLDER"),
  WORK_IN_PROGRESS(
      Area.GIT,
      "work-in-progress",
      ExitCode.FAILED,
      "A merge, rebase or the like is in progress.",
      "finish it, or abandon it as the message says"),
  NO_GIT_IDENTITY(
      Area.GIT,
      "no-git-identity",
      ExitCode.FAILED,
      "Git does not know who commits.",
      "git config --global user.name and user.email"),
  BAD_GIT_DATE(
      Area.GIT,
      "bad-git-date",
      ExitCode.FAILED,
      "A date that Git is to use cannot be read.",
      "give it as 2026-01-31T12:00:00+01:00, or unset it"),
  NO_COMMIT_MESSAGE(
      Area.GIT,
      "no-commit-message",
      ExitCode.FAILED,
      "A commit has no message.",
      "say what changed and why"),
  NOT_CHANGED_BY_RUN(
      Area.GIT,
      "not-changed-by-run",
      ExitCode.FAILED,
      "A commit names a file that the run did not change.",
      "name only files that it changed"),
  NOT_AMENDABLE(
      Area.GIT,
      "not-amendable",
      ExitCode.FAILED,
      "The last commit is not the session's to change, or others have it already.",
      "make a new commit"),
  HOOK_REFUSED(
      Area.GIT,
      "hook-refused",
      ExitCode.FAILED,
      "A hook of the repository said no to a commit, or must not be run for it.",
      "mend what the hook says, then commit again"),
  COMMIT_REMARK(
      Area.GIT,
      "commit-remark",
      ExitCode.FAILED,
      "Something about a commit is to be known, such as hooks that were not run.",
      "what is needed is in the message"),
  CLAIM_UNVERIFIED(
      Area.GIT,
      "claim-unverified",
      ExitCode.FAILED,
      "The answer says that tests pass, and no command ended well since the last change.",
      "run the tests yourself"),
  YOURS_COMMITTED(
      Area.GIT,
      "yours-committed",
      ExitCode.FAILED,
      "A command of the model made a commit that holds uncommitted work of yours.",
      "look at it with git show; vibe undo takes it back"),
  NOT_COMMITTED(
      Area.GIT,
      "not-committed",
      ExitCode.FAILED,
      "Something that the run changed could not be committed.",
      "look at it with git diff, and commit it by hand"),
  ANOTHER_SESSION(
      Area.GIT,
      "another-session",
      "Another session works in the same folder at this time.",
      "what it changes is not committed or undone with this one's work"),
  LEFT_UNCOMMITTED(
      Area.GIT,
      "left-uncommitted",
      "An earlier session that did not come to its end left changes that no commit holds.",
      "go on with it (vibe -r ID), take it back (vibe undo --session ID), or have it committed"),
  SECRET_FOUND(
      Area.GIT,
      "secret-found",
      ExitCode.REFUSED,
      "A commit would hold a secret: a key, a password, or a file of log-in data. Nothing was"
          + " committed.",
      "take it out, or put it into a file that Git ignores; --allow-secret commits it all the"
          + " same"),
  SECRET_COMMITTED(
      Area.GIT,
      "secret-committed",
      "A commit holds a secret, because somebody allowed it, or because a command made the commit.",
      "renew the secret before the commit is pushed"),
  GIT_LOCKED(
      Area.GIT,
      "git-locked",
      ExitCode.FAILED,
      "Another program holds a lock of the repository, or left it behind.",
      "wait for it, or remove the lock when no Git runs"),
  HEAD_MOVED(
      Area.GIT,
      "head-moved",
      ExitCode.FAILED,
      "Another program committed, staged or switched branches at the same moment.",
      "try again; nothing was changed"),
  WORKTREE_NAME(
      Area.GIT,
      "worktree-name",
      ExitCode.USAGE,
      "There is no managed worktree of that name, or none can be called so.",
      "vibe worktree list shows what there is"),
  WORKTREE_BASE(
      Area.GIT,
      "worktree-base",
      ExitCode.USAGE,
      "The commit that a worktree should begin with is not there.",
      "name a branch, a tag or a commit"),
  WORKTREE_IN_USE(
      Area.GIT,
      "worktree-in-use",
      ExitCode.USAGE,
      "Another vibe works in a managed worktree.",
      "take another name, or end that one first"),
  WORKTREE_FAILED(
      Area.GIT,
      "worktree-failed",
      ExitCode.FAILED,
      "A managed worktree cannot be made, looked at or removed.",
      "see what the message says; git worktree list shows what Git knows of"),
  WORKTREE_INCOMPLETE(
      Area.GIT,
      "worktree-incomplete",
      "A submodule or an ignored file did not come along into a managed worktree.",
      "bring it there by hand if it is needed"),
  WORKTREE_KEPT(
      Area.GIT,
      "worktree-kept",
      "A managed worktree stays, because it holds what is nowhere else, or its run was cut off.",
      "vibe worktree list shows it; vibe worktree remove removes it"),
  NEEDS_GIT(
      Area.GIT,
      "needs-git",
      ExitCode.FAILED,
      "Something here takes an installed git.",
      "install git and see that it is on the PATH"),
  GIT_FAILED(
      Area.GIT,
      "git-failed",
      ExitCode.FAILED,
      "The repository cannot be read or written.",
      "git status and git fsck show what is wrong"),
  GIT_UNREADABLE(
      Area.GIT,
      "git-unreadable",
      ExitCode.FAILED,
      "The state of the repository cannot be read.",
      "git status and git fsck show what is wrong"),
  UNDO_IN_PART(
      Area.UNDO,
      "undo-in-part",
      "The folder is too large for all of it to be recorded while a command waits.",
      "work in a smaller folder, or in a Git repository, where what is committed is safe"),
  NO_CHECKPOINT(
      Area.UNDO,
      "no-checkpoint",
      "What changes now cannot be undone by vibe, because no checkpoint can be kept.",
      "make room or allow writing in .git, and look at it with git fsck"),
  CUT_OFF(
      Area.UNDO,
      "cut-off",
      "An earlier run was cut off while a command ran, so nobody knows how far the command came.",
      "look at the files; vibe undo --session ID lists what changed"),
  NOTHING_TO_UNDO(
      Area.UNDO,
      "nothing-to-undo",
      ExitCode.FAILED,
      "There is nothing to undo, or nothing to redo.",
      "vibe undo --list shows what there is"),
  CHANGED_SINCE(
      Area.UNDO,
      "changed-since",
      ExitCode.FAILED,
      "Files were left as they are, because they were changed after the run.",
      "vibe undo --overwrite FILE"),
  UNDO_FAILED(
      Area.UNDO,
      "undo-failed",
      ExitCode.FAILED,
      "Checkpoints cannot be read or written.",
      "make room and look at the repository with git fsck, then do it again"),
  COMMITS_STAY(
      Area.UNDO,
      "commits-stay",
      ExitCode.FAILED,
      "The files are restored, but the commits of the run stay.",
      "git revert or git reset --soft by hand"),
  IGNORED_NOT_KEPT(
      Area.UNDO,
      "ignored-not-kept",
      "A command names ignored files that are too many or too large for a checkpoint.",
      "copy them away first if they are needed"),
  NOT_CROSSED(
      Area.UNDO,
      "not-crossed",
      ExitCode.FAILED,
      "A merge, a rebase, a switch of branches or the like came in between; undo touches nothing.",
      "see the message: finish or abort it, or switch back, then vibe undo"),
  REVERT_CONFLICT(
      Area.UNDO,
      "revert-conflict",
      ExitCode.FAILED,
      "Later commits changed the same lines, so a commit cannot be taken back by another.",
      "git revert by hand, which lets you merge them"),
  REVERT_FAILED(
      Area.UNDO,
      "revert-failed",
      ExitCode.FAILED,
      "Commits cannot be taken back by another commit.",
      "undo without --revert, or git revert by hand"),
  NO_REMOTE(
      Area.FORGE,
      "no-remote",
      ExitCode.USAGE,
      "The repository has no remote that a branch could be pushed to.",
      "git remote add origin URL"),
  UNKNOWN_FORGE(
      Area.FORGE,
      "unknown-forge",
      ExitCode.USAGE,
      "It is not known what runs on the host of the remote: GitHub, GitLab, or Gitea and Forgejo.",
      "name it in the configuration: [forges.\"HOST\"] with kind = \"gitlab\""),
  NO_FORGE_TOKEN(
      Area.FORGE,
      "no-forge-token",
      ExitCode.USAGE,
      "There is no token to open a pull request with.",
      "set one of the variables that the message names"),
  NO_BASE(
      Area.FORGE,
      "no-base",
      ExitCode.USAGE,
      "It cannot be told which branch the pull request is for, or that branch is not there.",
      "name it: --pr-base main"),
  BAD_BRANCH(
      Area.FORGE,
      "bad-branch",
      ExitCode.USAGE,
      "A branch for a pull request has a name that Git does not take, or is the base itself.",
      "leave out --pr-branch, or name another"),
  NO_PULL_REQUEST(
      Area.FORGE,
      "no-pull-request",
      ExitCode.USAGE,
      "There is no open pull request to post a review on, or it cannot be told which one is meant.",
      "name it: --pr N"),
  BRANCH_TAKEN(
      Area.FORGE,
      "branch-taken",
      ExitCode.USAGE,
      "The branch of the pull request holds commits that vibe did not make; they are never"
          + " overwritten.",
      "work on top of them: git switch BRANCH, or name another with --pr-branch"),
  FORGE_UNAUTHORIZED(
      Area.FORGE,
      "forge-unauthorized",
      ExitCode.UNAUTHORIZED,
      "The forge does not take the token, or the token may not do what a pull request takes.",
      "make one with the rights that docs/pull-requests.md lists"),
  FORGE_REFUSED(
      Area.FORGE,
      "forge-refused",
      ExitCode.FAILED,
      "The forge does not open or update the pull request; the cause has its words.",
      "solve that; the commits are on their branch, and the same command goes on from there"),
  FORGE_UNREACHABLE(
      Area.FORGE,
      "forge-unreachable",
      ExitCode.FAILED,
      "The forge cannot be reached, fails, or asks for longer waits than are worth while.",
      "try again later; docs/configuration.md says how to set a proxy and certificates"),
  PUSH_REFUSED(
      Area.FORGE,
      "push-refused",
      ExitCode.FAILED,
      "The branch could not be pushed; the cause has the words of Git or of the server.",
      "solve that; the commits are on their branch, and the same command goes on from there"),
  PULL_REQUEST_REMARK(
      Area.FORGE,
      "pull-request-remark",
      "Something about a pull request that does not end the run: a label that could not be set, a"
          + " branch that was left.",
      "see what it says"),
  UNKNOWN(
      Area.OTHER,
      "unknown",
      "An event in a log names a code that this version does not know; its cause names the code.",
      "look it up in the version that wrote the log");

  private final Area area;
  private final String id;
  private final Optional<ExitCode> exit;
  private final String meaning;
  private final String remedy;

  /** Ends a run. */
  ProblemCode(Area area, String id, ExitCode exit, String meaning, String remedy) {
    this.area = area;
    this.id = id;
    this.exit = Optional.of(exit);
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** Something to know, which by itself ends nothing. */
  ProblemCode(Area area, String id, String meaning, String remedy) {
    this.area = area;
    this.id = id;
    this.exit = Optional.empty();
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** Part of the product that a code belongs to, and a heading of docs/problems.md. */
  public enum Area {
    COMMAND_LINE("The command line and what it names"),
    CONFIGURATION("Configuration"),
    MODEL("Which model, where, and its key"),
    ENDPOINT("Talking to the model"),
    RUN("How a run ends"),
    FILES("Files and commands"),
    SESSION("Sessions and the terminal"),
    GIT("The repository and commits"),
    UNDO("Checkpoints and undo"),
    FORGE("Pull requests"),
    OTHER("Other versions");

    private final String title;

    Area(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** The code with this id; empty for one of another version. */
  public static Optional<ProblemCode> of(String id) {
    for (ProblemCode code : values()) {
      if (code.id.equals(id)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  public Area area() {
    return area;
  }

  /** What scripts see: lower case with dashes, e.g. {@code no-api-key}. */
  public String id() {
    return id;
  }

  /** How a run ends that ends by it; empty for what only is told. */
  public Optional<ExitCode> exit() {
    return exit;
  }

  /** What it means, in one sentence. */
  public String meaning() {
    return meaning;
  }

  /** What to do about it in general; a {@link Problem} knows more of the case at hand. */
  public String remedy() {
    return remedy;
  }

  /** The id, so that no text shows the name of a constant by mistake. */
  @Override
  public String toString() {
    return id;
  }
}
