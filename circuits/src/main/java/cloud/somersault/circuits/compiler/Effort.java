package cloud.somersault.circuits.compiler;

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
        int finished) {

    static Effort of(int level) {
        return switch (level) {
            case 2 -> new Effort(10_000_000, 3, 24, 1, 1, 20_000_000, 4, 24, 0, 2);
            case 3 -> new Effort(60_000_000, 4, 128, 2, 3, 150_000_000, 8, 192, 1, 4);
            default -> new Effort(400_000_000, 8, 256, 2, 5, 1_200_000_000, 24, 384, 2, 6);
        };
    }

    /** Placements to try when routing once takes so much work. */
    int starts(long work) {
        return (int) Math.clamp(startWork / (work * (2 * turns + 1)), startsMin, startsMax);
    }

    /** Routers in a flock. */
    int flock(long work) {
        return (int)
                Math.clamp(flockWork / (work * flocks * (2 * flockTurns + 1)), flockMin, flockMax);
    }
}
