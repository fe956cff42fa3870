package cloud.somersault.persistence.cassandra;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ids that were seen, of which there may be millions: 64 bits of the SHA-256 of each, in a table
 * with open addressing, 16 to 32 bytes an id. Two of a million ids share their bits with a chance
 * of 3e-8 (n²/2⁶⁵). Not for several threads at once.
 */
final class IdSet {
    private static final int ROOM_AT_FIRST = 1 << 10;

    private final MessageDigest sha256 = sha256();

    /** 0 where there is none; its length is a power of two. */
    private long[] table = new long[ROOM_AT_FIRST];

    private int size;

    void clear() {
        table = new long[ROOM_AT_FIRST];
        size = 0;
    }

    boolean contains(String id) {
        long bits = bits(id);
        return table[place(table, bits)] == bits;
    }

    void add(String id) {
        if (put(table, bits(id))) {
            size++;
        }
        if (2 * size > table.length) {
            var larger = new long[2 * table.length];
            for (long bits : table) {
                if (bits != 0) {
                    put(larger, bits);
                }
            }
            table = larger;
        }
    }

    private static boolean put(long[] into, long bits) {
        int place = place(into, bits);
        boolean fresh = into[place] == 0;
        into[place] = bits;
        return fresh;
    }

    /** Where it is, or the free place where it belongs. */
    private static int place(long[] in, long bits) {
        int place = (int) bits & in.length - 1;
        while (in[place] != 0 && in[place] != bits) {
            place = place + 1 & in.length - 1;
        }
        return place;
    }

    private long bits(String id) {
        long bits = ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8))).getLong();
        return bits == 0 ? 1 : bits;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
