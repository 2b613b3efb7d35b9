package dev.vibe.cli;

import static dev.vibe.cli.Option.flag;
import static dev.vibe.cli.Option.value;

import dev.vibe.app.App;
import dev.vibe.app.command.McpCommand;
import dev.vibe.app.command.McpCommand.Act;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.host.RunOptions;
import dev.vibe.cli.Option.Group;
import dev.vibe.cli.Option.Kind;
import dev.vibe.mcp.McpServer;
import dev.vibe.mcp.McpServer.Origin;
import dev.vibe.mcp.McpServer.Reach;
import dev.vibe.mcp.McpServer.Transport;
import dev.vibe.mcp.login.LoginSettings;
import dev.vibe.problem.ExitCode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Command {@code vibe mcp}, of which each part is a command. */
final class McpSubcommand implements CommandDefinition {

  private static final String ACCEPT = "--accept";
  private static final String ENV = "--env";
  private static final String HEADER = "--header";
  private static final String OAUTH = "--oauth";
  private static final String OUT = "--out";
  private static final String NETWORK = "--network";
  private static final Words NAME =
      new Words("NAME", Words.Count.ONE, Kind.TEXT, List.of(), "of a server");

  @Override
  public String summary() {
    return "add, list, show, remove, test or log in to MCP servers";
  }

  @Override
  public String description() {
    return """
    Lists the MCP servers whose tools the model has: yours, and those of the project where \
    it is trusted.
    """;
  }

  @Override
  public List<Option> options() {
    return List.of(Listings.JSON);
  }

  @Override
  public List<String> shared() {
    return List.of(Options.DIRECTORY, Options.TRUST);
  }

  @Override
  public List<Entry> subcommands() {
    return List.of(
        new Entry("add", Addition::new),
        new Entry("list", Listing::new),
        new Entry("show", Showing::new),
        new Entry("remove", Removal::new),
        new Entry("test", Test::new),
        new Entry("login", Login::new));
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    return new Mcp(arguments.where(), new Act.Listed(form(arguments)));
  }

  private static OutputForm form(Arguments arguments) {
    return arguments.has(Listings.JSON.name()) ? OutputForm.JSON : OutputForm.TEXT;
  }

  /** Command {@code vibe mcp add}. */
  private static final class Addition implements CommandDefinition {

    @Override
    public String summary() {
      return "add one to yours, or replace one of its name";
    }

    @Override
    public String description() {
      return """
      Adds a server: a command, which is started in the sandbox with a clean environment \
      and without a network, or a URL. It goes into mcp.json beside the configuration.
      """;
    }

    @Override
    public List<String> synopsis() {
      return List.of(
          "vibe mcp add [OPTIONS] NAME -- COMMAND [ARGS...]", "vibe mcp add [OPTIONS] NAME URL");
    }

    @Override
    public Optional<Words> words() {
      return Optional.of(
          new Words(
              "NAME", Words.Count.SOME, Kind.TEXT, List.of(), "of the server, then what it is"));
    }

    @Override
    public List<Option> options() {
      return List.of(
          value(Group.OWN, ENV, Kind.TEXTS, "NAME=VALUE", "a variable that it gets"),
          value(Group.OWN, HEADER, Kind.TEXTS, "NAME:VALUE", "a header sent with each request"),
          value(Group.OWN, OAUTH, Kind.TEXTS, "FIELD=VALUE", "how to log in, e.g. clientId=ID"),
          flag(Group.OWN, NETWORK, "a command may use the network"));
    }

    @Override
    public List<String> examples() {
      return List.of(
          "vibe mcp add files -- npx -y @modelcontextprotocol/server-filesystem .",
          "vibe mcp add docs https://example.com/mcp --header 'Authorization: Bearer ${TOKEN}'");
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      List<String> words = arguments.words();
      String name = words.getFirst();
      if (!McpServer.isName(name)) {
        throw UsageProblems.usage(
            "\"" + name + "\" cannot be the name of a server",
            "letters, digits, and single hyphens or underscores between them, at most 32");
      }
      List<String> rest = words.subList(1, words.size());
      if (rest.isEmpty()) {
        return new Mcp(arguments.where(), new Act.Unsaid(name));
      }
      boolean isUrl = rest.size() == 1 && rest.getFirst().matches("(?i)https?://[^/\\s]+.*");
      Transport transport =
          isUrl
              ? new Transport.Http(
                  address(rest.getFirst()),
                  pairs(arguments.values(HEADER), ":", HEADER),
                  login(pairs(arguments.values(OAUTH), "=", OAUTH)))
              : new Transport.Stdio(rest, pairs(arguments.values(ENV), "=", ENV));
      Reach reach = arguments.has(NETWORK) ? Reach.NETWORK : Reach.NO_NETWORK;
      return new Mcp(
          arguments.where(), new Act.Added(new McpServer(name, transport, reach, Origin.USER)));
    }

