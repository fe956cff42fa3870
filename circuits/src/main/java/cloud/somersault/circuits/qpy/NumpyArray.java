package cloud.somersault.circuits.qpy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An array of numbers in NumPy's format .npy (versions 1 to 3), as its documentation has it. Memory
 * is bounded by the length of the bytes.
 *
 * @param shape how many values there are along each axis; empty for a single number
 * @param values in the order of C: the last axis changes first
 */
public record NumpyArray(List<Integer> shape, List<Double> values) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final int AXES_MAX = 32;
    private static final Pattern TYPE = Pattern.compile("'descr': *'([<>|=])([fiub])([1248])'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order': *(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");

    public NumpyArray {
        shape = List.copyOf(shape);
        values = List.copyOf(values);
    }

    /**
     * Reads an array.
     *
     * @throws QpyException when the bytes are no array of real numbers
     */
    public static NumpyArray read(byte[] bytes) {
        var in = new QpyInput(bytes);
        if (bytes.length < 10 || !java.util.Arrays.equals(in.bytes(MAGIC.length), MAGIC)) {
            throw new QpyException(0, "This is no array of NumPy.");
        }
        int version = in.u8();
        in.skip(1);
        int low = in.u8();
        int length = low | in.u8() << 8;
        if (version > 1) {
            length |= in.u8() << 16 | in.u8() << 24;
        }
        var header = new String(in.bytes(length), StandardCharsets.ISO_8859_1);
        var type = TYPE.matcher(header);
        var fortran = FORTRAN.matcher(header);
        var shaped = SHAPE.matcher(header);
        if (!type.find() || !fortran.find() || !shaped.find()) {
            throw in.wrong("This is no array of real numbers.");
        }
        int width = Integer.parseInt(type.group(3));
        var shape = shape(in, shaped.group(1));
        int count = in.count(size(in, shape), width);
        var order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        var data = ByteBuffer.wrap(in.bytes((long) count * width)).order(order);
        var values = new ArrayList<Double>(count);
        for (int i = 0; i < count; i++) {
            values.add(number(in, data, type.group(2).charAt(0), width));
        }
        return new NumpyArray(
                shape, fortran.group(1).equals("True") ? turned(shape, values) : values);
    }

    private static List<Integer> shape(QpyInput in, String text) {
        var shape = new ArrayList<Integer>();
        for (var part : text.split(",", -1)) {
            if (part.isBlank()) {
                continue;
            }
            if (!part.strip().matches("[0-9]{1,9}") || shape.size() == AXES_MAX) {
                throw in.wrong("An array has a strange shape.");
            }
            shape.add(Integer.parseInt(part.strip()));
        }
        return shape;
    }

    private static long size(QpyInput in, List<Integer> shape) {
        long size = 1;
        for (int axis : shape) {
            size *= axis;
            if (size > Integer.MAX_VALUE) {
                throw in.wrong("An array is too large.");
            }
        }
        return size;
    }

    private static double number(QpyInput in, ByteBuffer data, char kind, int width) {
        return switch (kind) {
            case 'f' ->
                    switch (width) {
                        case 8 -> data.getDouble();
                        case 4 -> data.getFloat();
                        default -> throw in.wrong("An array has numbers of an unusual width.");
                    };
            case 'b' -> data.get() == 0 ? 0 : 1;
            default -> {
                long value =
                        switch (width) {
                            case 8 -> data.getLong();
                            case 4 -> data.getInt();
                            case 2 -> data.getShort();
                            default -> data.get();
                        };
                yield kind == 'u' && width < 8 ? value & ((1L << (8 * width)) - 1) : value;
            }
        };
    }

    /** From the order of Fortran, whose first axis changes first. */
    private static List<Double> turned(List<Integer> shape, List<Double> values) {
        var turned = new ArrayList<Double>(values.size());
        var place = new int[shape.size()];
        for (int i = 0; i < values.size(); i++) {
            int from = 0;
            int step = 1;
            for (int axis = 0; axis < place.length; axis++) {
                from += place[axis] * step;
                step *= shape.get(axis);
            }
            turned.add(values.get(from));
            for (int axis = place.length - 1; axis >= 0; axis--) {
                if (++place[axis] < shape.get(axis)) {
                    break;
                }
                place[axis] = 0;
            }
        }
        return turned;
    }

    /** The array in version 1 of the format, double precision. */
    public byte[] bytes() {
        var data = ByteBuffer.allocate(8 * values.size()).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(data::putDouble);
        return written("<f8", shape, data.array());
    }

    /** An array of bytes without sign, in the order of C. */
    public static byte[] ofBytes(List<Integer> shape, byte[] values) {
        return written("|u1", shape, values);
    }

    private static byte[] written(String type, List<Integer> shape, byte[] data) {
        var axes = new StringBuilder();
        shape.forEach(axis -> axes.append(axis).append(", "));
        var described =
                "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + axes + "), }";
        int before = MAGIC.length + 4;
        int padding = ALIGNMENT - (before + described.length() + 1) % ALIGNMENT;
        var header = described + " ".repeat(padding % ALIGNMENT) + "\n";
        return ByteBuffer.allocate(before + header.length() + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put(new byte[] {1, 0})
                .putShort((short) header.length())
                .put(header.getBytes(StandardCharsets.ISO_8859_1))
                .put(data)
                .array();
    }
}
