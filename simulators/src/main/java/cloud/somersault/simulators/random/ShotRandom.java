package cloud.somersault.simulators.random;

/**
 * The random numbers of the shots of one circuit, a pure function of (seed, circuit, part, shot,
 * draw): the counts do not depend on who runs which shots, or when.
 *
 * <p>The seed is Philox's key. The counter holds the draw (two draws of 64 bits share a block), the
 * shot (48 bits), the part (16 bits) and the circuit.
 *
 * @param seed of the job
 * @param circuit index among the circuits of the job
 * @param part index among the independent parts of the circuit, 0 to 65535
 */
public record ShotRandom(long seed, int circuit, int part) {
    private static final double ULP = 0x1p-53;

    public ShotRandom {
        if (part < 0 || part > 0xFFFF) {
            throw new IllegalArgumentException("a circuit has 1 to 65536 parts, not " + part);
        }
    }

    /** 64 random bits. */
    public long bits(long shot, int draw) {
        if (shot < 0 || shot >>> 48 != 0) {
            throw new IllegalArgumentException("shots are numbered 0 to 2^48 - 1, not " + shot);
        }
        return Philox4x32.half(
                draw >>> 1,
                (int) shot,
                (int) (shot >>> 32) | part << 16,
                circuit,
                (int) seed,
                (int) (seed >>> 32),
                (draw & 1) != 0);
    }

    /** Uniform on [0, 1), a multiple of 2^-53. */
    public double uniform(long shot, int draw) {
        return (bits(shot, draw) >>> 11) * ULP;
    }
}
