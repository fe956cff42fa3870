package cloud.somersault.simulators.stabilizer;

import cloud.somersault.simulators.random.Exponential;
import cloud.somersault.simulators.random.ShotRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Which errors happen in which shots. Errors are rare, so instead of asking each site in each shot
 * we jump from one error to the next, by geometrically distributed gaps.
 *
 * <p>Shots draw together in blocks of {@value #SHOTS}, aligned: a block's errors are a function of
 * its number, and a range of shots that has only some of a block's picks its own out of all. In a
 * block, sites of equal probability p form one line of {@value #SHOTS} places each; a gap is
 * floor(E / -ln(1-p)) with E exponential. An error takes two draws of the block: where, and what.
 */
final class ErrorHits {
    /** Shots of a block. */
    static final int SHOTS = 1 << 10;

    static final int SHOT_BITS = 10;
    private static final int PAIRS = 1 << 8;

    private final int[] sites;
    private final int[] groupEnds;
    private final double[] gapScales;
    private final long[] where = new long[PAIRS];
    private final long[] what = new long[PAIRS];
    private final double[] gaps = new double[PAIRS];
    private int[] places = new int[SHOTS];
    private long[] choices = new long[SHOTS];
    private int hits;

    /** For sites with these probabilities, all positive. */
    private ErrorHits(double[] probabilities) {
        Map<Double, List<Integer>> groups = new LinkedHashMap<>();
        for (int site = 0; site < probabilities.length; site++) {
            groups.computeIfAbsent(probabilities[site], _ -> new ArrayList<>()).add(site);
        }
        sites = groups.values().stream().flatMap(List::stream).mapToInt(i -> i).toArray();
        Math.multiplyExact(probabilities.length, SHOTS); // places are numbered by integers
        groupEnds = new int[groups.size()];
        gapScales = new double[groups.size()];
        int end = 0;
        int group = 0;
        for (var entry : groups.entrySet()) {
            end += entry.getValue().size();
            groupEnds[group] = end;
            gapScales[group] = -1 / StrictMath.log1p(-entry.getKey());
            group++;
        }
    }

    static <S> ErrorHits of(List<S> sites, ToDoubleFunction<S> probability) {
        return new ErrorHits(sites.stream().mapToDouble(probability).toArray());
    }

    /**
     * Draws the errors of a block.
     *
     * @param firstPair of the block's draws
     * @return the first pair not used
     */
    int draw(ShotRandom random, long block, int firstPair) {
        int pair = firstPair;
        int used = PAIRS;
        hits = 0;
        long place = 0;
        for (int group = 0; group < groupEnds.length; group++) {
            long end = (long) groupEnds[group] * SHOTS;
            double scale = gapScales[group];
            while (true) {
                if (used == PAIRS) {
                    random.fillBlock(block, pair, where, what, PAIRS);
                    Exponential.fill(where, gaps, PAIRS);
                    pair += PAIRS;
                    used = 0;
                }
                double gap = gaps[used] * scale;
                long choice = what[used++];
                if (gap >= end - place) {
                    break;
                }
                place += (long) gap;
                if (hits == places.length) {
                    places = Arrays.copyOf(places, 2 * hits);
                    choices = Arrays.copyOf(choices, 2 * hits);
                }
                places[hits] = (int) place;
                choices[hits++] = choice;
                place++;
            }
            place = end;
        }
        return pair - PAIRS + used;
    }

    /** How many errors there were. */
    int hits() {
        return hits;
    }

    /** The sites in the order in which they draw. */
    int[] sites() {
        return sites;
    }

    /** Where it happened, ascending: the shot in the block, plus {@value #SHOTS} for each site. */
    int[] places() {
        return places;
    }

    /** Random bits that say what happened. */
    long[] choices() {
        return choices;
    }
}
