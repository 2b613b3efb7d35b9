package dev.vibe.git.store;

import dev.vibe.git.config.Identity;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** History as JGit reads it. */
public final class JGitHistory implements CommitHistory {

  private final Repository repository;

  JGitHistory(Repository repository) {
    this.repository = repository;
  }

  @Override
  public Told commit(String id) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      return told(walk.parseCommit(ObjectId.fromString(id)));
    }
  }

  @Override
  public List<Told> between(String from, String to) throws IOException {
    List<Told> found = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(ObjectId.fromString(to)));
      if (!from.isEmpty()) {
        walk.markUninteresting(walk.parseCommit(ObjectId.fromString(from)));
      }
      for (RevCommit next = walk.next(); next != null && found.size() < MOST; next = walk.next()) {
        found.add(told(next));
      }
    }
    return found.reversed();
  }

  @Override
  public String root(String commit) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setFirstParent(true);
      walk.setRetainBody(false);
      walk.markStart(walk.parseCommit(ObjectId.fromString(commit)));
      String root = commit;
      for (RevCommit next = walk.next(); next != null; next = walk.next()) {
        root = next.name();
      }
      return root;
    }
  }

  private Told told(RevCommit commit) throws IOException {
    PersonIdent author = commit.getAuthorIdent();
    ObjectId before =
        commit.getParentCount() == 0
            ? ObjectId.zeroId()
            : repository.parseCommit(commit.getParent(0)).getTree().getId();
    return new Told(
        commit.name(),
        Arrays.stream(commit.getParents()).map(RevCommit::name).toList(),
        commit.getFullMessage().strip(),
        new Identity(
            author.getName(),
            author.getEmailAddress(),
            ZonedDateTime.ofInstant(author.getWhenAsInstant(), author.getZoneId())),
        Instant.ofEpochSecond(commit.getCommitTime()),
        TreeDifference.between(repository, before, commit.getTree().getId()).stream()
            .map(TreeDifference::path)
            .toList());
  }

  @Override
  public Set<String> standing(Collection<String> commits) throws IOException {
    Set<String> found = new LinkedHashSet<>();
    List<Ref> refs = new ArrayList<>();
    Ref head = repository.exactRef(Constants.HEAD);
    if (head != null && head.getObjectId() != null) {
      refs.add(head);
    }
    refs.addAll(repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS));
    for (String commit : commits) {
      if (refs.stream().anyMatch(ref -> has(ref, commit))) {
        found.add(commit);
      }
    }
    return found;
  }

  @Override
  public List<String> others(String commit, String branch) throws IOException {
    return repository
        .getRefDatabase()
        .getRefsByPrefix(Constants.R_HEADS, Constants.R_REMOTES, Constants.R_TAGS)
        .stream()
        .filter(ref -> !ref.getName().equals(branch))
        .filter(ref -> has(ref, commit))
        .map(ref -> Repository.shortenRefName(ref.getName()))
        .toList();
  }

  /** A tag with a message leads to its commit by an object of its own. */
  private boolean has(Ref ref, String commit) {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId id = ref.getObjectId();
      return id != null
          && walk.peel(walk.parseAny(id)) instanceof RevCommit tip
          && walk.isMergedInto(
              walk.parseCommit(ObjectId.fromString(commit)), walk.parseCommit(tip));
    } catch (IOException e) {
      return false; // it is gone, or not here at all
    }
  }
}
