package dev.vibe.git.store;

import dev.vibe.git.config.Identity;
import dev.vibe.git.store.NativeGit.Request;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** History as the installed {@code git} reads it. */
public final class NativeHistory implements CommitHistory {

  private static final String FORMAT = "--format=%H%x00%P%x00%an%x00%ae%x00%aI%x00%ct%x00%B";
  private static final int FIELDS = 7;

  private final NativeGit git;
  private final Map<String, String> overrides;

  NativeHistory(NativeGit git, Map<String, String> overrides) {
    this.git = git;
    this.overrides = Map.copyOf(overrides);
  }

  private Request request(String... arguments) {
    return Request.of(arguments).configured(overrides);
  }

  @Override
  public Told commit(String id) throws IOException {
    return told(git.run(request("log", "-1", "-z", "--no-show-signature", FORMAT, id)).text())
        .getFirst();
  }

  @Override
  public List<Told> between(String from, String to) throws IOException {
    List<String> range = from.isEmpty() ? List.of(to) : List.of(to, "^" + from);
    Request log = request("log", "-z", "--no-show-signature", "-n", String.valueOf(MOST), FORMAT);
    return told(git.run(log.plus(range)).text()).reversed();
  }

  @Override
  public String root(String commit) throws IOException {
    return git.run(request("rev-list", "--first-parent", "--max-parents=0", commit)).text().strip();
  }

  private List<Told> told(String text) throws IOException {
    String[] fields = text.split("\0", -1);
    List<Told> found = new ArrayList<>();
    for (int i = 0; i + FIELDS <= fields.length; i += FIELDS) {
      found.add(
          new Told(
              fields[i],
              fields[i + 1].isEmpty() ? List.of() : List.of(fields[i + 1].split(" ", -1)),
              fields[i + 6].strip(),
              new Identity(fields[i + 2], fields[i + 3], ZonedDateTime.parse(fields[i + 4])),
              Instant.ofEpochSecond(Long.parseLong(fields[i + 5])),
              files(fields[i], fields[i + 1])));
    }
    return found;
  }

  private List<String> files(String commit, String parents) throws IOException {
    Request diff = request("diff-tree", "-r", "-z", "--root", "--no-commit-id", "--name-only");
    List<String> sides =
        parents.isEmpty() ? List.of(commit) : List.of(parents.split(" ", 2)[0], commit);
    return git.run(diff.plus(sides)).fields();
  }

  @Override
  public Set<String> standing(Collection<String> commits) throws IOException {
    Set<String> found = new LinkedHashSet<>();
    for (String commit : commits) {
      Request inHead = request("merge-base", "--is-ancestor", commit, "HEAD");
      Request inBranch = request("for-each-ref", "--count=1", "--contains", commit, "refs/heads");
      if (git.attempt(inHead).isGood() || !git.attempt(inBranch).text().isBlank()) {
        found.add(commit);
      }
    }
    return found;
  }

  @Override
  public List<String> others(String commit, String branch) throws IOException {
    Request refs =
        request(
            "for-each-ref",
            "--format=%(refname)",
            "--contains",
            commit,
            "refs/heads",
            "refs/remotes",
            "refs/tags");
    return git.run(refs)
        .text()
        .lines()
        .filter(name -> !name.equals(branch))
        .map(name -> name.replaceFirst("^refs/(heads|remotes|tags)/", ""))
        .toList();
  }
}
