package cloud.somersault.simulators.random;

import cloud.somersault.simulators.simd.PhiloxKernel;
import cloud.somersault.simulators.simd.PhiloxKernel.Counting;

/**
 * The random numbers of the shots of one circuit, a pure function of (seed, circuit, part, shot,
 * draw): the counts do not depend on who runs which shots, or when.
 *
 * <p>The seed is Philox's key. The counter holds the draw (two draws of 64 bits share a block), the
 * shot (48 bits), the part (16 bits) and the circuit. A block of shots that draws together has
 * numbers of its own: the block stands where the shot would, with the highest of the 48 bits set.
 *
 * @param seed of the job
 * @param circuit index among the circuits of the job
 * @param part index among the independent parts of the circuit, 0 to 65535
 */
public record ShotRandom(long seed, int circuit, int part) {
    private static final double ULP = 0x1p-53;
    private static final long BLOCKS = 1L << 47;

    public ShotRandom {
        if (part < 0 || part > 0xFFFF) {
            throw new IllegalArgumentException("a circuit has 1 to 65536 parts, not " + part);
        }
    }

    /** 64 random bits. */
    public long bits(long shot, int draw) {
        requireShot(shot);
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

    /**
     * Two draws of consecutive shots.
     *
     * @param first the first shot; all of them lie in one aligned run of 2^32
     * @param draw an even number
     * @param bits receives this draw of each shot
     * @param next receives the draw after it
     */
    public void fillShots(long first, int draw, long[] bits, long[] next, int shots) {
        requireShot(first);
        PhiloxKernel.fill(Counting.SHOTS, counter(draw, first), seed, bits, next, shots);
    }

    /**
     * Consecutive pairs of draws of a block of shots.
     *
     * @param block its number, below 2^47
     * @param pair the number of the first pair
     * @param bits receives the first draw of each pair
     * @param next receives the second
     */
    public void fillBlock(long block, int pair, long[] bits, long[] next, int pairs) {
        if (block < 0 || block >= BLOCKS) {
            throw new IllegalArgumentException("no block of shots: " + block);
        }
        PhiloxKernel.fill(
                Counting.DRAWS, counter(2 * pair, BLOCKS | block), seed, bits, next, pairs);
    }

    private int[] counter(int draw, long shot) {
        return new int[] {draw >>> 1, (int) shot, (int) (shot >>> 32) | part << 16, circuit};
    }

    private static void requireShot(long shot) {
        if (shot < 0 || shot >= BLOCKS) {
            throw new IllegalArgumentException("shots are numbered 0 to 2^47 - 1, not " + shot);
        }
    }
}
