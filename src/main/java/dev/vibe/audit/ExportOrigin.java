package dev.vibe.audit;

/** Origin of the records of a session: what its first one tells, as far as that is there. */
record ExportOrigin(String version, String host, String user, String folder, long process) {

  static final ExportOrigin UNKNOWN = new ExportOrigin("", "", "", "", 0);

  static ExportOrigin of(AuditLine line) {
    return new ExportOrigin(
        line.text("version"),
        line.text("host"),
        line.text("user"),
        line.text("folder"),
        line.fields().get("process") instanceof Number process ? process.longValue() : 0);
  }
}
