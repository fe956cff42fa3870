package cloud.somersault.persistence.proof;

import cloud.somersault.persistence.secret.SecretFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * The private keys of a data folder, a PEM file each, which nobody but their owner may read. They
 * are not part of the log, and a copy of the log has none of them.
 */
public final class KeyFolder {
    private static final String FOLDER = "keys";
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final Path folder;

    /** Of a data folder. */
    public KeyFolder(Path dataFolder) {
        this.folder = dataFolder.resolve(FOLDER);
    }

    /** Makes a new pair, keeps its private half, and answers the public one. */
    public PublicKeyText make() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var base64 = Base64.getEncoder();
            var text = new PublicKeyText(base64.encodeToString(pair.getPublic().getEncoded()));
            var pem =
                    BEGIN
                            + "\n"
                            + base64.encodeToString(pair.getPrivate().getEncoded())
                            + "\n"
                            + END
                            + "\n";
            SecretFiles.makeFolder(folder);
            SecretFiles.write(file(text.id()), pem.getBytes(StandardCharsets.US_ASCII));
            return text;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("every Java has Ed25519", broken);
        } catch (IOException broken) {
            throw new UncheckedIOException("no key can be kept in " + folder, broken);
        }
    }

    /** Whether the private half of a key is here. */
    public boolean has(String id) {
        return Files.isRegularFile(file(id));
    }

    /** The signature of a text in UTF-8, Base64; empty when the key is not here. */
    public Optional<String> sign(String id, String text) {
        if (!has(id)) {
            return Optional.empty();
        }
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(read(file(id)));
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            return Optional.of(Base64.getEncoder().encodeToString(signer.sign()));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the key " + id + " is of no use", broken);
        } catch (IOException broken) {
            throw new UncheckedIOException("the key " + id + " can't be read", broken);
        }
    }

    private static PrivateKey read(Path file) throws IOException, GeneralSecurityException {
        var body = Files.readString(file).replace(BEGIN, "").replace(END, "").strip();
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    }

    private Path file(String id) {
        return folder.resolve("checkpoint-" + id + ".pem");
    }
}