    private static LoginSettings login(Map<String, String> fields) {
      try {
        return LoginSettings.of(fields);
      } catch (IllegalArgumentException e) {
        throw UsageProblems.usage(
            OAUTH + " cannot be used: " + e.getMessage(), "docs/mcp.md has the fields");
      }
    }

    private static URI address(String url) {
      try {
        return URI.create(url);
      } catch (IllegalArgumentException e) {
        throw UsageProblems.usage("\"" + url + "\" is no URL", "e.g. https://example.com/mcp");
      }
    }

    private static Map<String, String> pairs(List<String> given, String between, String option) {
      Map<String, String> pairs = new LinkedHashMap<>();
      for (String pair : given) {
        int at = pair.indexOf(between);
        if (at < 1) {
          throw UsageProblems.usage(
              option + " " + pair + " has no " + between, option + " NAME" + between + "VALUE");
        }
        pairs.put(pair.substring(0, at).strip(), pair.substring(at + 1).strip());
      }
      return pairs;
    }
  }

  /** Command {@code vibe mcp list}. */
  private static final class Listing implements CommandDefinition {

    @Override
    public String summary() {
      return "those that count here (--json)";
    }

    @Override
    public String description() {
      return "Lists the MCP servers that count here. None of them is started.";
    }

    @Override
    public List<Option> options() {
      return List.of(Listings.JSON);
    }

    @Override
    public List<String> shared() {
      return List.of(Options.DIRECTORY, Options.TRUST);
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Mcp(arguments.where(), new Act.Listed(form(arguments)));
    }
  }

  /** Command {@code vibe mcp show}. */
  private static final class Showing implements CommandDefinition {

    @Override
    public String summary() {
      return "what one is, and its tools (--json)";
    }

    @Override
    public String description() {
      return "Shows a server and what is known of its tools. It is not started.";
    }

    @Override
    public Optional<Words> words() {
      return Optional.of(NAME);
    }

    @Override
    public List<Option> options() {
      return List.of(Listings.JSON);
    }

    @Override
    public List<String> shared() {
      return List.of(Options.DIRECTORY, Options.TRUST);
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Mcp(
          arguments.where(), new Act.Shown(arguments.words().getFirst(), form(arguments)));
    }
  }

  /** Command {@code vibe mcp remove}. */
  private static final class Removal implements CommandDefinition {

    @Override
    public String summary() {
      return "take one of yours away";
    }

    @Override
    public String description() {
      return "Removes a server from mcp.json beside the configuration.";
    }

    @Override
    public Optional<Words> words() {
      return Optional.of(NAME);
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Mcp(arguments.where(), new Act.Removed(arguments.words().getFirst()));
    }
  }

  /** Command {@code vibe mcp test}. */
  private static final class Test implements CommandDefinition {

    @Override
    public String summary() {
      return "start one and list its tools (--json)";
    }

    @Override
    public String description() {
      return """
      Starts a server as a session would, lists its tools and ends it. Tools that are not \
      what they were when they were first met are marked; --accept takes them as they are.
      """;
    }

    @Override
    public Optional<Words> words() {
      return Optional.of(NAME);
    }

    @Override
    public List<Option> options() {
      return List.of(
          flag(Group.OWN, ACCEPT, "tools that changed are taken as they are"), Listings.JSON);
    }

    @Override
    public List<String> shared() {
      return List.of(Options.DIRECTORY, Options.TRUST);
    }

    @Override
    public Map<ExitCode, String> exitCodes() {
      return Map.of(ExitCode.FAILED, "it cannot be started or reached");
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Mcp(
          arguments.where(),
          new Act.Tried(arguments.words().getFirst(), arguments.has(ACCEPT), form(arguments)));
    }
  }

  /** Command {@code vibe mcp login}. */
  private static final class Login implements CommandDefinition {

    @Override
    public String summary() {
      return "log in to one with a browser";
    }

    @Override
    public String description() {
      return """
      Logs in to a server that wants it, by OAuth. The page to log in at is opened in the \
      browser, and its address printed. The tokens are kept in the keychain of the system, \
      or in a file that only you can read.
      """;
    }

    @Override
    public Optional<Words> words() {
      return Optional.of(NAME);
    }

    @Override
    public List<Option> options() {
      return List.of(flag(Group.OWN, OUT, "take the tokens away instead"));
    }

    @Override
    public List<String> shared() {
      return List.of(Options.DIRECTORY, Options.TRUST);
    }

    @Override
    public Map<ExitCode, String> exitCodes() {
      return Map.of(ExitCode.FAILED, "the login did not succeed");
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      String name = arguments.words().getFirst();
      return new Mcp(
          arguments.where(), arguments.has(OUT) ? new Act.Logout(name) : new Act.Login(name));
    }
  }

  record Mcp(RunOptions.Where where, Act act) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.command(host -> new McpCommand(host, where).run(act));
    }
  }
}
