package dev.vibe.doctor;

import dev.vibe.config.KeySource;
import dev.vibe.config.model.KeyReader;
import dev.vibe.config.model.KnownModel;
import dev.vibe.config.model.ModelCatalog;
import dev.vibe.config.model.ModelChoice;
import dev.vibe.config.model.WantedModel;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Check of which model is chosen and whether its key is there. Sends nothing, runs nothing. */
public record ModelCheck(ModelChoice choice) implements Check {

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    switch (choice) {
      case ModelChoice.NoModel(Problem problem) ->
          findings.add(
              problem.code() == ProblemCode.NO_MODEL
                  ? Finding.warning(
                      "endpoint",
                      "none is configured; a run would look for a server on this machine",
                      problem.remedy())
                  : Finding.of("endpoint", Finding.Grade.FAILED, problem));
      case ModelChoice.Endpoint endpoint -> {
        String id = id(endpoint.model());
        findings.add(
            Finding.good(
                "endpoint",
                endpoint.baseUrl()
                    + ", model "
                    + (id.isEmpty() ? "to be chosen from what it serves" : id)
                    + " ("
                    + endpoint.chosenBy()
                    + ")"));
        findings.add(key(endpoint.key()));
        ModelCatalog.find(id).ifPresent(model -> findings.addAll(known(model)));
      }
    }
    return findings;
  }

  private static String id(WantedModel model) {
    return switch (model) {
      case WantedModel.Exactly(String id) -> id;
      case WantedModel.Preferably(String id) -> id;
      case WantedModel.AnyServed() -> "";
    };
  }

  private static Finding key(KeySource source) {
    return switch (source) {
      case KeySource.None(String why) -> Finding.note("key", why);
      case KeySource.Variable variable -> Finding.good("key", "from " + variable.describe());
      case KeySource.Command command ->
          Finding.good("key", "from " + command.describe() + ", which was not run");
      case KeySource.File(Path path) when Files.isReadable(path) ->
          KeyReader.notices(source).stream()
              .map(notice -> Finding.of("key", Finding.Grade.WARNING, notice))
              .findFirst()
              .orElseGet(() -> Finding.good("key", "from file " + path));
      case KeySource.File(Path path) ->
          Finding.failed("key", "file " + path + " cannot be read", "put the key there");
    };
  }

  private static List<Finding> known(KnownModel model) {
    List<Finding> findings = new ArrayList<>();
    if (!model.licenceWarning().isEmpty()) {
      findings.add(
          Finding.note(
              "licence", model.name() + ": " + model.licence() + ", " + model.licenceWarning()));
    }
    if (!model.retired().isEmpty()) {
      String successor =
          model.successor().isEmpty() ? "" : "use " + model.successor() + " when it stops";
      findings.add(
          new Finding(
              "model",
              Finding.Grade.NOTE,
              model.name()
                  + " is retired at Mistral's API since "
                  + model.retired()
                  + ", though it may still answer; its weights stay",
              successor));
    }
    return findings;
  }
}
