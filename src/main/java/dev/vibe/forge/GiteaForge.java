package dev.vibe.forge;

import dev.vibe.forge.ForgeProject.Right;
import dev.vibe.forge.PullRequestWish.Form;
import dev.vibe.forge.StandingRequest.Life;
import dev.vibe.net.HttpRequest.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gitea and Forgejo by version 1 of their API. Drafts are a beginning of the title. */
final class GiteaForge implements Forge {

  static final String DRAFT = "WIP: ";

  private static final int PAGE = 50;

  /** There is no question for the requests of one branch, so that they are looked through. */
  private static final int MOST_PAGES = 20;

  private final ForgeSite site;
  private final ForgeClient client;

  GiteaForge(ForgeSite site, ForgeToken token, ForgeMeans means) {
    this.site = site;
    this.client = client(site, token, means);
  }

  static ForgeClient client(ForgeSite site, ForgeToken token, ForgeMeans means) {
    return new ForgeClient(site, token, Map.of("Authorization", "token " + token.reveal()), means);
  }

  private String repository() {
    return "/repos/" + site.project();
  }

  @Override
  public ForgeProject project() {
    ForgeFields found = client.get("cannot look at " + site.shown(), repository());
    boolean isOff = found.has("has_pull_requests") && !found.isTrue("has_pull_requests");
    return new ForgeProject(
        found.number("id"),
        found.text("default_branch"),
        found.isTrue("archived")
            ? Right.NO
            : !found.has("permissions")
                ? Right.UNTOLD
                : found.object("permissions").isTrue("push") ? Right.YES : Right.NO,
        isOff ? Right.NO : Right.UNTOLD);
  }

  @Override
  public Optional<StandingRequest> find(ForgeProject project, String head, String base) {
    List<StandingRequest> found = new ArrayList<>();
    for (String state : List.of("open", "closed")) {
      for (int page = 1; page <= MOST_PAGES && found.isEmpty(); page++) {
        List<ForgeFields> all =
            client.list(
                "cannot look for the pull request of " + head,
                repository()
                    + "/pulls?state="
                    + state
                    + "&sort=recentupdate&limit="
                    + PAGE
                    + "&page="
                    + page);
        all.stream()
            .filter(each -> each.object("head").text("ref").equals(head))
            .filter(each -> each.object("base").text("ref").equals(base))
            .filter(each -> each.object("head").number("repo_id") == project.id())
            .map(GiteaForge::standing)
            .forEach(found::add);
        if (all.isEmpty()) {
          break;
        }
      }
    }
    return GitHubForge.newest(found);
  }

  @Override
  public StandingRequest open(Proposal proposal) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("title", title(proposal, proposal.form()));
    body.put("head", proposal.head());
    body.put("base", proposal.base());
    body.put("body", proposal.body());
    return standing(
        client.send("cannot open the pull request", Verb.POST, repository() + "/pulls", body));
  }

  /** Whether it is a draft stays as people left it. */
  @Override
  public StandingRequest update(StandingRequest standing, Proposal proposal) {
    return standing(
        client.send(
            "cannot update pull request " + standing.number(),
            Verb.PATCH,
            repository() + "/pulls/" + standing.number(),
            Map.of("title", title(proposal, standing.form()), "body", proposal.body())));
  }

  /** Labels are told by number; one that the project lacks is not made. */
  @Override
  public void label(StandingRequest standing, List<String> labels) {
    List<Object> numbers = new ArrayList<>();
    List<String> missing = new ArrayList<>(labels);
    for (ForgeFields each :
        client.list(
            "cannot read the labels of " + site.shown(), repository() + "/labels?limit=50")) {
      if (missing.remove(each.text("name"))) {
        numbers.add(each.number("id"));
      }
    }
    if (!numbers.isEmpty()) {
      client.tell(
          "cannot label pull request " + standing.number(),
          Verb.POST,
          repository() + "/issues/" + standing.number() + "/labels",
          Map.of("labels", numbers));
    }
    if (!missing.isEmpty()) {
      throw ForgeProblems.refusal(
          "cannot label pull request " + standing.number(),
          "the project has no label " + String.join(", ", missing),
          "make it in the project's settings");
    }
  }

  private static String title(Proposal proposal, Form form) {
    return switch (form) {
      case DRAFT -> DRAFT + proposal.title();
      case READY -> proposal.title();
    };
  }

  private static StandingRequest standing(ForgeFields fields) {
    return new StandingRequest(
        fields.number("number"),
        fields.text("html_url"),
        fields.text("body"),
        fields.isTrue("draft") || fields.text("title").startsWith(DRAFT) ? Form.DRAFT : Form.READY,
        fields.text("state").equals("open") ? Life.OPEN : Life.OVER);
  }
}
