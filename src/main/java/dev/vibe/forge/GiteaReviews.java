package dev.vibe.forge;

import dev.vibe.forge.ReviewPlan.Comment;
import dev.vibe.net.HttpRequest.Verb;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reviews at Gitea and Forgejo: one review with all its comments. */
final class GiteaReviews implements ReviewForge {

  /** Users that the token of a job stands for. */
  private static final Set<String> JOBS = Set.of("gitea-actions", "forgejo-actions");

  private final ForgeSite site;
  private final ForgeClient client;

  GiteaReviews(ForgeSite site, ForgeToken token, ForgeMeans means) {
    this.site = site;
    this.client = GiteaForge.client(site, token, means);
  }

  private String pulls() {
    return "/repos/" + site.project() + "/pulls";
  }

  @Override
  public ReviewTarget request(long number) {
    return GitHubReviews.target(
        client.get("cannot read pull request " + number, pulls() + "/" + number));
  }

  @Override
  public List<Long> openOf(String branch) {
    return client
        .pages("cannot look for the pull request of " + branch, pulls() + "?state=open&limit=50")
        .stream()
        .filter(each -> each.object("head").text("ref").equals(branch))
        .filter(
            each -> each.object("head").number("repo_id") == each.object("base").number("repo_id"))
        .map(each -> each.number("number"))
        .toList();
  }

  @Override
  public DiffPlaces diff(ReviewTarget target) {
    return new DiffPlaces(
        DiffPlaces.split(
            client.text(
                "cannot read the diff of pull request " + target.number(),
                pulls() + "/" + target.number() + ".diff")));
  }

  @Override
  public List<String> told(ReviewTarget target) {
    Predicate<String> isOurs = ours();
    String what = "cannot read the comments of pull request " + target.number();
    String path = pulls() + "/" + target.number() + "/reviews";
    List<String> told = new ArrayList<>();
    for (ForgeFields review : client.pages(what, path + "?limit=50")) {
      if (isOurs.test(review.object("user").text("login"))) {
        told.add(review.text("body"));
        client
            .list(what, path + "/" + review.number("id") + "/comments")
            .forEach(comment -> told.add(comment.text("body")));
      }
    }
    return told;
  }

  private Predicate<String> ours() {
    try {
      String login = client.get("cannot tell whose the token is", "/user").text("login");
      return login::equals;
    } catch (VibeException e) {
      if (e.problem().code() == ProblemCode.FORGE_UNREACHABLE) {
        throw e;
      }
      return JOBS::contains;
    }
  }

  @Override
  public int post(
      ReviewTarget target, List<Comment> comments, Function<List<Comment>, String> body) {
    try {
      send(target, comments, body.apply(List.of()));
      return 0;
    } catch (VibeException e) {
      if (comments.isEmpty() || e.problem().code() != ProblemCode.FORGE_REFUSED) {
        throw e;
      }
      send(target, List.of(), body.apply(comments));
      return comments.size();
    }
  }

  private void send(ReviewTarget target, List<Comment> comments, String body) {
    Map<String, Object> review = new LinkedHashMap<>();
    review.put("commit_id", target.head());
    review.put("event", "COMMENT");
    review.put("body", body);
    List<Object> all = new ArrayList<>();
    for (Comment comment : comments) {
      all.add(
          Map.of(
              "path",
              comment.place().file(),
              "new_position",
              comment.place().line(),
              "old_position",
              0,
              "body",
              comment.body()));
    }
    review.put("comments", all);
    client.tell(
        "cannot post the review of pull request " + target.number(),
        Verb.POST,
        pulls() + "/" + target.number() + "/reviews",
        review);
  }
}
