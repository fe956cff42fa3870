package cloud.somersault.circuits.qpy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes small circuits in QPY version 13, field by field after the description of the format. */
public final class QpyBytes {
    private final ByteArrayOutputStream instructions = new ByteArrayOutputStream();
    private final int qubits;
    private int count;

    /** A circuit without classical bits. */
    public QpyBytes(int qubits) {
        this.qubits = qubits;
    }

    /** A gate with angles, on the first qubits. */
    public QpyBytes gate(String name, int operands, double... angles) {
        return gate(name, operands, 0, 0, angles);
    }

    /** A gate that says how many controls it has, and which values they take. */
    public QpyBytes gate(String name, int operands, int controls, int state, double... angles) {
        return put(out -> {
            out.writeShort(name.length());
            out.writeShort(0);
            out.writeShort(angles.length);
            out.writeInt(operands);
            out.writeInt(0);
            out.writeByte(0);
            out.writeShort(0);
            out.writeLong(0);
            out.writeInt(controls);
            out.writeInt(state);
            out.writeBytes(name);
            for (int i = 0; i < operands; i++) {
                out.writeByte('q');
                out.writeInt(i);
            }
            for (double angle : angles) {
                out.writeByte('f');
                out.writeLong(8);
                out.write(
                        ByteBuffer.allocate(8)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putDouble(angle)
                                .array());
            }
        });
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private QpyBytes put(Writing writing) {
        write(instructions, writing);
        count++;
        return this;
    }

    private static void write(ByteArrayOutputStream to, Writing writing) {
        try (var out = new DataOutputStream(to)) {
            writing.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The file. */
    public byte[] bytes() {
        var file = new ByteArrayOutputStream();
        write(
                file,
                out -> {
                    out.write("QISKIT".getBytes(StandardCharsets.US_ASCII));
                    out.write(new byte[] {13, 1, 4, 5});
                    out.writeLong(1);
                    out.writeBytes("pq");
                    out.writeShort(0);
                    out.writeByte('f');
                    out.writeShort(8);
                    out.writeInt(qubits);
                    out.writeInt(0);
                    out.writeLong(2);
                    out.writeInt(0);
                    out.writeLong(count);
                    out.writeInt(0);
                    out.writeDouble(0);
                    out.writeBytes("{}");
                    out.writeLong(0);
                    out.write(instructions.toByteArray());
                    out.writeShort(0);
                });
        return file.toByteArray();
    }
}
