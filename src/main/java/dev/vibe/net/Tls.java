package dev.vibe.net;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Settings of TLS that differ from the runtime's own: authorities trusted besides, a certificate to
 * show.
 */
record Tls(SSLSocketFactory sockets, X509TrustManager trust) {

  /**
   * Reads the files.
   *
   * @param identity as in {@link HttpSettings}
   * @throws IOException with the name of the file that is at fault
   */
  static Tls of(List<Path> authorities, HttpSettings.Identity identity)
      throws IOException, GeneralSecurityException {
    X509TrustManager trust = trusting(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(ClientIdentity.managers(identity), new TrustManager[] {trust}, null);
    return new Tls(context.getSocketFactory(), trust);
  }

  private static X509TrustManager trusting(List<Path> extra)
      throws IOException, GeneralSecurityException {
    KeyStore store = CertificateFiles.emptyStore();
    int count = 0;
    for (X509Certificate known : trustManager(null).getAcceptedIssuers()) {
      store.setCertificateEntry("known-" + count++, known);
    }
    for (Path file : extra) {
      for (Certificate added : CertificateFiles.certificates(file)) {
        store.setCertificateEntry("extra-" + count++, added);
      }
    }
    return trustManager(store);
  }

  private static X509TrustManager trustManager(@Nullable KeyStore storeOrRuntimeDefault)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(storeOrRuntimeDefault);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("the runtime offers no X.509 trust manager");
  }
}
