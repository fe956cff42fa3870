package cloud.somersault.simulators.simd;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * How wide this process computes, decided once at the start: by the system property {@code
 * somersault.simd} ({@code auto}, {@code scalar}, {@code 256}, {@code 512}), else by the machine.
 * The width changes the speed and never a result.
 */
public final class Simd {

    /** What a process may compute with. */
    public enum Width {
        /** No vectors: the twins that every kernel is checked against. */
        SCALAR,
        /** AVX2 and its like. */
        BITS_256,
        /** AVX-512 and its like. */
        BITS_512
    }

    /** The width of this process. */
    public static final Width WIDTH = width(System.getProperty("somersault.simd", "auto"));

    /** Whether the kernels with vectors are used. */
    public static final boolean VECTORS = WIDTH != Width.SCALAR;

    private static final VectorShape SHAPE =
            WIDTH == Width.BITS_512 ? VectorShape.S_512_BIT : VectorShape.S_256_BIT;

    static final VectorSpecies<Float> F32 = VectorSpecies.of(float.class, SHAPE);
    static final VectorSpecies<Double> F64 = VectorSpecies.of(double.class, SHAPE);
    static final VectorSpecies<Integer> I32 = VectorSpecies.of(int.class, SHAPE);
    static final VectorSpecies<Long> I64 = VectorSpecies.of(long.class, SHAPE);

    /** How many circuits of a batch share a vector in single precision. */
    public static final int LANES_F32 = VECTORS ? F32.length() : 8;

    /** How many circuits of a batch share a vector in double precision. */
    public static final int LANES_F64 = VECTORS ? F64.length() : 8;

    private Simd() {}

    private static Width width(String asked) {
        return switch (asked) {
            case "auto" -> widest();
            case "scalar" -> Width.SCALAR;
            case "256" -> Width.BITS_256;
            case "512" -> Width.BITS_512;
            default ->
                    throw new IllegalArgumentException(
                            "somersault.simd is auto, scalar, 256 or 512, not " + asked);
        };
    }

    private static Width widest() {
        int bits = VectorShape.preferredShape().vectorBitSize();
        return bits >= 512 ? Width.BITS_512 : bits >= 256 ? Width.BITS_256 : Width.SCALAR;
    }
}
