package cloud.somersault.circuits.qpy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A stretch of the bytes, read from front to back, big end first. Lengths and counts come from the
 * bytes and may be anything: nothing is reserved for more than is there.
 */
final class QpyInput {
    private final byte[] bytes;
    private final int end;
    private int at;

    QpyInput(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private QpyInput(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Where the next byte lies in the whole. */
    int offset() {
        return at;
    }

    boolean isEmpty() {
        return at == end;
    }

    /** What is wrong with the bytes at this place. */
    QpyException wrong(String sentence) {
        return new QpyException(at, sentence);
    }

    private int take(long length) {
        if (length < 0 || length > end - at) {
            throw wrong("The bytes end within what they announce.");
        }
        int from = at;
        at += (int) length;
        return from;
    }

    private ByteBuffer buffer(int length) {
        return ByteBuffer.wrap(bytes, take(length), length);
    }

    int u8() {
        return bytes[take(1)] & 0xff;
    }

    char letter() {
        return (char) u8();
    }

    boolean truth() {
        return u8() != 0;
    }

    int u16() {
        return buffer(2).getShort() & 0xffff;
    }

    long u32() {
        return buffer(4).getInt() & 0xffffffffL;
    }

    int i32() {
        return buffer(4).getInt();
    }

    long i64() {
        return buffer(8).getLong();
    }

    double real() {
        return buffer(8).getDouble();
    }

    long i64LittleEnd() {
        return buffer(8).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    double realLittleEnd() {
        return buffer(8).order(ByteOrder.LITTLE_ENDIAN).getDouble();
    }

    /** A number of things that follow, each of at least so many bytes. */
    int count(long announced, int bytesEach) {
        if (announced < 0 || announced > (end - at) / bytesEach) {
            throw wrong("The bytes end within what they announce.");
        }
        return (int) announced;
    }

    void skip(long length) {
        take(length);
    }

    byte[] bytes(long length) {
        int from = take(length);
        return java.util.Arrays.copyOfRange(bytes, from, at);
    }

    QpyInput slice(long length) {
        int from = take(length);
        return new QpyInput(bytes, from, at);
    }

    QpyInput rest() {
        return slice(end - at);
    }

    /** UTF-8. */
    String text(long length) {
        int before = at;
        int from = take(length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, at - from))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw new QpyException(before, "A text is no UTF-8.");
        }
    }

    /** Everything that is left, as a text. */
    String text() {
        return text(end - at);
    }

    /** The 16 bytes of a UUID, as a text. */
    String uuid() {
        var sixteen = buffer(16);
        return new java.util.UUID(sixteen.getLong(), sixteen.getLong()).toString();
    }
}
