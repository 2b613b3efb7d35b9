package dev.vibe.app.command;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.Mode;
import dev.vibe.config.ConfigDraft;
import dev.vibe.config.ConfigDraft.KeyPlace;
import dev.vibe.config.Settings;
import dev.vibe.config.model.KeyStorage;
import dev.vibe.config.model.LocalServer;
import dev.vibe.config.model.LocalServerSearch;
import dev.vibe.config.model.LoopbackProbe;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.terminal.TerminalForm;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Handler of {@code vibe config init}: a few questions, and a configuration file. */
public final class ConfigInit {

  private static final String MISTRAL_KEY = "MISTRAL_API_KEY";

  private final HostEnvironment host;
  private final Path file;

  public ConfigInit(HostEnvironment host) {
    this.host = host;
    this.file = host.paths().userConfig();
  }

  /** Where the model may be. */
  private sealed interface Place {
    record Mistral() implements Place {}

    record Local(LocalServer server) implements Place {}

    record Elsewhere() implements Place {}
  }

  /** Thrown when the user gives up; nothing was written then. */
  private static final class GivenUp extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Asks and writes.
   *
   * @throws VibeException (usage) without a terminal
   */
  public ExitCode run() {
    if (!host.tty().input() || !host.tty().output()) {
      throw noTerminal("standard input or output is no terminal");
    }
    String terminal = host.environment().getOrDefault("TERM", "dumb");
    try (TerminalForm form = TerminalForm.ofProcess(terminal)) {
      return asked(form);
    } catch (IOException e) {
      throw noTerminal(String.valueOf(e.getMessage()));
    }
  }

