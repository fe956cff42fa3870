package cloud.somersault.circuits.compiler;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How much a level searches, in pairs looked at while routing, of which a core does some hundred
 * million in a second: a limit on time that every machine counts alike.
 *
 * @param startWork for finding placements
 * @param startsMin placements tried at least
 * @param startsMax and at most
 * @param turns how often a placement is improved by routing there and back
 * @param flocks from how many of the best placements a {@link Flock} starts
 * @param flockWork for all flocks together
 * @param flockMin routers in a flock at least
 * @param flockMax and at most
 * @param flockTurns how often a flock goes back and there again
 * @param finished how many results go through the passes that follow
 * @param climbWork for a {@link Climb}, where parts of the chip differ
 * @param roundsMax of climbing at most
 */
record Effort(
        long startWork,
        int startsMin,
        int startsMax,
        int turns,
        int flocks,
        long flockWork,
        int flockMin,
        int flockMax,
        int flockTurns,
        int finished,
        long climbWork,
        int roundsMax) {

    /** What routing and finishing take for each piece of a program. */
    private static final long WORK_PER_PIECE = 1000;

    /** All that a level does: what those below it do, so that it is never worse, and its own. */
    static List<Effort> upTo(int level) {
        return IntStream.rangeClosed(2, level).mapToObj(Effort::of).toList();
    }

    private static Effort of(int level) {
        return switch (level) {
            case 2 -> new Effort(10_000_000, 3, 24, 1, 1, 20_000_000, 4, 24, 0, 2, 20_000_000, 128);
            case 3 ->
                    new Effort(
                            60_000_000, 4, 128, 2, 3, 150_000_000, 8, 192, 1, 4, 300_000_000, 1024);
            default ->
                    new Effort(
                            400_000_000,
                            8,
                            256,
                            2,
                            5,
                            1_200_000_000,
                            24,
                            384,
                            2,
                            6,
                            3_000_000_000L,
                            4096);
        };
    }

    /** Placements to try when routing once takes so much work. */
    int starts(long work) {
        return (int) Math.clamp(startWork / (work * (2 * turns + 1)), startsMin, startsMax);
    }

    /** Rounds of climbing for a program of so many pieces. */
    int rounds(int pieces) {
        return (int) Math.clamp(climbWork / (WORK_PER_PIECE * (pieces + 1)), 16, roundsMax);
    }

    /** Routers in a flock. */
    int flock(long work) {
        return (int)
                Math.clamp(flockWork / (work * flocks * (2 * flockTurns + 1)), flockMin, flockMax);
    }
}
