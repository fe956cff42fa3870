package cloud.somersault.http.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key as its holder has it: {@code som_}, ten letters and digits by which it may be named in logs
 * and lists, and a secret of 260 random bits.
 *
 * <p>Kept is the SHA-256 of the whole. A password needs a slow, salted hash because people choose
 * it from a small set that can be tried through; a secret of 260 random bits can't be tried through
 * however fast the hash is, and two are never equal, so neither salt nor slowness would add
 * anything.
 *
 * @param id the readable part, {@code som_} included
 * @param whole what is shown once, to its holder
 */
public record KeyToken(String id, String whole) {
    /** How ids look. */
    public static final Pattern ID = Pattern.compile("som_[a-z2-7]{10}");

    private static final Pattern WHOLE = Pattern.compile("(som_[a-z2-7]{10})_[a-z2-7]{52}");
    private static final Pattern SECRET = Pattern.compile("(som_[a-z2-7]{10})_[a-z2-7]{8,}");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int ID_LETTERS = 10;
    private static final int SECRET_LETTERS = 52;

    /** A new one. */
    static KeyToken draw(SecureRandom dice) {
        var id = "som_" + letters(dice, ID_LETTERS);
        return new KeyToken(id, id + "_" + letters(dice, SECRET_LETTERS));
    }

    private static String letters(SecureRandom dice, int count) {
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(ALPHABET.charAt(dice.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** What somebody presents, if it looks like a key at all. */
    public static Optional<KeyToken> parse(String presented) {
        var match = WHOLE.matcher(presented);
        return match.matches()
                ? Optional.of(new KeyToken(match.group(1), presented))
                : Optional.empty();
    }

    /** A text that will be kept or shown, without the secrets of keys that stand in it. */
    public static String hidden(String text) {
        return SECRET.matcher(text).replaceAll("$1_...");
    }

    /** What is kept: SHA-256, in lower-case hex. */
    String hash() {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(whole.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Whether this is what was hashed; takes the same time for every wrong one. */
    boolean hasHash(String kept) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII),
                kept.getBytes(StandardCharsets.US_ASCII));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return id;
    }
}
