/** The port of a configuration; 8080 where none is set. */
export function port(config) {
  return config.server.port ?? 8080;
}
