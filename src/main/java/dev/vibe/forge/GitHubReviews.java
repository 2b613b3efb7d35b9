package dev.vibe.forge;

import static dev.vibe.forge.GitHubForge.encoded;

import dev.vibe.forge.DiffPlaces.FilePatch;
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
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reviews at GitHub: one review with all its comments, whole or not at all. */
final class GitHubReviews implements ReviewForge {

  private final ForgeSite site;
  private final ForgeToken token;
  private final ForgeClient client;

  GitHubReviews(ForgeSite site, ForgeToken token, ForgeMeans means) {
    this.site = site;
    this.token = token;
    this.client = GitHubForge.client(site, token, means);
  }

  private String pulls() {
    return "/repos/" + site.project() + "/pulls";
  }

  @Override
  public ReviewTarget request(long number) {
    return target(client.get("cannot read pull request " + number, pulls() + "/" + number));
  }

  static ReviewTarget target(ForgeFields found) {
    return new ReviewTarget(
        found.number("number"),
        found.text("html_url"),
        found.object("head").text("sha"),
        found.object("base").text("sha"),
        "",
        found.text("state").equals("open") ? Life.OPEN : Life.OVER);
  }

  @Override
  public List<Long> openOf(String branch) {
    return client
        .list(
            "cannot look for the pull request of " + branch,
            pulls() + "?state=open&per_page=20&head=" + encoded(site.owner() + ":" + branch))
        .stream()
        .filter(each -> each.object("head").text("ref").equals(branch))
        .map(each -> each.number("number"))
        .toList();
  }

  @Override
  public DiffPlaces diff(ReviewTarget target) {
    return new DiffPlaces(
        client
            .pages(
                "cannot read the diff of pull request " + target.number(),
                pulls() + "/" + target.number() + "/files?per_page=100")
            .stream()
            .map(GitHubReviews::patch)
            .toList());
  }

  private static FilePatch patch(ForgeFields file) {
    String name = file.text("filename");
    String before = file.text("previous_filename");
    return new FilePatch(before.isEmpty() ? name : before, name, file.text("patch"));
  }

  /** Whose a comment is, no app may ask; it is an app's all the same. */
  @Override
  public List<String> told(ReviewTarget target) {
    Predicate<ForgeFields> isOurs = ours(client, token.isOfApp());
    String what = "cannot read the comments of pull request " + target.number();
    String path = pulls() + "/" + target.number();
    return Stream.of(path + "/reviews?per_page=100", path + "/comments?per_page=100")
        .flatMap(each -> client.pages(what, each).stream())
        .filter(each -> isOurs.test(each.object("user")))
        .map(each -> each.text("body"))
        .toList();
  }

  private static Predicate<ForgeFields> ours(ForgeClient client, boolean isOfApp) {
    if (!isOfApp) {
      try {
        String login = client.get("cannot tell whose the token is", "/user").text("login");
        return user -> user.text("login").equals(login);
      } catch (VibeException e) {
        if (e.problem().code() == ProblemCode.FORGE_UNREACHABLE) {
          throw e;
        }
      }
    }
    return user -> user.text("type").equals("Bot");
  }

  @Override
  public int post(
      ReviewTarget target, List<Comment> comments, Function<List<Comment>, String> body) {
    try {
      send(target, comments.stream().map(GitHubReviews::comment).toList(), body.apply(List.of()));
      return 0;
    } catch (VibeException e) {
      if (comments.isEmpty() || e.problem().code() != ProblemCode.FORGE_REFUSED) {
        throw e;
      }
      send(target, List.of(), body.apply(comments));
      return comments.size();
    }
  }

  private void send(ReviewTarget target, List<Map<String, Object>> comments, String body) {
    Map<String, Object> review = new LinkedHashMap<>();
    review.put("commit_id", target.head());
    review.put("event", "COMMENT");
    review.put("body", body);
    review.put("comments", new ArrayList<>(comments));
    client.tell(
        "cannot post the review of pull request " + target.number(),
        Verb.POST,
        pulls() + "/" + target.number() + "/reviews",
        review);
  }

  private static Map<String, Object> comment(Comment comment) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("path", comment.place().file());
    fields.put("line", comment.place().line());
    fields.put("side", "RIGHT");
    if (comment.from() < comment.place().line()) {
      fields.put("start_line", comment.from());
      fields.put("start_side", "RIGHT");
    }
    fields.put("body", comment.body());
    return fields;
  }
}
