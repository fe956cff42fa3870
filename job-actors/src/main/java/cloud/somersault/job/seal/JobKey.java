package cloud.somersault.job.seal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of one job's contents, which seals and opens them.
 *
 * <p><b>Where it comes from.</b> HKDF-Expand (RFC 5869, section 2.3, with SHA-256) of the data key,
 * 32 random bytes, with the info "somersault-content-v1", a zero byte, the id of the data key, a
 * zero byte, the job's id; 64 bytes, of which the first 32 encrypt and the last 32 make nonces. So
 * one job's key can be given away with its evidence and opens nothing else.
 *
 * <p><b>A sealed content</b> is a nonce of 12 bytes, the ciphertext, and a tag of 16 bytes:
 * AES-256-GCM (NIST SP 800-38D) whose additional data is the word that says what it is. What is
 * encrypted is one byte, 0 or 1, and the content as it is or as a raw DEFLATE stream (RFC 1951).
 *
 * <p><b>No nonce comes twice for two contents.</b> GCM breaks if it does. Counters are no help
 * here: a content may be made again after a crash, on another node, when nobody knows whether the
 * first one was stored. So the nonce is synthetic, as in SIV (RFC 5297) and AES-GCM-SIV (RFC 8452):
 * the first 96 bits of HMAC-SHA256, under the second key, of the word's length, the word and what
 * is encrypted. The same content has the same nonce, which gives the same bytes and tells nothing;
 * two contents have the same one with probability 2^-96, and one job has a few thousand at most
 * (n²/2^97 is under 2^-70). Under another job's key a nonce may come again, as that is another key.
 */
public final class JobKey {
    private static final byte[] INFO = "somersault-content-v1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final String HMAC = "HmacSHA256";
    private static final String CIPHER = "AES/GCM/NoPadding";

    /** Found once: to look for who can do it takes as long as to do it. */
    private static final Provider CIPHERS = who(() -> Cipher.getInstance(CIPHER).getProvider());

    private static final Provider MACS = who(() -> Mac.getInstance(HMAC).getProvider());
    private static final byte AS_IT_IS = 0;
    private static final byte DEFLATED = 1;

    /** Shorter contents gain nothing by being packed. */
    private static final int DEFLATED_BYTES_LEAST = 512;

    private final SecretKeySpec encrypts;
    private final SecretKeySpec makesNonces;

    private JobKey(byte[] encrypts, byte[] makesNonces) {
        this.encrypts = new SecretKeySpec(encrypts, "AES");
        this.makesNonces = new SecretKeySpec(makesNonces, HMAC);
    }

    /**
     * Of a job.
     *
     * @param dataKey 32 bytes
     * @param key the data key's id
     */
    public static JobKey of(byte[] dataKey, String key, String jobId) {
        var info = new ByteArrayOutputStream();
        info.writeBytes(INFO);
        info.write(0);
        info.writeBytes(key.getBytes(StandardCharsets.UTF_8));
        info.write(0);
        info.writeBytes(jobId.getBytes(StandardCharsets.UTF_8));
        var told = info.toByteArray();
        var mac = mac(new SecretKeySpec(dataKey, HMAC));
        mac.update(told);
        var first = mac.doFinal(new byte[] {1});
        mac.update(first);
        mac.update(told);
        return new JobKey(first, mac.doFinal(new byte[] {2}));
    }

    /**
     * As {@link #bytes} gave it.
     *
     * @throws IllegalArgumentException when it is not of that length
     */
    public static JobKey of(byte[] bytes) {
        if (bytes.length != 2 * KEY_BYTES) {
            throw new IllegalArgumentException("a job's key has 64 bytes, not " + bytes.length);
        }
        return new JobKey(
                Arrays.copyOf(bytes, KEY_BYTES),
                Arrays.copyOfRange(bytes, KEY_BYTES, 2 * KEY_BYTES));
    }

    /** The key itself, 64 bytes, to be given away with the job's evidence. */
    public byte[] bytes() {
        var bytes = Arrays.copyOf(encrypts.getEncoded(), 2 * KEY_BYTES);
        System.arraycopy(makesNonces.getEncoded(), 0, bytes, KEY_BYTES, KEY_BYTES);
        return bytes;
    }

