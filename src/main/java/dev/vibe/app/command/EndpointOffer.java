package dev.vibe.app.command;

import dev.vibe.config.model.ModelDirectory.Entry;
import dev.vibe.problem.Problem;
import dev.vibe.provider.ServedModel;
import java.util.List;

/** Outcome of asking one endpoint for its list. */
sealed interface EndpointOffer {

  /**
   * It has one.
   *
   * @param name the provider's, or the base URL when it has no name
   */
  record Known(String name, String endpoint, List<ServedModel> models) implements EndpointOffer {
    public Known {
      models = List.copyOf(models);
    }

    boolean has(Entry entry) {
      return models.stream().anyMatch(model -> entry.ids().contains(model.id()));
    }
  }

  /** It has none, or there is no endpoint; {@code endpoint} is empty then. */
  record Unknown(String endpoint, Problem problem) implements EndpointOffer {}
}
