package cloud.somersault.http;

import com.typesafe.config.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The server's certificate and private key, as {@code somersault.http.tls} names them: two PEM
 * files, or one PKCS#12 file and the file with its password.
 */
final class Encryption {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
    private static final List<String> KINDS_OF_KEYS = List.of("EC", "RSA", "EdDSA");
    private static final char[] NO_PASSWORD = {};

    private Encryption() {}

    /**
     * What to encrypt with, if the configuration wants it.
     *
     * @throws IllegalArgumentException when it names files that don't serve; says which and why
     */
    static Optional<SSLContext> of(Config config) {
        var tls = config.getConfig("somersault.http.tls");
        var certificate = tls.getString("certificate");
        var store = tls.getString("key-store");
        if (certificate.isEmpty() && store.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    store.isEmpty()
                            ? ofPem(Path.of(certificate), Path.of(tls.getString("private-key")))
                            : ofStore(Path.of(store), tls.getString("key-store-password-file")));
        } catch (IOException | GeneralSecurityException unfit) {
            throw new IllegalArgumentException(
                    "somersault.http.tls names no certificate and key that fit: "
                            + unfit.getMessage(),
                    unfit);
        }
    }

    private static SSLContext ofStore(Path file, String passwordFile)
            throws IOException, GeneralSecurityException {
        var password =
                passwordFile.isEmpty()
                        ? NO_PASSWORD
                        : Files.readString(Path.of(passwordFile)).strip().toCharArray();
        var store = KeyStore.getInstance("PKCS12");
        try (var bytes = Files.newInputStream(file)) {
            store.load(bytes, password);
        }
        return context(store, password);
    }

    private static SSLContext ofPem(Path certificate, Path privateKey)
            throws IOException, GeneralSecurityException {
        var chain =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(
                                new ByteArrayInputStream(Files.readAllBytes(certificate)))
                        .toArray(Certificate[]::new);
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("server", privateKey(privateKey), NO_PASSWORD, chain);
        return context(store, NO_PASSWORD);
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        var found = PRIVATE_KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!found.find()) {
            throw new InvalidKeySpecException(file + " has no PRIVATE KEY (PKCS#8, not encrypted)");
        }
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
        for (var kind : KINDS_OF_KEYS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(spec);
            } catch (InvalidKeySpecException another) {
                continue;
            }
        }
        throw new InvalidKeySpecException(
                file + " has a key of no known kind: " + String.join(", ", KINDS_OF_KEYS));
    }

    private static SSLContext context(KeyStore store, char[] password)
            throws GeneralSecurityException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, password);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
