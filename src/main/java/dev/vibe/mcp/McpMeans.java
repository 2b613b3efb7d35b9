package dev.vibe.mcp;

import dev.vibe.exec.ServerRunner;
import dev.vibe.mcp.login.LoginVault;
import dev.vibe.net.Http;
import dev.vibe.problem.Problem;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Means by which servers are reached.
 *
 * @param runners of processes, by their reach; made when one is first needed
 * @param http made when it is first needed
 * @param logins where the tokens of servers are kept
 * @param folder in which processes run
 * @param catalogue folder of what is known from earlier sessions
 * @param data folder for what tools give that is no text; the model may read there
 * @param productVersion told to servers
 * @param notices told what is wrong with a server, from any thread
 */
public record McpMeans(
    Function<McpServer.Reach, ServerRunner> runners,
    Supplier<Http> http,
    LoginVault logins,
    Path folder,
    Path catalogue,
    Path data,
    String productVersion,
    Consumer<Problem> notices) {}
