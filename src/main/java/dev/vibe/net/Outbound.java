package dev.vibe.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Translator of our values into those of the client library, and of its answers and failures into
 * ours.
 */
final class Outbound {

  private Outbound() {}

  static Request request(HttpRequest request, HttpUrl url) {
    Request.Builder builder = new Request.Builder().url(url);
    request.headers().forEach(builder::header);
    return switch (request.verb()) {
      case GET -> builder.get().build();
      case POST, PUT, PATCH ->
          builder.method(request.verb().name(), bodyOf(request.body())).build();
    };
  }

  private static RequestBody bodyOf(HttpBody body) {
    return new RequestBody() {
      @Override
      public MediaType contentType() {
        return MediaType.get(body.mediaType());
      }

      @Override
      public long contentLength() {
        return body.length();
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        body.writeTo(sink.outputStream());
      }

      // Whether to send again is for whoever knows what the request costs; see Exchange.
      @Override
      public boolean isOneShot() {
        return true;
      }
    };
  }

  /** Where to ask again; null when the answer is no redirect or leads to another server. */
  static @Nullable HttpUrl redirect(HttpRequest request, Response response) {
    HttpUrl from = response.request().url();
    boolean follows =
        switch (request.verb()) {
          case GET -> response.isRedirect();
          case POST, PUT, PATCH -> response.code() == 307 || response.code() == 308;
        };
    String location = response.header("Location");
    HttpUrl to = follows && location != null ? from.resolve(location) : null;
    boolean sameServer =
        to != null
            && to.scheme().equals(from.scheme())
            && to.host().equals(from.host())
            && to.port() == from.port();
    return sameServer ? to : null;
  }

  /** By name in lower case. */
  static Map<String, String> headers(Response response) {
    Map<String, String> headers = new HashMap<>();
    for (String name : response.headers().names()) {
      String value = response.header(name);
      headers.put(name.toLowerCase(Locale.ROOT), value == null ? "" : value);
    }
    return Map.copyOf(headers);
  }

  /**
   * Whether a call failed before a byte of an answer came, by what the library throws: it looks for
   * the end of a line among as many bytes as there were, and names their number.
   */
  static boolean isWithoutAnswer(IOException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SocketException
          || (at instanceof EOFException && String.valueOf(at.getMessage()).contains("limit=0 "))) {
        return true;
      }
    }
    return false;
  }

  /**
   * What a failure means.
   *
   * @param connected whether there was a connection, through the proxy if there is one
   */
  static HttpFailure failure(Exception e, Peer peer, boolean connected) {
    HttpFailure.Kind direct =
        switch (e) {
          case UnknownHostException unknown -> HttpFailure.Kind.UNKNOWN_HOST;
          case ConnectException refused ->
              mentionsRefusal(refused) ? HttpFailure.Kind.REFUSED : HttpFailure.Kind.NO_CONNECTION;
          case NoRouteToHostException noRoute -> HttpFailure.Kind.NO_CONNECTION;
          case SocketTimeoutException slow -> HttpFailure.Kind.NO_CONNECTION;
          case SSLException tls when !connected -> HttpFailure.Kind.TLS;
          default -> HttpFailure.Kind.BROKEN;
        };
    String message =
        switch (direct) {
          case UNKNOWN_HOST -> "the name " + peer.host() + " has no address";
          case REFUSED -> "nothing listens at " + peer.authority();
          case NO_CONNECTION -> "no connection to " + peer.authority();
          case BROKEN -> "the connection broke off";
          case TLS, PROXY, FORBIDDEN, SILENCE, TOO_LARGE, CANCELLED ->
              e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    return switch (peer.kind()) {
      case SERVER -> new HttpFailure(direct, message, e);
      case PROXY ->
          connected || direct == HttpFailure.Kind.TLS
              ? new HttpFailure(direct, message + " (through " + peer.authority() + ")", e)
              : new HttpFailure(HttpFailure.Kind.PROXY, atProxy(e, direct, message, peer), e);
    };
  }

  private static String atProxy(Exception e, HttpFailure.Kind kind, String message, Peer proxy) {
    return switch (kind) {
      case UNKNOWN_HOST -> message + ", which is that of " + proxy.authority();
      case BROKEN -> proxy.authority() + " opens no way to the server" + proxyRefusal(e);
      case REFUSED, NO_CONNECTION, TLS, PROXY, FORBIDDEN, SILENCE, TOO_LARGE, CANCELLED -> message;
    };
  }

  /** Why a proxy opens no tunnel, in the library's words; empty when that is not what happened. */
  private static String proxyRefusal(Exception e) {
    String said = String.valueOf(e.getMessage());
    String code = "Unexpected response code for CONNECT: ";
    if (said.contains("Failed to authenticate with proxy")) {
      return ": it wants a login, or another one";
    }
    return said.contains(code)
        ? ": it answers " + said.substring(said.lastIndexOf(' ') + 1)
        : "; what listens there speaks another protocol";
  }

  private static boolean mentionsRefusal(@Nullable Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (String.valueOf(at.getMessage()).contains("refused")) {
        return true;
      }
    }
    return false;
  }
}
