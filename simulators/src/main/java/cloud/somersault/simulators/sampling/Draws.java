package cloud.somersault.simulators.sampling;

import cloud.somersault.simulators.random.ShotRandom;

/**
 * The random bits with which some shots are sampled: their draw {@code index} chooses the index,
 * the draws after it decide what is misread.
 */
public final class Draws {
    /** The counter of the shots may overflow its lower word between these. */
    private static final long RUN = 1L << 32;

    private final ShotRandom random;
    private final long first;
    private final int[] shots;
    private final boolean consecutive;
    private final int index;
    private long[] unwanted = new long[0];

    /**
     * @param first the number of shot 0
     * @param shots which ones, relative to the first, ascending
     * @param index the draw of their numbers that is used first
     */
    public Draws(ShotRandom random, long first, int[] shots, int index) {
        this.random = random;
        this.first = first;
        this.shots = shots;
        this.index = index;
        int last = shots.length - 1;
        this.consecutive =
                last > 0
                        && shots[last] - shots[0] == last
                        && (first + shots[0]) / RUN == (first + shots[last]) / RUN;
    }

    /** How many shots. */
    public int count() {
        return shots.length;
    }

    /** The shot at a place in the list. */
    public int shot(int place) {
        return shots[place];
    }

    /**
     * One draw of consecutive places of the list, 64 bits each.
     *
     * @param offset 0 for the draw that chooses the index, 1 for the one after it, and so on
     */
    public void fill(int from, int count, int offset, long[] into) {
        if (consecutive) {
            if (unwanted.length < count) {
                unwanted = new long[count];
            }
            int draw = index + offset;
            boolean even = (draw & 1) == 0;
            random.fillShots(
                    first + shots[from],
                    draw & ~1,
                    even ? into : unwanted,
                    even ? unwanted : into,
                    count);
        } else {
            for (int i = 0; i < count; i++) {
                into[i] = bits(from + i, offset);
            }
        }
    }

    /** One draw of one place. */
    public long bits(int place, int offset) {
        return random.bits(first + shots[place], index + offset);
    }
}
