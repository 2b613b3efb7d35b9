package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.config.Settings;
import dev.vibe.net.HttpFailure;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.FallbackRoute;
import dev.vibe.provider.ServedModel;
import dev.vibe.provider.replay.Cassette;
import dev.vibe.provider.replay.CassetteReader;
import dev.vibe.provider.replay.ReplayModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Source of the models that a task's options and configuration lead to. */
public record TaskModels(HostEnvironment host) implements ModelSource {

  private static final Set<HttpFailure.Kind> ABSENT =
      Set.of(
          HttpFailure.Kind.REFUSED, HttpFailure.Kind.UNKNOWN_HOST, HttpFailure.Kind.NO_CONNECTION);

  @Override
  public SessionModel model(SessionPlan plan) {
    return switch (plan.options().model()) {
      case RunOptions.Model.Configured() -> connected(plan);
      case RunOptions.Model.Recorded(Path cassette) -> recorded(cassette);
    };
  }

  /**
   * The same for somebody who waits for a server that is down: where nothing answers at the address
   * of a model that was named, that is known now and not by the first prompt.
   *
   * @throws VibeException (unreachable) when nothing can be connected to there
   */
  public SessionModel reached(SessionPlan plan) {
    SessionModel model = model(plan);
    boolean isNamed = plan.config().find(Settings.MODEL).isPresent();
    if (plan.options().model() instanceof RunOptions.Model.Configured
        && isNamed
        && plan.config().fallback().isEmpty()) {
      reach(model);
    }
    return model;
  }

  /** Without a list a server may answer all the same, and one that is slow will. */
  private static void reach(SessionModel model) {
    try {
      model.chat().served();
    } catch (VibeException e) {
      if (e.getCause() instanceof HttpFailure failure && ABSENT.contains(failure.kind())) {
        throw e;
      }
    }
  }

  /**
   * The ids of all that the endpoint in effect serves; none when it is a recording. Blocks and
   * throws as {@link #model}.
   */
  public List<String> served(SessionPlan plan) {
    return switch (plan.options().model()) {
      case RunOptions.Model.Configured() ->
          setup(plan).primary().model().served().stream().map(ServedModel::id).toList();
      case RunOptions.Model.Recorded(Path cassette) -> List.of();
    };
  }

  private SessionModel connected(SessionPlan plan) {
    FallbackRoute.Ready ready = setup(plan).connect();
    return new SessionModel(ready.model(), ready.usualContext());
  }

  private ModelSetup setup(SessionPlan plan) {
    return new ModelSetup(plan.config(), host, plan.sessionId(), plan.notices()::add);
  }

  private SessionModel recorded(Path named) {
    Path file = host.directory().resolve(named);
    try {
      Cassette cassette = CassetteReader.read(named.toString(), Files.readString(file));
      return new SessionModel(new ReplayModel(cassette), 0);
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.USAGE,
          new Problem(
              ProblemCode.NO_CASSETTE,
              "cannot play " + named,
              Files.exists(file) ? "it cannot be read as text" : "there is no such file",
              "--base-url replay:FILE with the path of a cassette"),
          e);
    }
  }
}
