package cloud.somersault.persistence.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * A checkpoint and the signature of its text. Outside of the log it is a text of its own, which
 * anybody may keep as a witness of what the log once said.
 *
 * @param signature Ed25519 (RFC 8032), Base64
 */
public record SignedCheckpoint(Checkpoint checkpoint, String signature) {
    private static final String SIGNATURE = "signature ";

    /** The checkpoint's lines, the signature's, and an empty one. */
    public String text() {
        return checkpoint.text() + SIGNATURE + signature + "\n\n";
    }

    /** Whether that key has signed it. */
    public boolean signedBy(PublicKeyText key) {
        return key.id().equals(checkpoint.key()) && key.verifies(checkpoint.text(), signature);
    }

    /**
     * Reads any number of them, one after the other.
     *
     * @throws RuntimeException when there is anything else
     */
    public static List<SignedCheckpoint> parseAll(String text) {
        var all = new ArrayList<SignedCheckpoint>();
        for (var one : text.split("\n\n", -1)) {
            if (!one.isBlank()) {
                int at = one.lastIndexOf("\n" + SIGNATURE) + 1;
                if (at == 0) {
                    throw new IllegalArgumentException("a checkpoint without its signature");
                }
                all.add(
                        new SignedCheckpoint(
                                Checkpoint.parse(one.substring(0, at)),
                                one.substring(at + SIGNATURE.length()).strip()));
            }
        }
        return List.copyOf(all);
    }
}
