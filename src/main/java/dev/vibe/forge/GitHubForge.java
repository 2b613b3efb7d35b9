package dev.vibe.forge;

import dev.vibe.forge.ForgeProject.Right;
import dev.vibe.forge.PullRequestWish.Form;
import dev.vibe.forge.StandingRequest.Life;
import dev.vibe.net.HttpRequest.Verb;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GitHub, its cloud and its server, by the REST API of 2022-11-28. */
final class GitHubForge implements Forge {

  private final ForgeSite site;
  private final ForgeToken token;
  private final ForgeClient client;

  GitHubForge(ForgeSite site, ForgeToken token, ForgeMeans means) {
    this.site = site;
    this.token = token;
    this.client = client(site, token, means);
  }

  static ForgeClient client(ForgeSite site, ForgeToken token, ForgeMeans means) {
    return new ForgeClient(
        site,
        token,
        Map.of(
            "Accept",
            "application/vnd.github+json",
            "X-GitHub-Api-Version",
            "2022-11-28",
            "Authorization",
            "Bearer " + token.reveal()),
        means);
  }

  private String repository() {
    return "/repos/" + site.project();
  }

  /** What a token of an app may do is not told by the rights that it shows. */
  @Override
  public ForgeProject project() {
    ForgeFields found = client.get("cannot look at " + site.shown(), repository());
    ForgeFields rights = found.object("permissions");
    boolean isTold = found.has("permissions") && !token.isOfApp();
    return new ForgeProject(
        found.number("id"),
        found.text("default_branch"),
        found.isTrue("archived")
            ? Right.NO
            : isTold ? rights.isTrue("push") ? Right.YES : Right.NO : Right.UNTOLD,
        Right.UNTOLD);
  }

  @Override
  public Optional<StandingRequest> find(ForgeProject project, String head, String base) {
    List<StandingRequest> all =
        client
            .list(
                "cannot look for the pull request of " + head,
                repository()
                    + "/pulls?state=all&per_page=20&sort=created&direction=desc&head="
                    + encoded(site.owner() + ":" + head)
                    + "&base="
                    + encoded(base))
            .stream()
            .filter(each -> each.object("head").text("ref").equals(head))
            .filter(each -> each.object("head").object("repo").number("id") == project.id())
            .map(GitHubForge::standing)
            .toList();
    return newest(all);
  }

  static Optional<StandingRequest> newest(List<StandingRequest> all) {
    return all.stream()
        .filter(StandingRequest::isOpen)
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public StandingRequest open(Proposal proposal) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("title", proposal.title());
    body.put("head", proposal.head());
    body.put("base", proposal.base());
    body.put("body", proposal.body());
    body.put("draft", proposal.form() == Form.DRAFT);
    body.put("maintainer_can_modify", true);
    return standing(
        client.send("cannot open the pull request", Verb.POST, repository() + "/pulls", body));
  }

  @Override
  public StandingRequest update(StandingRequest standing, Proposal proposal) {
    return standing(
        client.send(
            "cannot update pull request " + standing.number(),
            Verb.PATCH,
            repository() + "/pulls/" + standing.number(),
            Map.of("title", proposal.title(), "body", proposal.body())));
  }

  @Override
  public void label(StandingRequest standing, List<String> labels) {
    client.tell(
        "cannot label pull request " + standing.number(),
        Verb.POST,
        repository() + "/issues/" + standing.number() + "/labels",
        Map.of("labels", labels));
  }

  private static StandingRequest standing(ForgeFields fields) {
    return new StandingRequest(
        fields.number("number"),
        fields.text("html_url"),
        fields.text("body"),
        fields.isTrue("draft") ? Form.DRAFT : Form.READY,
        fields.text("state").equals("open") ? Life.OPEN : Life.OVER);
  }
}
