package dev.vibe.app.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.audit.AuditFolder;
import dev.vibe.audit.AuditOpening;
import dev.vibe.audit.AuditSettings;
import dev.vibe.audit.AuditTrail;
import dev.vibe.audit.ContentPolicy;
import dev.vibe.config.KeySource;
import dev.vibe.effect.ExecutionMode;
import dev.vibe.net.HttpSettings;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ChatModelContract;
import dev.vibe.provider.ModelStream;
import dev.vibe.provider.replay.ScriptedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditedModelContractTest extends ChatModelContract {

  @TempDir private Path folder;

  private AuditTrail trail() {
    AuditSettings settings =
        new AuditSettings(
            Set.of(AuditSettings.Sink.FILE),
            ContentPolicy.NONE,
            AuditSettings.OnFailure.CONTINUE,
            1_000_000,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            new KeySource.None(""),
            "a test",
            false);
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    AuditTrail trail =
        new AuditOpening(
                settings,
                folder,
                Clock.systemUTC(),
                new AuditOpening.Outside(HttpSettings.DEFAULT, nowhere, () -> ""))
            .open("s", new AuditTrail.Origin("1.0", "host", "user", "/work", 1));
    closeAfter(trail);
    return trail;
  }

  @Override
  protected ChatModel answers() {
    ChatModel model = new ScriptedModel(List.of(), "read", ExecutionMode.REAL);
    return new AuditedModel(model, trail());
  }

  @Override
  protected String answer() {
    return "0 of 0 applied.";
  }

  @Test
  void a_request_that_is_given_up_has_an_end_too() throws IOException {
    ChatModel model = answers();
    ModelStream stream = model.open(request());
    stream.close();

    String log = Files.readString(new AuditFolder(folder).files().getFirst());
    assertEquals(3, log.lines().count());
    assertEquals(1, log.lines().filter(line -> line.contains("\"abandoned\"")).count());
  }
}
