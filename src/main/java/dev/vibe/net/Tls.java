package dev.vibe.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** What differs from the runtime's own TLS: authorities trusted besides, a certificate to show. */
record Tls(SSLSocketFactory sockets, X509TrustManager trust) {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END");

  /** Kinds of keys that a certificate may have; the key itself does not name its kind in PEM. */
  private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519", "Ed448");

  /**
   * Reads the files.
   *
   * @param identity as in {@link HttpSettings}
   * @throws IOException with the name of the file that is at fault
   */
  static Tls of(List<Path> authorities, List<Path> identity)
      throws IOException, GeneralSecurityException {
    X509TrustManager trust = trusting(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(showing(identity), new TrustManager[] {trust}, null);
    return new Tls(context.getSocketFactory(), trust);
  }

  private static X509TrustManager trusting(List<Path> extra)
      throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    int count = 0;
    for (X509Certificate known : trustManager(null).getAcceptedIssuers()) {
      store.setCertificateEntry("known-" + count++, known);
    }
    for (Path file : extra) {
      for (Certificate added : certificates(file)) {
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

  private static KeyManager[] showing(List<Path> identity)
      throws IOException, GeneralSecurityException {
    if (identity.isEmpty()) {
      return new KeyManager[0];
    }
    KeyStore store = emptyStore();
    char[] none = new char[0];
    store.setKeyEntry(
        "client",
        privateKey(identity.getLast()),
        none,
        certificates(identity.getFirst()).toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, none);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file) throws IOException {
    String text = text(file);
    int start = text.indexOf("-----BEGIN CERTIFICATE");
    try (InputStream in = new java.io.ByteArrayInputStream(certificatesOnly(text))) {
      if (start < 0) {
        throw new CertificateException("none");
      }
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (CertificateException e) {
      throw new IOException("there is no readable certificate in " + file, e);
    }
  }

  /** A file may hold the key too, which the reader of certificates stumbles over. */
  private static byte[] certificatesOnly(String pem) {
    StringBuilder out = new StringBuilder();
    Matcher blocks =
        Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----").matcher(pem);
    while (blocks.find()) {
      out.append(blocks.group()).append('\n');
    }
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    Matcher block = KEY.matcher(text(file));
    if (!block.find()) {
      throw new IOException("there is no private key in " + file);
    }
    if (!block.group(1).isEmpty()) {
      throw new IOException(
          "the private key in "
              + file
              + " is not plain PKCS #8; this makes one: openssl pkcs8 -topk8 -nodes -in "
              + file
              + " -out key.pem");
    }
    PKCS8EncodedKeySpec spec;
    try {
      spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(2)));
    } catch (IllegalArgumentException e) {
      throw new IOException("the private key in " + file + " is damaged", e);
    }
    for (String kind : KINDS) {
      Optional<PrivateKey> key = privateKey(kind, spec);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new IOException("the private key in " + file + " is of no kind that TLS uses");
  }

  /** Nothing when it is of another kind. */
  private static Optional<PrivateKey> privateKey(String kind, PKCS8EncodedKeySpec spec)
      throws GeneralSecurityException {
    try {
      return Optional.of(KeyFactory.getInstance(kind).generatePrivate(spec));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    }
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IOException("cannot read " + file, e);
    }
  }
}
