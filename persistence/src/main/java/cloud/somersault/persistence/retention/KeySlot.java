package cloud.somersault.persistence.retention;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/**
 * A key as it lies in the file: {@value #BYTES} bytes, always at the same place, so that destroying
 * it overwrites it. Big-endian: the letters SMK1; a byte, 1 for a key and 2 for one that was
 * destroyed; when it was made and when it was destroyed, in milliseconds since 1970 (8 bytes each,
 * 0 for never); its day, counted from 1970-01-01 (8); its number among the tenant's keys of that
 * day, from 1 (4); the length of the tenant's name in UTF-8 (2) and the name; the wrapped key (60),
 * zeros when it was destroyed; SHA-256 of all of that; zeros up to the end.
 *
 * @param destroyedAt when it was destroyed, if it was
 * @param wrapped the key, wrapped; zeros when it was destroyed
 */
record KeySlot(
        String tenant,
        LocalDate day,
        int number,
        Instant madeAt,
        Optional<Instant> destroyedAt,
        byte[] wrapped) {
    static final int BYTES = 512;

    /** A longer name is cut by nobody: it has no room. */
    static final int TENANT_BYTES_MAX = 255;

    private static final int MARK = 0x534d4b31;
    private static final byte LIVES = 1;
    private static final byte DESTROYED = 2;
    private static final int DIGEST_BYTES = 32;

    /** What events call it. */
    String id() {
        return tenant + "/" + day + "/" + number;
    }

    boolean lives() {
        return destroyedAt.isEmpty();
    }

    /** The same with its key, wrapped. */
    KeySlot with(byte[] key) {
        return new KeySlot(tenant, day, number, madeAt, destroyedAt, key);
    }

    /** The same without the key. */
    KeySlot destroyed(Instant at) {
        return new KeySlot(
                tenant, day, number, madeAt, Optional.of(at), new byte[MasterKey.WRAPPED_BYTES]);
    }

    ByteBuffer bytes() {
        var name = tenant.getBytes(StandardCharsets.UTF_8);
        if (name.length > TENANT_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a tenant's name of %d bytes".formatted(name.length));
        }
        var buffer = ByteBuffer.allocate(BYTES);
        buffer.putInt(MARK)
                .put(lives() ? LIVES : DESTROYED)
                .putLong(madeAt.toEpochMilli())
                .putLong(destroyedAt.map(Instant::toEpochMilli).orElse(0L))
                .putLong(day.toEpochDay())
                .putInt(number)
                .putShort((short) name.length)
                .put(name)
                .put(wrapped);
        buffer.put(sha256(buffer.array(), buffer.position()));
        return buffer.rewind();
    }

    /** The one in these bytes; empty when they are none, as of one that was never quite written. */
    static Optional<KeySlot> read(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        if (buffer.getInt() != MARK) {
            return Optional.empty();
        }
        boolean destroyed = buffer.get() == DESTROYED;
        var madeAt = Instant.ofEpochMilli(buffer.getLong());
        var destroyedAt = Instant.ofEpochMilli(buffer.getLong());
        var day = LocalDate.ofEpochDay(buffer.getLong());
        int number = buffer.getInt();
        int length = buffer.getShort();
        if (length < 0 || length > TENANT_BYTES_MAX) {
            return Optional.empty();
        }
        var name = new byte[length];
        buffer.get(name);
        var wrapped = new byte[MasterKey.WRAPPED_BYTES];
        buffer.get(wrapped);
        var digest = sha256(bytes, buffer.position());
        if (!Arrays.equals(
                digest,
                0,
                DIGEST_BYTES,
                bytes,
                buffer.position(),
                buffer.position() + DIGEST_BYTES)) {
            return Optional.empty();
        }
        return Optional.of(
                new KeySlot(
                        new String(name, StandardCharsets.UTF_8),
                        day,
                        number,
                        madeAt,
                        destroyed ? Optional.of(destroyedAt) : Optional.empty(),
                        wrapped));
    }

    private static byte[] sha256(byte[] bytes, int length) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
