package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.context.Fragment;
import dev.vibe.mcp.McpServers;
import dev.vibe.skill.PromptFiles.PromptFile;
import dev.vibe.tool.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Extensions of a session by its user: what they add to the tools and to what the model is told.
 * One that uses none pays for a look at a few names. Thread-safe.
 */
public final class SessionExtensions implements AutoCloseable {

  private final HostEnvironment host;
  private final SessionPlan plan;
  private final Path data;
  private Optional<Optional<SessionSkills>> skills = Optional.empty();
  private Optional<Optional<SessionMcp>> servers = Optional.empty();

  /**
   * Looks for nothing yet.
   *
   * @param data folder for what their tools give that is no text
   */
  SessionExtensions(HostEnvironment host, SessionPlan plan, Path data) {
    this.host = host;
    this.plan = plan;
    this.data = data;
  }

  /**
   * What the model is told of them at the start. Blocks on disk.
   *
   * @param window of the model in tokens, asked for only where it matters; 0 when it is not known
   */
  List<Fragment> fragments(IntSupplier window) {
    List<Fragment> all = new ArrayList<>();
    skills().flatMap(there -> there.fragment(window.getAsInt())).ifPresent(all::add);
    servers().flatMap(SessionMcp::fragment).ifPresent(all::add);
    return all;
  }

  /** Their tools, behind all others. Blocks on disk. */
  List<Tool<?>> tools() {
    List<Tool<?>> all = new ArrayList<>();
    skills().ifPresent(there -> all.addAll(there.tools()));
    servers().ifPresent(there -> all.addAll(there.offer().listed()));
    web().filter(tool -> !plan.config().isOffline()).ifPresent(all::add);
    return all;
  }

  /** The MCP servers, and what of them is in the requests. Blocks on disk. */
  List<McpServers.Held> held() {
    return servers().map(SessionMcp::held).orElse(List.of());
  }

  /** Tools that the model may call once it has found out their names. Blocks on disk. */
  List<Tool<?>> unlisted() {
    List<Tool<?>> all = new ArrayList<>();
    servers().ifPresent(there -> all.addAll(there.offer().unlisted()));
    web().filter(tool -> plan.config().isOffline()).ifPresent(all::add); // which says why not
    return all;
  }

  private Optional<Tool<?>> web() {
    return plan.config().fetchesPages()
        ? Optional.of(SessionWeb.tool(host, plan))
        : Optional.empty();
  }

  /** Folders outside of the workspace whose files they may speak of. Blocks on disk. */
  List<Path> folders() {
    return skills().map(SessionSkills::folders).orElse(List.of());
  }

  /** Commands by which a person uses them. Blocks on disk. */
  public static List<PromptFile> commands(HostEnvironment host, SessionPlan plan) {
    return SessionSkills.areThere(host, plan) ? SessionSkills.of(host, plan).commands() : List.of();
  }

  /** Prompts of MCP servers, as commands. Blocks on disk. */
  public static List<McpServers.Command> prompts(HostEnvironment host, SessionPlan plan) {
    return SessionMcp.areThere(host, plan) ? SessionMcp.commands(host, plan) : List.of();
  }

  /** The text of such a prompt. Blocks on its server. */
  String prompt(String command, String typed) throws InterruptedException {
    Optional<SessionMcp> there = servers();
    return there.isPresent() ? there.get().prompt(command, typed) : "";
  }

  private synchronized Optional<SessionMcp> servers() {
    if (servers.isEmpty()) {
      servers =
          Optional.of(
              SessionMcp.areThere(host, plan) ? SessionMcp.of(host, plan, data) : Optional.empty());
    }
    return servers.get();
  }

  /** Ends what they have started. Idempotent. */
  @Override
  public synchronized void close() {
    servers.flatMap(found -> found).ifPresent(SessionMcp::close);
  }

  private synchronized Optional<SessionSkills> skills() {
    if (skills.isEmpty()) {
      skills =
          Optional.of(
              SessionSkills.areThere(host, plan)
                  ? Optional.of(SessionSkills.of(host, plan))
                  : Optional.empty());
    }
    return skills.get();
  }
}
