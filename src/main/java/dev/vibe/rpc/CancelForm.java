package dev.vibe.rpc;

import java.util.Map;
import java.util.Optional;

/** Form in which a protocol says that a request need not be answered any more. */
public enum CancelForm {
  /** That of the Language Server Protocol. */
  LSP("$/cancelRequest", "id"),
  /** That of the Agent Client Protocol. */
  ACP("$/cancel_request", "requestId"),
  /** That of the Model Context Protocol. */
  MCP("notifications/cancelled", "requestId");

  private final String method;
  private final String field;

  CancelForm(String method, String field) {
    this.method = method;
    this.field = field;
  }

  String method() {
    return method;
  }

  Map<String, Object> params(long id) {
    return Map.of(field, id);
  }

  /** The request that is meant; empty when the notification is none of this form. */
  static Optional<Object> meant(String notification, Params params) {
    for (CancelForm form : values()) {
      if (form.method.equals(notification)) {
        return params.value(form.field);
      }
    }
    return Optional.empty();
  }

  static boolean isOne(String notification) {
    return notification.equals(LSP.method)
        || notification.equals(ACP.method)
        || notification.equals(MCP.method);
  }
}
