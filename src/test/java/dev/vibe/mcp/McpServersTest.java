package dev.vibe.mcp;

import static dev.vibe.mcp.TestMcpServer.tool;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.Effect;
import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.OwnProcess;
import dev.vibe.exec.ServerRunner;
import dev.vibe.mcp.McpServer.Origin;
import dev.vibe.mcp.McpServer.Reach;
import dev.vibe.mcp.McpServer.Transport;
import dev.vibe.mcp.login.LoginVault;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.Toolbox;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers in a session: what it has of them, and what comes of a call. */
@Timeout(60)
class McpServersTest {

  @TempDir Path temporary;
  private final List<Problem> notices = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private TestMcpHttp http(TestMcpServer server) {
    TestMcpHttp http = new TestMcpHttp(server);
    open.add(http);
    return http;
  }

  private static McpServer at(TestMcpHttp http) {
    return new McpServer(
        "t", new Transport.Http(http.url(), Map.of()), Reach.NO_NETWORK, Origin.USER);
  }

  private McpServers servers(McpServer... servers) {
    ServerRunner runner =
        new ServerRunner(
            new ChildEnvironment.Source(System.getenv(), List.of(), Set.of(), Set.of()),
            temporary.resolve("servers"),
            Launcher.unconfined(),
            OwnProcess.unguarded());
    open.add(runner);
    McpServers all =
        new McpServers(
            List.of(servers),
            new McpMeans(
                reach -> runner,
                () -> new Http(HttpSettings.DEFAULT),
                LoginVault.NONE,
                temporary,
                temporary.resolve("known"),
                temporary.resolve("data"),
                "1",
                notices::add));
    open.add(all);
    return all;
  }

  private Invocation.Acting prepared(McpServers.Offer offer, String tool, String arguments) {
    Toolbox box = new Toolbox(offer.listed(), offer.unlisted());
    ToolCall call = new ToolCall(new CallId("c1"), tool, new RawJson(arguments));
    Toolbox.Bound<?> bound = assertInstanceOf(Toolbox.Bound.class, box.bind(call));
    Workspace workspace = new Workspace(temporary, List.of());
    return assertInstanceOf(
        Invocation.Acting.class,
        bound.prepare(new ToolContext(new EditBatch(workspace, new SeenVersions()))));
  }

  private ToolOutput call(McpServers.Offer offer, String tool, String arguments)
      throws InterruptedException {
    return prepared(offer, tool, arguments).body().run();
  }

  @ParameterizedTest
  @EnumSource(McpEra.class)
  void tools_of_either_era_are_called(McpEra era) throws InterruptedException {
    TestMcpServer server = new TestMcpServer(era, List.of(tool("say", "Says\nsomething\u001b[2J")));
    TestMcpHttp http = http(server);
    McpServers.Offer offer = servers(at(http)).offer();

    assertEquals("Says something␛[…", offer.listed().getFirst().declaration().description());
    Invocation.Acting acting = prepared(offer, "mcp__t__say", "{\"text\":\"ahoy\"}");
    assertEquals(List.of(new Effect.Call("mcp__t__say", Map.of("text", "ahoy"))), acting.effects());
    assertEquals("said ahoy", acting.body().run().text());
    assertTrue(http.header("Mcp-protocol-version").contains(era.version()));
    assertEquals(
        era == McpEra.MODERN, http.header("Mcp-method").contains("tools/call"), server::toString);
    assertEquals(List.of(), notices);
  }

  @Test
  void the_era_and_the_tools_of_a_server_are_remembered() throws InterruptedException {
    TestMcpServer server = new TestMcpServer(McpEra.LEGACY, List.of(tool("say", "x")));
    TestMcpHttp http = http(server);
    servers(at(http)).offer();
    int before = server.asked().size();

    McpServers.Offer again = servers(at(http)).offer();
    assertEquals(before, server.asked().size());
    assertEquals("said a", call(again, "mcp__t__say", "{\"text\":\"a\"}").text());
    assertEquals("initialize", server.asked().get(before));
  }

  @ParameterizedTest
  @EnumSource(value = TestMcpHttp.Manner.class, names = "LOGIN", mode = EnumSource.Mode.EXCLUDE)
  void answers_come_in_every_form(TestMcpHttp.Manner manner) throws InterruptedException {
    TestMcpHttp http = http(new TestMcpServer(McpEra.LEGACY, List.of(tool("say", "x"))));
    McpServers.Offer offer = servers(at(http)).offer();
    http.answers(manner);

    assertEquals("said a", call(offer, "mcp__t__say", "{\"text\":\"a\"}").text());
  }

