package dev.vibe.audit;

import dev.vibe.audit.AuditSettings.OnFailure;
import dev.vibe.audit.AuditSettings.Sink;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.net.StreamSockets;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Opener of a trail with the sinks that its settings name. */
public final class AuditOpening {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AuditSettings settings;
  private final Path folder;
  private final Clock clock;
  private final Outside outside;

  /**
   * Parts that reach out of the process.
   *
   * @param stream for the sink {@code stdout}
   * @param key for the sink {@code https}; empty when there is none
   */
  public record Outside(HttpSettings network, PrintStream stream, Supplier<String> key) {}

  /**
   * Opens nothing yet.
   *
   * @param folder of the log
   */
  public AuditOpening(AuditSettings settings, Path folder, Clock clock, Outside outside) {
    this.settings = settings;
    this.folder = folder;
    this.clock = clock;
    this.outside = outside;
  }

  /**
   * Opens it and writes its first record.
   *
   * @throws VibeException when that cannot be kept and the session must not go on without
   */
  public AuditTrail open(String session, AuditTrail.Origin origin) {
    boolean isKept = settings.sinks().contains(Sink.FILE);
    Chain chain =
        isKept ? new FileChain(new AuditFolder(folder), settings.maxFileBytes()) : Chain.unkept();
    AuditTrail trail = new AuditTrail(settings, clock, session, chain, sinks(origin));
    Optional<Problem> trouble = trail.begin(origin);
    if (trouble.isPresent()) {
      trail.close();
      throw new VibeException(ExitCode.FAILED, trouble.get());
    }
    return trail;
  }

  private List<LineSink> sinks(AuditTrail.Origin origin) {
    List<LineSink> sinks = new ArrayList<>();
    if (settings.sinks().contains(Sink.STDOUT)) {
      sinks.add(new StreamSink(outside.stream()));
    }
    settings
        .syslog()
        .ifPresent(
            address ->
                sinks.add(
                    forwarder(
                        "syslog",
                        new SyslogCollector(
                            new StreamSockets(outside.network()),
                            address,
                            new SyslogMessage(origin.host(), origin.process())))));
    settings
        .https()
        .ifPresent(
            url ->
                sinks.add(
                    forwarder(
                        "https", new HttpsCollector(new Http(outside.network()), url, headers()))));
    return sinks;
  }

  private LineSink forwarder(String name, Collector collector) {
    OnFailure onFailure = settings.onFailure();
    return Forwarder.start(collector, new Spill(folder, name), onFailure, PATIENCE);
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>(settings.headers());
    String key = outside.key().get();
    if (!key.isEmpty()) {
      headers.put("Authorization", "Bearer " + key);
    }
    return headers;
  }
}
