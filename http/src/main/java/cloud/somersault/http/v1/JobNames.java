package cloud.somersault.http.v1;

import cloud.somersault.http.route.Call;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Ids and seeds of new jobs. Without an Idempotency-Key both are drawn. With one they are computed
 * from it, so that a repeated request arrives at the same job and asks for the same thing; the job
 * itself then sees whether it does.
 *
 * @param id of the new job: 26 letters and digits, 130 bits
 * @param seed for a request that names none
 */
record JobNames(String id, long seed) {
    private static final Predicate<String> ID =
            Pattern.compile("[0-9a-z-]{1,64}").asMatchPredicate();
    private static final Predicate<String> IDEMPOTENCY_KEY =
            Pattern.compile("[!-~]{1,200}").asMatchPredicate();

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LETTERS = 26;
    private static final int LETTER_BITS = 5;
    private static final int SEED_BYTES = Long.BYTES;
    private static final SecureRandom DICE = new SecureRandom();

    /** Whether a job, a tuning or a session may have this id. */
    static boolean isId(String id) {
        return ID.test(id);
    }

    static JobNames of(Call call, String tenant) {
        return idempotencyKey(call)
                .map(key -> of(sha256(tenant + '\n' + key)))
                .orElseGet(() -> {
                    var drawn = new byte[32];
                    DICE.nextBytes(drawn);
                    return of(drawn);
                });
    }

    private static Optional<String> idempotencyKey(Call call) {
        return call.header(
                "Idempotency-Key",
                IDEMPOTENCY_KEY,
                "1 to 200 printable ASCII characters without blanks");
    }

    private static JobNames of(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        long seed = buffer.getLong() & JobRequests.SEED_MAX;
        var id = new StringBuilder();
        int bits = 0;
        int held = 0;
        int next = SEED_BYTES;
        while (id.length() < LETTERS) {
            if (held < LETTER_BITS) {
                bits = (bits << Byte.SIZE) | (bytes[next++] & 0xff);
                held += Byte.SIZE;
            }
            held -= LETTER_BITS;
            id.append(ALPHABET.charAt((bits >> held) & 31));
        }
        return new JobNames(id.toString(), seed);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
