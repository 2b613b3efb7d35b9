package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.Rule;
import dev.vibe.conversation.ToolNames;
import dev.vibe.net.HostRules;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.net.NetReach;
import dev.vibe.problem.VibeException;
import dev.vibe.tool.Tool;
import dev.vibe.tool.builtin.WebFetchTool;
import dev.vibe.web.WebFetcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Pages of the web in a session whose user has allowed that. */
final class SessionWeb {

  /** Of a page with all that leads to it. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private SessionWeb() {}

  /** The tool, which without a network says so; nothing is connected to. */
  static Tool<?> tool(HostEnvironment host, SessionPlan plan) {
    if (plan.config().isOffline()) {
      return new WebFetchTool(Optional.empty());
    }
    HostRules named = new HostRules(SandboxSetup.of(plan, host).hosts());
    return new WebFetchTool(
        Optional.of(new WebFetcher(() -> http(host, plan, named), named, host.version(), LIMIT)));
  }

  /** The proxies and authorities of the user, and nothing by which a server knows who it is. */
  private static Http http(HostEnvironment host, SessionPlan plan, HostRules named) {
    HttpSettings usual = new NetworkSetup(plan.config(), host).settings();
    return new Http(
        new HttpSettings(
            usual.connectLimit(),
            usual.proxies(),
            usual.extraAuthorities(),
            HttpSettings.Identity.NONE),
        new NetReach.Open(named));
  }

  /** Hosts that commands may reach are fetched from unasked, too. */
  static List<Rule> rules(HostEnvironment host, SessionPlan plan) {
    return plan.config().fetchesPages()
        ? SandboxSetup.of(plan, host).hosts().stream().flatMap(SessionWeb::rule).toList()
        : List.of();
  }

  /** None for what is no host of a rule, which is asked about as any other. */
  private static Stream<Rule> rule(String host) {
    try {
      return Stream.of(Rule.parse(ToolNames.WEB_FETCH + "(" + host + ")"));
    } catch (VibeException e) {
      return Stream.empty();
    }
  }
}