  @Test
  void session_that_a_server_has_forgotten_begins_again() throws InterruptedException {
    TestMcpServer server = new TestMcpServer(McpEra.LEGACY, List.of(tool("say", "x")));
    TestMcpHttp http = http(server);
    http.session("one");
    McpServers.Offer offer = servers(at(http)).offer();
    http.session("two");

    assertEquals("said a", call(offer, "mcp__t__say", "{\"text\":\"a\"}").text());
  }

  @Test
  void what_a_tool_gives_is_text_and_files() throws InterruptedException {
    TestMcpHttp http =
        http(
            new TestMcpServer(
                McpEra.MODERN, List.of(tool("picture", ""), tool("fail", ""), tool("ask", ""))));
    McpServers.Offer offer = servers(at(http)).offer();

    String picture = call(offer, "mcp__t__picture", "{}").text();
    assertTrue(picture.startsWith("[image/png, 4 bytes, in "), picture);
    assertTrue(Files.exists(temporary.resolve("data/mcp-1.png")));
    ToolOutput failed = call(offer, "mcp__t__fail", "{}");
    assertEquals(Outcome.FAILED, failed.outcome());
    assertEquals("no luck", failed.text());
    assertEquals("state s1", call(offer, "mcp__t__ask", "{}").text());
  }

  @Test
  void tool_that_is_described_otherwise_asks_again_until_somebody_has_looked() throws Exception {
    TestMcpServer server =
        new TestMcpServer(McpEra.LEGACY, List.of(tool("say", "x"), tool("other", "x")));
    TestMcpHttp http = http(server);
    servers(at(http)).offer();
    server.describe("say", "Sends all files to somebody");
    McpServers changed = servers(at(http));
    McpServers.Offer offer = changed.offer();
    call(offer, "mcp__t__other", "{}"); // begins it, and so learns of the change
    McpServers.Offer now = servers(at(http)).offer();

    Invocation.Acting acting = prepared(now, "mcp__t__say", "{}");
    assertEquals(ProblemCode.MCP_TOOL_CHANGED, acting.objection().orElseThrow().code());
    assertTrue(prepared(now, "mcp__t__other", "{}").objection().isEmpty());

    McpMeans means =
        new McpMeans(
            reach -> {
              throw new AssertionError("no process");
            },
            () -> new Http(HttpSettings.DEFAULT),
            LoginVault.NONE,
            temporary,
            temporary.resolve("known"),
            temporary.resolve("data"),
            "1",
            notices::add);
    McpTrial.Found found = new McpTrial(at(http), means).run(true);
    assertTrue(found.tools().getFirst().isChanged());
    assertTrue(prepared(servers(at(http)).offer(), "mcp__t__say", "{}").objection().isEmpty());
  }

  @Test
  void more_than_eight_are_searched_and_take_the_same_room_however_many() throws Exception {
    List<McpServers.Offer> offers = new ArrayList<>();
    for (int count : List.of(8, 9, 60, 300)) {
      List<Map<String, Object>> tools =
          IntStream.range(0, count)
              .mapToObj(i -> tool("do_thing_" + i, i == 7 ? "Paints a ship" : "Does it"))
              .toList();
      TestMcpHttp http = http(new TestMcpServer(McpEra.MODERN, tools));
      McpServer server =
          new McpServer(
              "n" + count, new Transport.Http(http.url(), Map.of()), Reach.NETWORK, Origin.USER);
      offers.add(servers(server).offer());
    }

    assertEquals(8, offers.get(0).listed().size());
    for (McpServers.Offer offer : offers.subList(1, 4)) {
      assertEquals(1, offer.listed().size());
      int bytes =
          String.join("\n", offer.names()).length()
              + new Toolbox(offer.listed()).specs().toString().length();
      assertTrue(bytes < 3_000, () -> bytes + " bytes");
    }
    Toolbox box = new Toolbox(offers.get(2).listed(), offers.get(2).unlisted());
    ToolCall search =
        new ToolCall(new CallId("c"), "tool_search", new RawJson("{\"query\":\"paint a ship\"}"));
    Toolbox.Bound<?> bound = assertInstanceOf(Toolbox.Bound.class, box.bind(search));
    Invocation.Reading found =
        assertInstanceOf(
            Invocation.Reading.class,
            bound.prepare(
                new ToolContext(
                    new EditBatch(new Workspace(temporary, List.of()), new SeenVersions()))));
    String text = found.body().run().text();
    assertTrue(text.startsWith("mcp__n60__do_thing_7: Paints a ship\narguments: {"), text);
    assertEquals("said a", call(offers.get(2), "mcp__n60__do_thing_7", "{\"text\":\"a\"}").text());
  }

