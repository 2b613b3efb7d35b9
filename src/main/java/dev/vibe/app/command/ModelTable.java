package dev.vibe.app.command;

import dev.vibe.config.model.ModelDirectory.Entry;
import dev.vibe.json.Json;
import dev.vibe.model.Price;
import dev.vibe.problem.Problem;
import dev.vibe.provider.ServedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Table of models and who serves them, as text and as JSON.
 *
 * @param offers of every endpoint, the one in effect first
 */
record ModelTable(List<Entry> entries, List<EndpointOffer> offers) {

  ModelTable {
    entries = List.copyOf(entries);
    offers = List.copyOf(offers);
  }

  private List<EndpointOffer.Known> known() {
    return offers.stream()
        .filter(EndpointOffer.Known.class::isInstance)
        .map(EndpointOffer.Known.class::cast)
        .toList();
  }

  private List<String> servers(Entry entry) {
    return known().stream()
        .filter(offer -> offer.has(entry))
        .map(EndpointOffer.Known::name)
        .toList();
  }

  /** For people; foreign text is in it as it came. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (EndpointOffer offer : offers) {
      switch (offer) {
        case EndpointOffer.Known(String name, String endpoint, var models) ->
            lines.add(
                "* served by "
                    + (name.equals(endpoint) ? "" : name + ", ")
                    + endpoint
                    + (offer.equals(offers.getFirst()) ? " (in effect)" : ""));
        case EndpointOffer.Unknown(String endpoint, Problem problem) ->
            lines.add(
                "  not known: "
                    + problem.what()
                    + (problem.cause().isEmpty() ? "" : " (" + problem.cause() + ")"));
      }
    }
    lines.add("");
    lines.add(row(" ", "model", "context", "USD/M in/out/cached", "licence"));
    entries.forEach(entry -> lines.addAll(lines(entry)));
    return lines;
  }

  private static String row(Object... columns) {
    return String.format(Locale.ROOT, "%s %-20s %-8s %-20s %s", columns).stripTrailing();
  }

  private List<String> lines(Entry entry) {
    List<String> servers = servers(entry);
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            servers.isEmpty() ? " " : "*",
            entry.name(),
            entry.context() == 0 ? "?" : entry.context() / 1024 + "k",
            entry.isPriced() ? price(entry.price()) : "?",
            entry.licence()));
    String ids = String.join(", ", entry.ids());
    add(lines, "id ", ids.equals(entry.name()) ? "" : ids);
    add(lines, "at ", entry.provider());
    add(lines, "served by ", known().size() > 1 ? String.join(", ", servers) : "");
    add(lines, "licence: ", entry.warning());
    add(lines, "retired ", entry.retired());
    add(lines, "successor ", successor(entry));
    add(lines, "", entry.note());
    return lines;
  }

  private static void add(List<String> lines, String label, String text) {
    if (!text.isEmpty()) {
      lines.add("      " + label + text);
    }
  }

  /** What the table says, or else the server. */
  private String successor(Entry entry) {
    return entry.successor().isEmpty()
        ? known().stream()
            .flatMap(offer -> offer.models().stream())
            .filter(model -> entry.ids().contains(model.id()))
            .map(ServedModel::replacement)
            .filter(replacement -> !replacement.isEmpty())
            .findFirst()
            .orElse("")
        : entry.successor();
  }

  private static String price(Price price) {
    return amount(price.input()) + "/" + amount(price.output()) + "/" + amount(price.cachedInput());
  }

  /** Without the zeros at the end. */
  private static String amount(double usd) {
    return String.format(Locale.ROOT, "%.4f", usd).replaceAll("\\.?0+$", "");
  }

  /**
   * One object. {@code endpoint}, {@code problem} and {@code served} are about the endpoint in
   * effect.
   */
  String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "models");
    switch (offers.getFirst()) {
      case EndpointOffer.Known inEffect -> object.put("endpoint", inEffect.endpoint());
      case EndpointOffer.Unknown(String endpoint, Problem problem) ->
          object.put("problem", problem.fields());
    }
    object.put("endpoints", offers.stream().map(ModelTable::json).toList());
    object.put("models", entries.stream().map(this::json).toList());
    return Json.write(object);
  }

  private static Map<String, Object> json(EndpointOffer offer) {
    Map<String, Object> object = new LinkedHashMap<>();
    switch (offer) {
      case EndpointOffer.Known known -> {
        object.put("name", known.name());
        object.put("endpoint", known.endpoint());
        object.put("models", known.models().stream().map(ServedModel::id).toList());
      }
      case EndpointOffer.Unknown(String endpoint, Problem problem) -> {
        object.put("endpoint", endpoint);
        object.put("problem", problem.fields());
      }
    }
    return object;
  }

  private Map<String, Object> json(Entry entry) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("name", entry.name());
    model.put("ids", entry.ids());
    model.put("provider", entry.provider());
    model.put("context_tokens", entry.context());
    if (entry.isPriced()) {
      Map<String, Object> price = new LinkedHashMap<>();
      price.put("input", entry.price().input());
      price.put("output", entry.price().output());
      price.put("cached_input", entry.price().cachedInput());
      model.put("price_usd_per_million", price);
    }
    model.put("licence", entry.licence());
    model.put("licence_warning", entry.warning());
    model.put("retired", entry.retired());
    model.put("successor", successor(entry));
    model.put("note", entry.note());
    if (offers.getFirst() instanceof EndpointOffer.Known inEffect) {
      model.put("served", inEffect.has(entry));
    }
    model.put("served_by", servers(entry));
    return model;
  }
}
