package cloud.somersault.cli.comparison;

import java.util.List;

/** Which learning rate a method gets. */
final class Rates {

    private Rates() {}

    /**
     * The rate whose sessions have the least mean validation loss; a session that failed counts as
     * the worst.
     */
    static double chosen(String row, Schedule schedule, List<Outcome> outcomes) {
        double best = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        for (double rate : schedule.rates()) {
            double mean =
                    outcomes.stream()
                            .filter(one ->
                                    one.row().equals(row) && one.rate() == rate && one.chosenFor())
                            .mapToDouble(one ->
                                    one.figure(Outcome.VALIDATION_LOSS)
                                            .orElse(Double.POSITIVE_INFINITY))
                            .average()
                            .orElse(Double.POSITIVE_INFINITY);
            if (mean < least) {
                least = mean;
                best = rate;
            }
        }
        if (Double.isNaN(best)) {
            throw new StoppedException(
                    "no learning rate of " + schedule.rates() + " works for " + row);
        }
        return best;
    }

    /**
     * Whether it is the least or the largest of those tried, so that a better one may lie beyond.
     */
    static boolean isAtTheEdge(double rate, Schedule schedule) {
        return rate == schedule.rates().getFirst() || rate == schedule.rates().getLast();
    }
}
