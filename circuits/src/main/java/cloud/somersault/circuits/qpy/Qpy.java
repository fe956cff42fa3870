package cloud.somersault.circuits.qpy;

import cloud.somersault.circuits.language.ReadLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The door of this room: reads the QPY of Qiskit's clients, versions {@value #VERSION_MIN} (Qiskit
 * 0.45) to {@value #VERSION_MAX} (Qiskit 2.5). Time and memory are bounded by the length of the
 * bytes and by the limits, whatever the bytes say.
 */
public final class Qpy {
    static final int VERSION_MIN = 10;
    static final int VERSION_MAX = 17;

    /** From this version on a table says where each circuit begins. */
    private static final int VERSION_WITH_TABLE = 16;

    private static final byte[] MAGIC = "QISKIT".getBytes(StandardCharsets.US_ASCII);

    private Qpy() {}

    /**
     * The one circuit of a file, as a program.
     *
     * @throws QpyException when the bytes are broken, of another version, hold another number of
     *     circuits, or one with something in it that this cloud can't run; it says where
     */
    public static QpyProgram read(byte[] bytes, ReadLimits limits) {
        var in = new QpyInput(bytes);
        if (bytes.length < MAGIC.length || !Arrays.equals(in.bytes(MAGIC.length), MAGIC)) {
            throw new QpyException(0, "QPY begins with the letters QISKIT.");
        }
        int version = in.u8();
        if (version < VERSION_MIN || version > VERSION_MAX) {
            throw new QpyException(
                    MAGIC.length,
                    ("This is version %d; versions %d to %d are read, and qiskit.qpy.dump takes"
                                    + " a version.")
                            .formatted(version, VERSION_MIN, VERSION_MAX));
        }
        in.skip(3);
        long circuits = in.i64();
        if (circuits != 1) {
            throw in.wrong("There is not one circuit but " + circuits + ".");
        }
        char symbols = in.letter();
        if (in.letter() != 'q') {
            throw in.wrong("There is a pulse schedule in it; circuits are read.");
        }
        if (version >= VERSION_WITH_TABLE) {
            in.skip(8);
        }
        var circuit = new QpyCircuits(version, symbols, limits).read(in, 0);
        return new Transcript(limits).of(circuit);
    }
}
