package cloud.somersault.persistence.proof;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * What a checkpoint says of one entity: the number and the link of its last event. As a line,
 * {@code ID TAB NUMBER TAB LINK}.
 *
 * @param persistenceId of the entity
 * @param sequenceNr of the event, from 1
 * @param link of the event, lower-case hex
 */
public record Leaf(String persistenceId, long sequenceNr, String link) {
    /** By the bytes of the ids: the order of leaves in a checkpoint. */
    public static final Comparator<Leaf> ORDER =
            (one, other) ->
                    Arrays.compareUnsigned(
                            one.persistenceId.getBytes(StandardCharsets.UTF_8),
                            other.persistenceId.getBytes(StandardCharsets.UTF_8));

    private static final int PARTS = 3;

    /** The line, without its end. */
    public String line() {
        return persistenceId + "\t" + sequenceNr + "\t" + link;
    }

    /** What the tree has of it. */
    public byte[] hash() {
        return MerkleTree.leaf(line().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Leaf parse(String line) {
        var parts = line.split("\t", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("not a leaf: " + line);
        }
        return new Leaf(parts[0], Long.parseLong(parts[1]), parts[2]);
    }
}
