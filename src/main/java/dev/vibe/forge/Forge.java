package dev.vibe.forge;

import java.util.List;
import java.util.Optional;

/**
 * Port to one project at a forge. Every method blocks on the network, is ended by an interrupt, and
 * throws a {@link dev.vibe.problem.VibeException} that explains a refusal.
 */
interface Forge {

  ForgeProject project();

  /**
   * The open request from one branch of the project into another; else the newest that was; none of
   * a fork's.
   */
  Optional<StandingRequest> find(ForgeProject project, String head, String base);

  /** Opens one. */
  StandingRequest open(Proposal proposal);

  /** Gives one another title and body. What people did to it otherwise stays. */
  StandingRequest update(StandingRequest standing, Proposal proposal);

  /** Adds labels; those that it has stay. */
  void label(StandingRequest standing, List<String> labels);
}
