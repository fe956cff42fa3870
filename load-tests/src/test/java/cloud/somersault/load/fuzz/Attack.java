package cloud.somersault.load.fuzz;

import java.nio.charset.StandardCharsets;

/**
 * A request as it goes over the wire.
 *
 * @param kind what was done to it
 * @param of the operation or door that it began as
 * @param bytes head and body
 * @param manner how the bytes are sent
 * @param mayBeHungUpOn whether it is so far from HTTP that the end of the connection is an answer
 */
record Attack(Kind kind, String of, byte[] bytes, Manner manner, boolean mayBeHungUpOn) {

    /** What is done to requests, and how often among so many others. */
    enum Kind {
        DAMAGED_BYTES(34),
        DAMAGED_VALUES(20),
        DAMAGED_ADDRESS(12),
        DAMAGED_HEADERS(10),
        WRONG_ENCODING(6),
        NONSENSE_FRAMING(6),
        HALF_CLOSED(4),
        DEEP(2),
        LARGE(2),
        BOMB(1),
        NOT_HTTP(3);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        int weight() {
            return weight;
        }
    }

    /** How bytes are sent. */
    enum Manner {
        /** On a connection that may have been used before and may be used again. */
        KEPT,
        /** On a connection of its own. */
        ALONE,
        /** On a connection of its own on which nothing more can come: the sending side is shut. */
        HALF_CLOSED
    }

    /** The beginning, for people. */
    String shown() {
        var text = new String(bytes, 0, Math.min(bytes.length, 600), StandardCharsets.ISO_8859_1);
        return kind
                + " of "
                + of
                + ", "
                + bytes.length
                + " bytes: "
                + text.replaceAll("[^ -~\n]", "?");
    }
}
