package dev.vibe.doctor;

import dev.vibe.problem.VibeException;
import dev.vibe.provider.ServedModel;
import dev.vibe.provider.openai.ServerFacts;
import java.util.List;

/** Probe of whether an endpoint lists its models, and the chosen one among them. */
record ListingProbe() implements EndpointProbe {

  private static final String SUBJECT = "models";
  private static final int MOST = 8;

  @Override
  public String name() {
    return "the list of models";
  }

  @Override
  public List<Finding> run(ProbeSession session) {
    try {
      List<ServedModel> served = session.model().served();
      ServerFacts facts = session.facts();
      String server =
          facts.kind().label() + (facts.version().isEmpty() ? "" : " " + facts.version());
      String names =
          String.join(", ", served.stream().limit(MOST).map(ServedModel::id).toList())
              + (served.size() > MOST ? " and " + (served.size() - MOST) + " more" : "");
      boolean lists = served.stream().anyMatch(each -> each.id().equals(session.model().id()));
      return List.of(
          lists
              ? Finding.good(SUBJECT, server + " serves " + names)
              : Finding.warning(
                  SUBJECT,
                  server + " does not list " + session.model().id() + ", but " + names,
                  "choose one it lists with --model"));
    } catch (VibeException e) {
      return List.of(Finding.of(SUBJECT, Finding.Grade.WARNING, e.problem()));
    }
  }
}
