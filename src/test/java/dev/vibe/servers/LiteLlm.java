package dev.vibe.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** LiteLLM's proxy in front of other endpoints; it has one key and no database. */
record LiteLlm(Process process, String address) implements AutoCloseable {

  static final String KEY = "sk-litellm-0123456789";

  /**
   * Starts it, which takes seconds.
   *
   * @param models the base URLs behind it by the names of the models there
   */
  static LiteLlm start(Map<String, String> models) {
    List<String> command =
        new ArrayList<>(List.of(RealServers.python(), "src/test/servers/proxy.py", KEY));
    models.forEach((name, base) -> command.add(name + "=" + base));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String address = process.inputReader().readLine();
      if (address == null) {
        throw new AssertionError("proxy.py has ended");
      }
      return new LiteLlm(process, address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String baseUrl() {
    return address + "/v1";
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