  private VibeException noTerminal(String cause) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.NO_TERMINAL,
            "vibe config init has nobody to ask",
            cause,
            "run it in a terminal, or write " + file + " yourself: vibe config --help"));
  }

  private ExitCode asked(TerminalForm form) {
    try {
      boolean replaces = Files.exists(file);
      if (replaces && !agreed(form, file + " exists. Replace it? The old one is kept. [y/N] ")) {
        form.say("Nothing was written.");
        return ExitCode.FAILED;
      }
      ConfigDraft draft = draft(form);
      if (replaces) {
        Path old = file.resolveSibling("config.toml.old");
        Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
      }
      AtomicFile.write(file, draft.toml(), Rights.OWNER_ONLY, Flush.SOMETIME);
      form.say("");
      form.say("Wrote " + file + ":");
      draft.toml().lines().forEach(line -> form.say("  " + ControlChars.neutraliseLine(line)));
      form.say("Next: vibe   or   vibe doctor --endpoint   to try the model out.");
      return ExitCode.DONE;
    } catch (GivenUp e) {
      form.say("Nothing was written.");
      return ExitCode.INTERRUPTED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.CONFIG_UNWRITABLE,
              "cannot write " + file,
              String.valueOf(e.getMessage()),
              "make room or allow writing there"),
          e);
    }
  }

  private ConfigDraft draft(TerminalForm form) throws IOException, GivenUp, InterruptedException {
    String asks = Mode.ASK.label();
    ConfigDraft settled =
        switch (place(form)) {
          case Place.Mistral() ->
              tried(form, new ConfigDraft(Settings.MISTRAL, "", "", asks, mistralKey(form)));
          case Place.Local(LocalServer server) ->
              tried(form, new ConfigDraft("", server.baseUrl(), "", asks, new KeyPlace.Nowhere()));
          case Place.Elsewhere() -> elsewhere(form);
        };
    return settled.in(mode(form));
  }

  /** An address that does not answer may be wrong, or only be down now. */
  private ConfigDraft elsewhere(TerminalForm form)
      throws IOException, GivenUp, InterruptedException {
    String url = url(form);
    KeyPlace key = key(form, "Key, not shown (Enter for none): ", account(url));
    return tried(form, new ConfigDraft("", url, "", Mode.ASK.label(), key));
  }

  /** With the address at which it answers, and the model that was picked. */
  private ConfigDraft tried(TerminalForm form, ConfigDraft draft)
      throws IOException, GivenUp, InterruptedException {
    boolean isOurs = draft.baseUrl().isEmpty();
    form.say("Asking " + (isOurs ? "Mistral's API" : draft.baseUrl()) + " …");
    return switch (new EndpointTrial(host).of(draft)) {
      case EndpointTrial.Outcome.Serves(ConfigDraft found, List<String> models) -> {
        String where =
            found.baseUrl().equals(draft.baseUrl()) ? "" : ", with a /v1: " + found.baseUrl();
        form.say("It answers" + where + ", " + Figures.count(models.size(), "model") + ".");
        yield found.with(model(form, models));
      }
      case EndpointTrial.Outcome.Unknown(Problem problem) -> unanswered(form, draft, problem);
    };
  }

  private ConfigDraft unanswered(TerminalForm form, ConfigDraft draft, Problem problem)
      throws IOException, GivenUp, InterruptedException {
    form.say(ControlChars.neutraliseLine("No: " + problem.what() + ": " + problem.cause()));
    List<String> choices = new ArrayList<>(List.of("try again", "keep it, it will be there later"));
    if (!draft.baseUrl().isEmpty()) {
      choices.add("another address");
    }
    return switch (picked(form, choices)) {
      case 0 -> tried(form, draft);
      case 1 -> draft.with(line(form, "Model (Enter for the best it serves): "));
      default -> elsewhere(form);
    };
  }

  private static String model(TerminalForm form, List<String> models) throws IOException, GivenUp {
    List<String> rows = new ArrayList<>();
    rows.add("the best it serves, newest Devstral first");
    models.stream().map(ControlChars::neutraliseLine).forEach(rows::add);
    form.say("Which model?");
    int row = picked(form, rows);
    return row == 0 ? "" : models.get(row - 1);
  }

  private Place place(TerminalForm form) throws IOException, GivenUp {
    List<Place> places = new ArrayList<>();
    LoopbackProbe probe = new LoopbackProbe();
    for (LocalServer server : LocalServer.USUAL) {
      if (probe.serves(server, LocalServerSearch.LIMIT)) {
        places.add(new Place.Local(server));
      }
    }
    places.add(hasMistralKey() ? 0 : places.size(), new Place.Mistral());
    places.add(new Place.Elsewhere());
    form.say("Where is the model?");
    return places.get(picked(form, places.stream().map(this::label).toList()));
  }

  private String label(Place place) {
    return switch (place) {
      case Place.Mistral() ->
          "Mistral's API" + (hasMistralKey() ? " (" + MISTRAL_KEY + " is set)" : " (needs a key)");
      case Place.Local(LocalServer server) ->
          server.name() + " on this machine, port " + server.port();
      case Place.Elsewhere() -> "another OpenAI-compatible server";
    };
  }

  private boolean hasMistralKey() {
    return !host.environment().getOrDefault(MISTRAL_KEY, "").isEmpty();
  }

  private KeyPlace mistralKey(TerminalForm form) throws IOException, GivenUp, InterruptedException {
    String prompt =
        hasMistralKey()
            ? "Key, not shown (Enter to go on using " + MISTRAL_KEY + "): "
            : "Key, not shown (Enter to set " + MISTRAL_KEY + " yourself): ";
    KeyPlace given = key(form, prompt, Settings.MISTRAL);
    return given instanceof KeyPlace.Nowhere ? new KeyPlace.Variable(MISTRAL_KEY) : given;
  }

  private KeyPlace key(TerminalForm form, String prompt, String account)
      throws IOException, GivenUp, InterruptedException {
    while (true) {
      String key = form.secret(prompt).orElseThrow(GivenUp::new).strip();
      if (key.isEmpty()) {
        return new KeyPlace.Nowhere();
      }
      if (key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        KeyPlace place =
            new KeyStorage(host.paths().configDir(), host.environment()).keep(account, key);
        form.say(
            place instanceof KeyPlace.Command
                ? "It is in the keychain of the system."
                : "It is in a file that only you can read.");
        return place;
      }
      form.say("A key is one word of plain ASCII.");
    }
  }

  private String url(TerminalForm form) throws IOException, GivenUp {
    while (true) {
      String typed = line(form, "Its address: ").replaceFirst("/+$", "");
      String url = typed.contains("://") ? typed : "http://" + typed;
      if (url.matches("https?://[^\\s/?#]+[^\\s?#]*")) {
        return url;
      }
      form.say("An address looks like https://models.example/v1 or 127.0.0.1:8000.");
    }
  }

  private static String account(String url) {
    String host = String.valueOf(URI.create(url).getHost());
    return host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
  }

  private static String mode(TerminalForm form) throws IOException, GivenUp {
    List<Mode> modes = new ArrayList<>(List.of(Mode.values()));
    modes.remove(Mode.ASK);
    modes.addFirst(Mode.ASK);
    form.say("What runs unasked?");
    List<String> rows = modes.stream().map(each -> each.label() + ": " + each.meaning()).toList();
    return modes.get(picked(form, rows)).label();
  }

  private static boolean agreed(TerminalForm form, String question) throws IOException, GivenUp {
    return line(form, question).toLowerCase(Locale.ROOT).startsWith("y");
  }

  private static int picked(TerminalForm form, List<String> rows) throws IOException, GivenUp {
    return form.pick(rows).orElseThrow(GivenUp::new);
  }

  private static String line(TerminalForm form, String prompt) throws IOException, GivenUp {
    return form.line(prompt, "").orElseThrow(GivenUp::new).strip();
  }
}
