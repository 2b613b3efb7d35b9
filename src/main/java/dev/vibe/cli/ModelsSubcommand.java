package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.command.ListingOptions;
import java.util.List;

/** Command {@code vibe models}. */
final class ModelsSubcommand implements CommandDefinition {

  @Override
  public String summary() {
    return "models, their context, price and licence";
  }

  @Override
  public String description() {
    return """
    Lists the models that are configured, known, or served by the endpoint, which \
    is asked for its list: context, USD per million tokens (in / out / cached in), \
    licence, and what replaces a retired one. Other ids work too.
    """;
  }

  @Override
  public List<Option> options() {
    return List.of(Listings.JSON);
  }

  @Override
  public List<String> shared() {
    return Listings.shared();
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    return new Models(Listings.options(arguments));
  }

  record Models(ListingOptions options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.utilities().models(options);
    }
  }
}
