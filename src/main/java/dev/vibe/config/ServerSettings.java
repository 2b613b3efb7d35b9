package dev.vibe.config;

import static dev.vibe.config.Setting.own;

import java.util.List;

/** Table of the settings of providers, of their models, and of the way to them. */
final class ServerSettings {

  static final List<Setting> ALL =
      List.of(
          own("providers.*.base_url", SettingType.BASE_URL, "The provider's endpoint."),
          own("providers.*.api_key_env", SettingType.TEXT, "The variable that holds its key."),
          own("providers.*.api_key_file", SettingType.TEXT, "A file that holds its key."),
          own("providers.*.api_key_command", SettingType.WORDS, "A command that prints its key."),
          own("providers.*.headers.*", SettingType.HEADER, "A header sent with each request."),
          own(
              "providers.*.query.*",
              SettingType.HEADER,
              "A query parameter sent with each request."),
          own("models.*.provider", SettingType.TEXT, "Who serves it: a name from `[providers]`."),
          own(
              "models.*.id",
              SettingType.TEXT,
              "Its id on the server; its name here when left out."),
          own("models.*.context", SettingType.COUNT, "Its context window, in tokens."),
          own("models.*.price_in", SettingType.PRICE, "USD per million input tokens."),
          own("models.*.price_out", SettingType.PRICE, "USD per million output tokens."),
          own(
              "models.*.price_cached",
              SettingType.PRICE,
              "USD per million cached input tokens; `price_in` when left out."),
          own("models.*.temperature", SettingType.TEMPERATURE, "Its sampling temperature."),
          own("models.*.max_output_tokens", SettingType.COUNT, "Its longest reply, in tokens."),
          own(
              "models.*.images",
              SettingType.SWITCH,
              "Whether it is shown images; without it the server or the built-in record tells."),
          own("models.*.licence", SettingType.TEXT, "Its licence, for `vibe models`."),
          own(
              "models.*.request.headers.*",
              SettingType.HEADER,
              "A header sent with each request for it."),
          own(
              "models.*.request.*",
              SettingType.FIELD,
              "A further field of each request for it, such as `top_p` or `reasoning_effort`; any"
                  + " but `messages`, `tools` and `stream`."),
          own(
              "models.*.retired",
              SettingType.TEXT,
              "When it was or will be retired, as `2026-07-31`."),
          own("models.*.successor", SettingType.TEXT, "The id to use instead."),
          own(
              "net.proxy",
              SettingType.PROXY,
              "The proxy for every endpoint; without it `https_proxy` and `http_proxy` count."),
          own("net.proxy_user", SettingType.TEXT, "The login for `net.proxy`."),
          own("net.proxy_password_env", SettingType.TEXT, "The variable that holds its password."),
          own("net.proxy_password_file", SettingType.TEXT, "A file that holds its password."),
          own(
              "net.proxy_password_command",
              SettingType.WORDS,
              "A command that prints its password."),
          own(
              "net.no_proxy",
              SettingType.NAMES,
              "Hosts that are reached directly; adds to `no_proxy` of the environment."),
          own(
              "net.ca_file",
              SettingType.TEXT,
              "A PEM file with certificates that are trusted besides the usual ones."),
          own(
              "net.client_cert",
              SettingType.TEXT,
              "A PEM or PKCS #12 file with the certificate that endpoints want to see."),
          own(
              "net.client_key",
              SettingType.TEXT,
              "A PEM file with its key (PKCS #8); `net.client_cert` when left out."),
          own(
              "net.client_password_env",
              SettingType.TEXT,
              "The variable that holds the password of that key or PKCS #12 file."),
          own("net.client_password_file", SettingType.TEXT, "A file that holds that password."),
          own(
              "net.client_password_command",
              SettingType.WORDS,
              "A command that prints that password."),
          own(
              "net.connect_timeout",
              SettingType.WAIT,
              "How long a connection may take to be made; 15s without it, 0 for no limit."),
          own(
              "net.first_token_timeout",
              SettingType.WAIT,
              "How long an endpoint may take to its first word; without it 90m on this machine and"
                  + " in its network, where a long prompt may be read by a CPU, and 10m elsewhere;"
                  + " 0 for no limit."),
          own(
              "net.idle_timeout",
              SettingType.WAIT,
              "How long an endpoint may be silent in the middle of a reply; 2m without it, 0 for no"
                  + " limit."),
          own(
              "net.retry_for",
              SettingType.WAIT,
              "How long is waited in all for trouble that passes, such as an overloaded server; 5m"
                  + " without it, 0 for no limit."));

  private ServerSettings() {}
}
