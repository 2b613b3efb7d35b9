package dev.vibe.app;

import dev.vibe.config.Config;
import dev.vibe.config.ModelDirectory;
import dev.vibe.config.ModelDirectory.Entry;
import dev.vibe.config.Price;
import dev.vibe.json.Json;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ServedModel;
import dev.vibe.provider.openai.OpenAiModel;
import dev.vibe.text.ControlChars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code vibe models}. */
final class ModelListing {

  private final Config config;
  private final Surroundings surroundings;

  ModelListing(Config config, Surroundings surroundings) {
    this.config = config;
    this.surroundings = surroundings;
  }

  /** What the endpoint in effect serves, or why that is not known. */
  private sealed interface Offer {

    record Known(String endpoint, List<ServedModel> models) implements Offer {

      boolean has(Entry entry) {
        return models.stream().anyMatch(model -> entry.ids().contains(model.id()));
      }
    }

    record Unknown(Problem problem) implements Offer {}
  }

  /** Asks the endpoint in effect for its list; without one, what is known is shown all the same. */
  void print(ListingOptions.Form form) {
    Offer offer = offer();
    List<Entry> entries = new ArrayList<>(new ModelDirectory(config).entries());
    if (offer instanceof Offer.Known known) {
      known.models().stream()
          .filter(model -> entries.stream().noneMatch(e -> e.ids().contains(model.id())))
          .map(ModelListing::served)
          .toList()
          .forEach(entries::add);
    }
    switch (form) {
      case TEXT ->
          lines(entries, offer)
              .forEach(line -> surroundings.out().println(ControlChars.neutraliseLine(line)));
      case JSON -> surroundings.out().println(json(entries, offer));
    }
  }

  private Offer offer() {
    List<Problem> odd = new ArrayList<>();
    try {
      OpenAiModel model = new ModelSetup(config, surroundings, "", odd::add).primary().model();
      return new Offer.Known(model.endpoint(), model.served());
    } catch (VibeException e) {
      return new Offer.Unknown(e.problem());
    }
  }

  private static Entry served(ServedModel model) {
    Entry bare = ModelDirectory.unknown(model.id());
    return new Entry(
        bare.name(),
        bare.ids(),
        "",
        model.contextTokens(),
        Price.UNKNOWN,
        "",
        "",
        "",
        model.replacement());
  }

  private static List<String> lines(List<Entry> entries, Offer offer) {
    List<String> lines = new ArrayList<>();
    switch (offer) {
      case Offer.Known known -> lines.add("* is served at " + known.endpoint());
      case Offer.Unknown(Problem problem) -> {
        String cause = problem.cause().isEmpty() ? "" : " (" + problem.cause() + ")";
        lines.add("what is served is not known: " + problem.what() + cause);
      }
    }
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-20s %-8s %-20s %s",
            "model",
            "context",
            "USD/M in/out/cached",
            "licence"));
    entries.forEach(entry -> lines.addAll(lines(entry, offer)));
    return lines;
  }

  private static List<String> lines(Entry entry, Offer offer) {
    boolean isServed = offer instanceof Offer.Known known && known.has(entry);
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
                Locale.ROOT,
                "%s %-20s %-8s %-20s %s",
                isServed ? "*" : " ",
                entry.name(),
                entry.context() == 0 ? "?" : entry.context() / 1024 + "k",
                price(entry.price()),
                entry.licence())
            .stripTrailing());
    String ids = String.join(", ", entry.ids());
    if (!ids.equals(entry.name())) {
      lines.add("      id " + ids);
    }
    if (!entry.provider().isEmpty()) {
      lines.add("      at " + entry.provider());
    }
    if (!entry.warning().isEmpty()) {
      lines.add("      licence: " + entry.warning());
    }
    if (!entry.retired().isEmpty()) {
      lines.add("      retired " + entry.retired());
    }
    if (!entry.successor().isEmpty()) {
      lines.add("      successor " + entry.successor());
    }
    return lines;
  }

  private static String price(Price price) {
    return price.equals(Price.UNKNOWN)
        ? "?"
        : amount(price.input()) + "/" + amount(price.output()) + "/" + amount(price.cachedInput());
  }

  /** Without the zeros at the end. */
  private static String amount(double usd) {
    return String.format(Locale.ROOT, "%.4f", usd).replaceAll("\\.?0+$", "");
  }

  private static String json(List<Entry> entries, Offer offer) {
    List<Map<String, Object>> models = new ArrayList<>();
    for (Entry entry : entries) {
      Map<String, Object> model = new LinkedHashMap<>();
      model.put("name", entry.name());
      model.put("ids", entry.ids());
      model.put("provider", entry.provider());
      model.put("context_tokens", entry.context());
      Map<String, Object> price = new LinkedHashMap<>();
      price.put("input", entry.price().input());
      price.put("output", entry.price().output());
      price.put("cached_input", entry.price().cachedInput());
      model.put("price_usd_per_million", price);
      model.put("licence", entry.licence());
      model.put("licence_warning", entry.warning());
      model.put("retired", entry.retired());
      model.put("successor", entry.successor());
      if (offer instanceof Offer.Known known) {
        model.put("served", known.has(entry));
      }
      models.add(model);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "models");
    switch (offer) {
      case Offer.Known known -> object.put("endpoint", known.endpoint());
      case Offer.Unknown(Problem problem) ->
          object.put(
              "problem",
              Map.of(
                  "code", problem.code(),
                  "what", problem.what(),
                  "cause", problem.cause(),
                  "remedy", problem.remedy()));
    }
    object.put("models", models);
    return Json.write(object);
  }
}
