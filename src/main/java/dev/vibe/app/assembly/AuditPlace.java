package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import java.nio.file.Path;

/** Place of the audit log of a user. */
public final class AuditPlace {

  private AuditPlace() {}

  public static Path folder(HostEnvironment host) {
    return host.state().path().resolve("audit");
  }
}