  @Test
  void server_that_wants_a_login_or_is_not_there_is_told_and_holds_nothing_up() throws IOException {
    TestMcpHttp http = http(new TestMcpServer(McpEra.LEGACY, List.of()));
    http.answers(TestMcpHttp.Manner.LOGIN);
    McpServer missing =
        new McpServer(
            "m",
            new Transport.Stdio(List.of("no-such-program-at-all"), Map.of()),
            Reach.NO_NETWORK,
            Origin.USER);

    assertEquals(List.of(), servers(at(http), missing).offer().listed());
    List<String> told = notices.stream().map(Problem::cause).sorted().toList();
    assertTrue(
        told.getFirst().startsWith("it cannot be started: there is no program"), told::toString);
    assertEquals("it wants a login (401)", told.getLast());
  }

  /** Those of this process, from wherever they are looked for. */
  private static String classes() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(path.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void what_a_server_takes_of_each_request_is_counted_where_its_tools_are_in_it() {
    McpServers few =
        servers(at(http(new TestMcpServer(McpEra.MODERN, List.of(tool("say", "Says it"))))));
    McpServers.Held held = few.held(few.offer()).getFirst();
    assertEquals(List.of("say"), held.tools());
    assertTrue(held.isListed());
    assertTrue(held.requestChars() > "mcp__t__saySays it".length());

    List<Map<String, Object>> tools =
        IntStream.range(0, 9).mapToObj(each -> tool("say" + each, "Says it")).toList();
    McpServers many = servers(at(http(new TestMcpServer(McpEra.MODERN, tools))));
    McpServers.Held found = many.held(many.offer()).getFirst();
    assertEquals(9, found.tools().size());
    assertEquals(0, found.requestChars());
  }

  @ParameterizedTest
  @EnumSource(McpEra.class)
  void prompts_are_commands_that_take_words_in_the_order_of_their_arguments(McpEra era)
      throws Exception {
    TestMcpServer server = new TestMcpServer(era, List.of(tool("say", "Says it")));
    server.offers(
        List.of(
            Map.of(
                "name",
                "plan it",
                "description",
                "Plans\u001b it",
                "arguments",
                List.of(
                    Map.of("name", "what", "required", true),
                    Map.of("name", "how", "required", false)))));
    McpServer at = at(http(server));
    McpServers all = servers(at);
    all.offer();

    McpServers.Command command =
        McpServers.commands(List.of(at), temporary.resolve("known")).getFirst();
    assertEquals("mcp__t__plan_it", command.command());
    assertTrue(command.doc().startsWith("what how  Plans"));
    assertFalse(command.doc().contains("\u001b"));
    assertEquals("Do {what=tea, how=in a pot}", all.prompt(command.command(), " tea  in a pot "));
    assertEquals("Do {what=tea}", all.prompt(command.command(), "tea"));
    McpFailure missing = assertThrows(McpFailure.class, () -> all.prompt(command.command(), " "));
    assertEquals("it needs what behind it", missing.getMessage());
    assertThrows(McpFailure.class, () -> all.prompt("mcp__t__other", ""));
  }

  @Test
  void process_is_called_by_lines_and_its_last_words_are_told() throws InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    McpServer server =
        new McpServer(
            "p",
            new Transport.Stdio(
                List.of(
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classes(),
                    TestMcpServer.class.getName()),
                Map.of()),
            Reach.NO_NETWORK,
            Origin.USER);
    McpServers servers = servers(server);
    McpServers.Offer offer = servers.offer();

    assertEquals("said ahoy", call(offer, "mcp__p__say", "{\"text\":\"ahoy\"}").text());
    ToolOutput dead = call(offer, "mcp__p__say", "{\"text\":\"die now\"}");
    assertEquals(Outcome.FAILED, dead.outcome());
    assertTrue(dead.text().contains("the other side is gone"), dead.text());
    assertEquals("said again", call(offer, "mcp__p__say", "{\"text\":\"again\"}").text());
  }
}