    /**
     * Seals a content.
     *
     * @param what it is, in a word of at most 255 letters: opened, it must be called the same
     */
    public byte[] seal(String what, byte[] content) {
        var word = what.getBytes(StandardCharsets.US_ASCII);
        var plain = packed(content);
        try {
            var mac = mac(makesNonces);
            mac.update((byte) word.length);
            mac.update(word);
            var nonce = Arrays.copyOf(mac.doFinal(plain), NONCE_BYTES);
            var cipher = Cipher.getInstance(CIPHER, CIPHERS);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    encrypts,
                    new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            cipher.updateAAD(word);
            var sealed = Arrays.copyOf(nonce, NONCE_BYTES + plain.length + TAG_BYTES);
            cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("every Java has AES-256-GCM", broken);
        }
    }

    /**
     * The content of what was sealed.
     *
     * @throws IllegalArgumentException when it is not what was sealed: altered, cut, under another
     *     key, or something else than it is taken for
     */
    public byte[] open(String what, byte[] sealed) {
        if (sealed.length < NONCE_BYTES + 1 + TAG_BYTES) {
            throw new IllegalArgumentException(
                    "a sealed content of %d bytes".formatted(sealed.length));
        }
        try {
            var cipher = Cipher.getInstance(CIPHER, CIPHERS);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    encrypts,
                    new GCMParameterSpec(TAG_BYTES * Byte.SIZE, sealed, 0, NONCE_BYTES));
            cipher.updateAAD(what.getBytes(StandardCharsets.US_ASCII));
            return unpacked(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (AEADBadTagException altered) {
            throw new IllegalArgumentException(
                    "a sealed content is not what was sealed under this key", altered);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("every Java has AES-256-GCM", broken);
        }
    }

    private static byte[] packed(byte[] content) {
        if (content.length >= DEFLATED_BYTES_LEAST) {
            var buffer = new byte[content.length];
            buffer[0] = DEFLATED;
            var deflater = new Deflater(Deflater.BEST_SPEED, true);
            try {
                deflater.setInput(content);
                deflater.finish();
                int length = deflater.deflate(buffer, 1, buffer.length - 1);
                if (deflater.finished()) {
                    return Arrays.copyOf(buffer, 1 + length);
                }
            } finally {
                deflater.end();
            }
        }
        var plain = new byte[1 + content.length];
        plain[0] = AS_IT_IS;
        System.arraycopy(content, 0, plain, 1, content.length);
        return plain;
    }

    private static byte[] unpacked(byte[] plain) {
        return switch (plain[0]) {
            case AS_IT_IS -> Arrays.copyOfRange(plain, 1, plain.length);
            case DEFLATED -> inflated(plain);
            default -> throw new IllegalArgumentException("an unknown packing: " + plain[0]);
        };
    }

    private static byte[] inflated(byte[] plain) {
        var inflater = new Inflater(true);
        var content = new ByteArrayOutputStream(4 * plain.length);
        var buffer = new byte[8192];
        try {
            inflater.setInput(plain, 1, plain.length - 1);
            while (!inflater.finished()) {
                int got = inflater.inflate(buffer);
                if (got == 0 && inflater.needsInput()) {
                    // A raw stream may ask for one byte more than it has.
                    inflater.setInput(new byte[1]);
                    got = inflater.inflate(buffer);
                    if (got == 0 && !inflater.finished()) {
                        throw new DataFormatException("it ends too early");
                    }
                }
                content.write(buffer, 0, got);
            }
            return content.toByteArray();
        } catch (DataFormatException broken) {
            throw new IllegalArgumentException("a sealed content can't be unpacked", broken);
        } finally {
            inflater.end();
        }
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            var mac = Mac.getInstance(HMAC, MACS);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("every Java has HMAC-SHA256", broken);
        }
    }

    private static Provider who(Engine engine) {
        try {
            return engine.provider();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("every Java has AES-256-GCM and HMAC-SHA256", broken);
        }
    }

    private interface Engine {
        Provider provider() throws GeneralSecurityException;
    }
}
