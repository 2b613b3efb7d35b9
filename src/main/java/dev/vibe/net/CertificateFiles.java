package dev.vibe.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reader of certificates from the files people have. Its failures name the file. */
final class CertificateFiles {

  private CertificateFiles() {}

  static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  static Collection<? extends Certificate> certificates(Path file) throws IOException {
    String text = text(file);
    int start = text.indexOf("-----BEGIN CERTIFICATE");
    try (InputStream in = new ByteArrayInputStream(certificatesOnly(text))) {
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

  static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IOException("cannot read " + file, e);
    }
  }
}
