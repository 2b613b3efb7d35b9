package dev.vibe.rpc;

import org.jspecify.annotations.Nullable;

/** Exception for a request that failed, on either side, as its answer says it. */
public final class RpcException extends RuntimeException {

  public static final int PARSE_ERROR = -32700;
  public static final int INVALID_REQUEST = -32600;
  public static final int METHOD_NOT_FOUND = -32601;
  public static final int INVALID_PARAMS = -32602;
  public static final int INTERNAL_ERROR = -32603;
  public static final int CANCELLED = -32800;

  private final int code;

  public RpcException(int code, String message) {
    super(message);
    this.code = code;
  }

  public RpcException(int code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static RpcException unknownMethod(String method) {
    return new RpcException(METHOD_NOT_FOUND, "there is no method " + method);
  }

  public static RpcException invalid(String message) {
    return new RpcException(INVALID_PARAMS, message);
  }

  static RpcException cancelled() {
    return new RpcException(CANCELLED, "cancelled");
  }
}
