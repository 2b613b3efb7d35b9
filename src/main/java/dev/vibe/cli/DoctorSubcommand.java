package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.command.Checkup;
import dev.vibe.app.command.ListingOptions;
import dev.vibe.problem.ExitCode;
import java.util.List;
import java.util.Map;

/** Command {@code vibe doctor}. */
final class DoctorSubcommand implements CommandDefinition {

  private static final String ENDPOINT = "--endpoint";

  @Override
  public String summary() {
    return "check this machine; with --endpoint the server too";
  }

  @Override
  public String description() {
    return """
    Checks runtime, terminal, configuration, Git, state folder, endpoint and key. \
    Nothing is sent anywhere, unless there is --endpoint.
    """;
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.flag(
            Option.Group.OWN,
            ENDPOINT,
            "try the endpoint out: list its models, stream text, call tools, measure speed and"
                + " context; says what to change on the server"),
        Listings.JSON);
  }

  @Override
  public List<String> shared() {
    return Listings.shared();
  }

  @Override
  public Map<ExitCode, String> exitCodes() {
    return Map.of(ExitCode.FAILED, "anything failed");
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    return new Doctor(
        Listings.options(arguments),
        arguments.has(ENDPOINT) ? Checkup.Reach.ENDPOINT : Checkup.Reach.HERE);
  }

  record Doctor(ListingOptions options, Checkup.Reach reach) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.utilities().doctor(options, reach);
    }
  }
}
