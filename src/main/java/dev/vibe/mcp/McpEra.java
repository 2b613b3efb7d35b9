package dev.vibe.mcp;

/** Era of the protocol that a server speaks. */
enum McpEra {
  /** Of 2026-07-28: each request stands for itself. */
  MODERN("2026-07-28"),
  /** Of 2025-11-25 and before: a session that begins with a handshake. */
  LEGACY("2025-11-25");

  private final String version;

  McpEra(String version) {
    this.version = version;
  }

  /** Its newest version. */
  String version() {
    return version;
  }
}
