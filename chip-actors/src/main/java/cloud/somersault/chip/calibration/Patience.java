package cloud.somersault.chip.calibration;

/**
 * How long a place is believed before it is looked at again: by what kind of thing it is, by how
 * restless it was seen to be, and by how much its part is used.
 */
public final class Patience {
    private static final double HOUR = 3600;

    /** A place is looked at when it is expected to have moved by this part of what is tolerated. */
    private static final double MOVED = 0.7;

    private static final double SHORTEST = 0.25;
    private static final double LONGEST = 3;

    private Patience() {}

    /** Seconds of virtual time. */
    static double seconds(Place place, Knowledge known, Use use) {
        double usual = usualSeconds(place.node());
        double seen =
                known.standing(place)
                        .restlessness()
                        .map(restlessness -> MOVED * MOVED / Math.max(restlessness, 1e-12))
                        .orElse(usual);
        // What is used twice as often as others is worth looking at a little earlier.
        double used = 1 - use.weight(place.part()) / 2;
        return used * Math.clamp(seen, SHORTEST * usual, LONGEST * usual);
    }

    private static double usualSeconds(Node node) {
        return switch (node) {
            case RELAXATION, CZ_PHASE -> 4 * HOUR;
            case FREQUENCY -> 6 * HOUR;
            case COHERENCE -> 8 * HOUR;
            case READOUT, GAIN -> 12 * HOUR;
            case PULSE_ERROR, CZ_ERROR -> 24 * HOUR;
        };
    }

    /**
     * How urgent it is to look at a place: its age in units of how long it is believed, so that 1
     * is due. What was tried in vain is left alone for as long.
     */
    static double urgency(Place place, Knowledge known, double now, Use use) {
        var standing = known.standing(place);
        double tried = Math.max(standing.seenSeconds(), standing.unclearSeconds());
        return (now - tried) / seconds(place, known, use);
    }
}
