package cloud.somersault.persistence.retention;

import cloud.somersault.persistence.secret.SecretFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that wraps all others, in a file of its own which nobody but its owner may read: 32
 * random bytes in Base64. Wrapped is a nonce of 12 bytes, drawn, and AES-256-GCM with the id of the
 * wrapped key as additional data. A key is wrapped once, so drawn nonces are safe for the first
 * 2^32 keys (NIST SP 800-38D, section 8.3).
 */
final class MasterKey {
    /** What a data key is wrapped to. */
    static final int WRAPPED_BYTES = 12 + 32 + 16;

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";

    private final SecretKeySpec key;
    private final SecureRandom dice;

    private MasterKey(byte[] key, SecureRandom dice) {
        this.key = new SecretKeySpec(key, "AES");
        this.dice = dice;
    }

    /** The one in a file, which is made if it may be. */
    static MasterKey in(Path file, boolean mayBeMade, SecureRandom dice) {
        try {
            if (!Files.exists(file)) {
                if (!mayBeMade) {
                    throw new IllegalStateException(
                            ("The master key %s is gone, and there are keys that need it. Bring it"
                                            + " back, or, if their contents are to be lost for"
                                            + " ever, move its folder away.")
                                    .formatted(file));
                }
                var drawn = new byte[KEY_BYTES];
                dice.nextBytes(drawn);
                var text = Base64.getEncoder().encodeToString(drawn) + "\n";
                SecretFiles.write(file, text.getBytes(StandardCharsets.US_ASCII));
            }
            var key =
                    Base64.getDecoder()
                            .decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (key.length != KEY_BYTES) {
                throw new IllegalStateException("The file %s is no master key".formatted(file));
            }
            return new MasterKey(key, dice);
        } catch (IOException broken) {
            throw new UncheckedIOException("The master key " + file + " can't be read", broken);
        }
    }

    byte[] wrap(String id, byte[] dataKey) {
        try {
            var nonce = new byte[NONCE_BYTES];
            dice.nextBytes(nonce);
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, id);
            return ByteBuffer.allocate(WRAPPED_BYTES)
                    .put(nonce)
                    .put(cipher.doFinal(dataKey))
                    .array();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("every Java has AES-256-GCM", broken);
        }
    }

    /**
     * The data key again.
     *
     * @throws IllegalStateException when it was wrapped by another master key, or altered
     */
    byte[] unwrap(String id, byte[] wrapped) {
        try {
            var nonce = new byte[NONCE_BYTES];
            System.arraycopy(wrapped, 0, nonce, 0, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, nonce, id)
                    .doFinal(wrapped, NONCE_BYTES, wrapped.length - NONCE_BYTES);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(
                    "The key %s was wrapped by another master key, or altered".formatted(id),
                    broken);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String id) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(id.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
