package dev.vibe.forge;

import static dev.vibe.forge.GitHubForge.encoded;

import dev.vibe.forge.ForgeProject.Right;
import dev.vibe.forge.PullRequestWish.Form;
import dev.vibe.forge.StandingRequest.Life;
import dev.vibe.net.HttpRequest.Verb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GitLab by version 4 of its REST API. Drafts are a beginning of the title. */
final class GitLabForge implements Forge {

  static final String DRAFT = "Draft: ";

  /** Who may push: developers and above. */
  private static final int DEVELOPER = 30;

  private final ForgeSite site;
  private final ForgeClient client;

  GitLabForge(ForgeSite site, ForgeToken token, ForgeMeans means) {
    this.site = site;
    this.client = client(site, token, means);
  }

  static ForgeClient client(ForgeSite site, ForgeToken token, ForgeMeans means) {
    return new ForgeClient(site, token, Map.of("Authorization", "Bearer " + token.reveal()), means);
  }

  private String projectPath() {
    return "/projects/" + encoded(site.project());
  }

  /** A right of a group that contains the project's is not always told. */
  @Override
  public ForgeProject project() {
    ForgeFields found = client.get("cannot look at " + site.shown(), projectPath());
    ForgeFields rights = found.object("permissions");
    long level =
        Math.max(
            rights.object("project_access").number("access_level"),
            rights.object("group_access").number("access_level"));
    boolean isOff =
        found.text("merge_requests_access_level").equals("disabled")
            || (found.has("merge_requests_enabled") && !found.isTrue("merge_requests_enabled"));
    return new ForgeProject(
        found.number("id"),
        found.text("default_branch"),
        found.isTrue("archived")
            ? Right.NO
            : level >= DEVELOPER ? Right.YES : level > 0 ? Right.NO : Right.UNTOLD,
        isOff ? Right.NO : Right.UNTOLD);
  }

  @Override
  public Optional<StandingRequest> find(ForgeProject project, String head, String base) {
    return GitHubForge.newest(
        client
            .list(
                "cannot look for the merge request of " + head,
                projectPath()
                    + "/merge_requests?per_page=20&order_by=created_at&sort=desc&source_branch="
                    + encoded(head)
                    + "&target_branch="
                    + encoded(base))
            .stream()
            .filter(each -> each.text("source_branch").equals(head))
            .filter(each -> each.number("source_project_id") == project.id())
            .map(GitLabForge::standing)
            .toList());
  }

  @Override
  public StandingRequest open(Proposal proposal) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("source_branch", proposal.head());
    body.put("target_branch", proposal.base());
    body.put("title", title(proposal, proposal.form()));
    body.put("description", proposal.body());
    body.put("remove_source_branch", true);
    return standing(
        client.send(
            "cannot open the merge request", Verb.POST, projectPath() + "/merge_requests", body));
  }

  /** Whether it is a draft stays as people left it. */
  @Override
  public StandingRequest update(StandingRequest standing, Proposal proposal) {
    return standing(
        client.send(
            "cannot update merge request " + standing.number(),
            Verb.PUT,
            projectPath() + "/merge_requests/" + standing.number(),
            Map.of("title", title(proposal, standing.form()), "description", proposal.body())));
  }

  @Override
  public void label(StandingRequest standing, List<String> labels) {
    client.tell(
        "cannot label merge request " + standing.number(),
        Verb.PUT,
        projectPath() + "/merge_requests/" + standing.number(),
        Map.of("add_labels", String.join(",", labels)));
  }

  private static String title(Proposal proposal, Form form) {
    return switch (form) {
      case DRAFT -> DRAFT + proposal.title();
      case READY -> proposal.title();
    };
  }

  private static StandingRequest standing(ForgeFields fields) {
    return new StandingRequest(
        fields.number("iid"),
        fields.text("web_url"),
        fields.text("description"),
        fields.isTrue("draft") || fields.text("title").startsWith(DRAFT) ? Form.DRAFT : Form.READY,
        fields.text("state").equals("opened") ? Life.OPEN : Life.OVER);
  }
}
