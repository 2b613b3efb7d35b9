package dev.vibe.agent;

import dev.vibe.approval.Grants;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Policy;
import dev.vibe.approval.Rule;
import dev.vibe.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Permissions as they are by now: the policy, what was granted, and what was refused. A session and
 * the subagents that work for it share one, so that nobody is asked twice and a refusal of either
 * counts for the run. Thread-safe.
 */
public final class Permits {

  private final Grants grants = new Grants();
  private final List<MissingPermission> missing = new ArrayList<>();
  private Policy policy;
  private Commits commits = Commits.NOT_REFUSED;

  /** Whether a commit was refused in this session, by whomever. */
  enum Commits {
    NOT_REFUSED,
    REFUSED
  }

  /**
   * Something that was refused although nobody wanted that: nobody could be asked, or what it needs
   * cannot be had.
   *
   * @param changes whether it was more than reading, so that the run cannot count as done
   * @param objection to that very call, such as a secret in a commit
   */
  record MissingPermission(
      String title, String remedy, boolean changes, Optional<Problem> objection) {

    /** One to which nothing else was objected than that nobody had allowed it. */
    MissingPermission(String title, String remedy, boolean changes) {
      this(title, remedy, changes, Optional.empty());
    }
  }

  /** Begins with nothing granted. */
  public Permits(Policy policy) {
    this.policy = policy;
  }

  /** The policy that holds now. */
  public synchronized Policy policy() {
    return policy;
  }

  Grants grants() {
    return grants;
  }

  /** Judges by another mode from now on. */
  public synchronized void mode(Mode mode) {
    policy = policy.in(mode);
    policy.tellLauncher();
  }

  synchronized void allow(Rule rule) {
    policy = policy.allowing(rule);
  }

  synchronized Commits commits() {
    return commits;
  }

  synchronized void commits(Commits now) {
    commits = now;
  }

  synchronized void miss(MissingPermission permission) {
    missing.add(permission);
  }

  /** How many are missing. */
  synchronized int misses() {
    return missing.size();
  }

  /** The last one is to count as the lack of a yes to this objection. */
  synchronized void object(Problem objection) {
    MissingPermission last = missing.removeLast();
    missing.add(
        new MissingPermission(last.title(), last.remedy(), last.changes(), Optional.of(objection)));
  }

  /** In order. */
  synchronized List<MissingPermission> missing() {
    return List.copyOf(missing);
  }
}
