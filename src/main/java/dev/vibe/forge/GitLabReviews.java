package dev.vibe.forge;

import static dev.vibe.forge.GitHubForge.encoded;

import dev.vibe.forge.DiffPlaces.FilePatch;
import dev.vibe.forge.DiffPlaces.Place;
import dev.vibe.forge.ReviewPlan.Comment;
import dev.vibe.forge.ReviewTarget.Life;
import dev.vibe.net.HttpRequest.Verb;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reviews at GitLab: a thread a comment, and a note for what stands at no line. */
final class GitLabReviews implements ReviewForge {

  private final ForgeSite site;
  private final ForgeClient client;

  GitLabReviews(ForgeSite site, ForgeToken token, ForgeMeans means) {
    this.site = site;
    this.client = GitLabForge.client(site, token, means);
  }

  private String requests() {
    return "/projects/" + encoded(site.project()) + "/merge_requests";
  }

  @Override
  public ReviewTarget request(long number) {
    ForgeFields found =
        client.get("cannot read merge request " + number, requests() + "/" + number);
    ForgeFields refs = found.object("diff_refs");
    return new ReviewTarget(
        found.number("iid"),
        found.text("web_url"),
        refs.text("head_sha"),
        refs.text("base_sha"),
        refs.text("start_sha"),
        found.text("state").equals("opened") ? Life.OPEN : Life.OVER);
  }

  @Override
  public List<Long> openOf(String branch) {
    return client
        .list(
            "cannot look for the merge request of " + branch,
            requests() + "?state=opened&per_page=20&source_branch=" + encoded(branch))
        .stream()
        .filter(each -> each.text("source_branch").equals(branch))
        .map(each -> each.number("iid"))
        .toList();
  }

  @Override
  public DiffPlaces diff(ReviewTarget target) {
    return new DiffPlaces(
        client
            .pages(
                "cannot read the diff of merge request " + target.number(),
                requests() + "/" + target.number() + "/diffs?per_page=100")
            .stream()
            .map(
                each ->
                    new FilePatch(each.text("old_path"), each.text("new_path"), each.text("diff")))
            .toList());
  }

  @Override
  public List<String> told(ReviewTarget target) {
    long me = client.get("cannot tell whose the token is", "/user").number("id");
    return client
        .pages(
            "cannot read the comments of merge request " + target.number(),
            requests() + "/" + target.number() + "/notes?per_page=100")
        .stream()
        .filter(each -> each.object("author").number("id") == me)
        .map(each -> each.text("body"))
        .toList();
  }

  @Override
  public int post(
      ReviewTarget target, List<Comment> comments, Function<List<Comment>, String> body) {
    List<Comment> refused = new ArrayList<>();
    for (Comment comment : comments) {
      try {
        client.tell(
            "cannot post the review of merge request " + target.number(),
            Verb.POST,
            requests() + "/" + target.number() + "/discussions",
            Map.of("body", comment.body(), "position", position(target, comment.place())));
      } catch (VibeException e) {
        if (e.problem().code() != ProblemCode.FORGE_REFUSED) {
          throw e;
        }
        refused.add(comment);
      }
    }
    String note = body.apply(refused);
    if (!ReviewPlan.marks(List.of(note)).isEmpty()) {
      client.tell(
          "cannot post the review of merge request " + target.number(),
          Verb.POST,
          requests() + "/" + target.number() + "/notes",
          Map.of("body", note));
    }
    return refused.size();
  }

  /** A line that the change left as it is has its old number, too. */
  private static Map<String, Object> position(ReviewTarget target, Place place) {
    Map<String, Object> position = new LinkedHashMap<>();
    position.put("position_type", "text");
    position.put("base_sha", target.base());
    position.put("start_sha", target.start());
    position.put("head_sha", target.head());
    position.put("old_path", place.before());
    position.put("new_path", place.file());
    position.put("new_line", place.line());
    if (place.old() > 0) {
      position.put("old_line", place.old());
    }
    return position;
  }
}
