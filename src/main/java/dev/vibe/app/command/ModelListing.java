package dev.vibe.app.command;

import dev.vibe.app.assembly.ModelSetup;
import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.Config;
import dev.vibe.config.model.LoopbackProbe;
import dev.vibe.config.model.ModelChoice;
import dev.vibe.config.model.ModelDirectory;
import dev.vibe.config.model.ModelDirectory.Entry;
import dev.vibe.config.model.ModelResolver;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ServedModel;
import dev.vibe.text.ControlChars;
import java.util.ArrayList;
import java.util.List;

/** Handler of {@code vibe models}. */
public final class ModelListing {

  private final Config config;
  private final HostEnvironment host;

  public ModelListing(Config config, HostEnvironment host) {
    this.config = config;
    this.host = host;
  }

  /**
   * Asks every endpoint that is configured, side by side; without an answer, what is known is shown
   * all the same.
   */
  public void print(OutputForm form) throws InterruptedException {
    List<EndpointOffer> offers = offers();
    List<Entry> entries = new ArrayList<>(new ModelDirectory(config).entries());
    for (EndpointOffer offer : offers) {
      if (offer instanceof EndpointOffer.Known known) {
        known.models().stream()
            .filter(model -> entries.stream().noneMatch(e -> e.ids().contains(model.id())))
            .map(ModelListing::served)
            .toList()
            .forEach(entries::add);
      }
    }
    ModelTable table = new ModelTable(entries, offers);
    switch (form) {
      case TEXT ->
          table.lines().forEach(line -> host.out().println(ControlChars.neutraliseLine(line)));
      case JSON -> host.out().println(table.json());
    }
  }

  private List<EndpointOffer> offers() throws InterruptedException {
    List<BackgroundTask<EndpointOffer>> asked =
        new ModelResolver(config, host.environment(), new LoopbackProbe())
            .all().stream()
                .map(choice -> BackgroundTask.start("models", () -> offer(choice)))
                .toList();
    List<EndpointOffer> offers = new ArrayList<>();
    for (BackgroundTask<EndpointOffer> each : asked) {
      offers.add(each.get());
    }
    return offers;
  }

  private EndpointOffer offer(ModelChoice choice) {
    return switch (choice) {
      case ModelChoice.NoModel(Problem problem) -> new EndpointOffer.Unknown("", problem);
      case ModelChoice.Endpoint endpoint -> offer(endpoint);
    };
  }

  private EndpointOffer offer(ModelChoice.Endpoint endpoint) {
    String url = endpoint.baseUrl();
    String name = endpoint.provider().isEmpty() ? url : endpoint.provider();
    try {
      ModelSetup setup = new ModelSetup(config, host, "", odd -> {});
      return new EndpointOffer.Known(name, url, setup.served(endpoint));
    } catch (VibeException e) {
      return new EndpointOffer.Unknown(url, e.problem());
    }
  }

  private static Entry served(ServedModel model) {
    Entry bare = ModelDirectory.unknown(model.id());
    return new Entry(
        bare.name(),
        bare.ids(),
        "",
        model.contextTokens(),
        bare.price(),
        false,
        "",
        "",
        "",
        model.replacement(),
        "");
  }
}
