package cloud.somersault.chip.calibration;

import cloud.somersault.chip.qubit.QubitFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether parts are good enough to be in service. A part is taken out when a figure falls below its
 * limit and comes back when it is better than the limit by a margin, so that nothing goes in and
 * out with the noise of its figures; a coupler goes with its qubits. The limits leave out what
 * would spoil most programs and keep everything that the real chip has in service.
 */
public final class Fitness {
    private static final double PULSE_ERROR_MOST = 0.02;
    private static final double CZ_ERROR_MOST = 0.12;
    private static final double READOUT_ERROR_MOST = 0.42;
    private static final double T1_LEAST_SECONDS = 2.5e-6;
    private static final double T2_LEAST_SECONDS = 0.35e-6;

    /** How much better than the limit a figure must be to come back. */
    private static final double MARGIN = 0.8;

    /** Standard errors to either side of a 95 % interval. */
    private static final double INTERVAL = 1.96;

    private final Knowledge known;

    private Fitness(Knowledge known) {
        this.known = known;
    }

    /** A part that goes out, and why; or one that comes back. */
    public record Change(Part part, Optional<String> out) {}

    /** What must change in the service, qubits first. */
    public static List<Change> changes(Knowledge known) {
        var changes = new ArrayList<Change>();
        for (int id : known.qubits().keySet()) {
            var part = Part.qubit(id);
            change(known, part, new Fitness(known).qubit(part)).ifPresent(changes::add);
        }
        var after = after(known, changes);
        for (var part : known.couplers().keySet()) {
            change(after, part, new Fitness(after).coupler(part)).ifPresent(changes::add);
        }
        return changes;
    }

    private static Knowledge after(Knowledge known, List<Change> changes) {
        var after = known;
        for (var change : changes) {
            after =
                    change.out().isPresent()
                            ? after.without(change.part(), change.out().get())
                            : after.withReturned(change.part());
        }
        return after;
    }

    private static Optional<Change> change(Knowledge known, Part part, Optional<String> reason) {
        boolean isOut = known.out().containsKey(part);
        // A reason that only has other figures in it is no news.
        return reason.isPresent() == isOut
                ? Optional.empty()
                : Optional.of(new Change(part, reason));
    }

    private Optional<String> qubit(Part part) {
        var figures = known.figures(part.qubits().getFirst());
        return unmeasurable(part).or(() -> tooWeak(part, figures));
    }

    private Optional<String> tooWeak(Part part, QubitFigures figures) {
        double stricter = known.out().containsKey(part) ? MARGIN : 1;
        double pulse = figures.gateError() - doubt(part, Node.PULSE_ERROR, Figure.PULSE_ERROR);
        if (!(pulse <= stricter * PULSE_ERROR_MOST)) {
            return Optional.of("a pulse goes wrong too often: " + share(figures.gateError()));
        }
        double misread =
                Math.hypot(
                                doubt(part, Node.READOUT, Figure.READ_ZERO_GIVEN_ZERO),
                                doubt(part, Node.READOUT, Figure.READ_ONE_GIVEN_ONE))
                        / 2;
        if (!(figures.readoutError() - misread <= stricter * READOUT_ERROR_MOST)) {
            return Optional.of("it is misread too often: " + share(figures.readoutError()));
        }
        double t1Seconds = figures.t1Seconds() + doubt(part, Node.RELAXATION, Figure.T1_SECONDS);
        if (!(stricter * t1Seconds >= T1_LEAST_SECONDS)) {
            return Optional.of("T1 is too short: " + microseconds(figures.t1Seconds()));
        }
        double t2Seconds = figures.t2Seconds() + doubt(part, Node.COHERENCE, Figure.T2_SECONDS);
        if (!(stricter * t2Seconds >= T2_LEAST_SECONDS)) {
            return Optional.of("T2 is too short: " + microseconds(figures.t2Seconds()));
        }
        return Optional.empty();
    }

    /**
     * Half of the 95 % interval in which a figure of a part in service lies: nothing goes out for
     * having been measured badly. What is out comes back by its figures alone.
     */
    private double doubt(Part part, Node node, Figure figure) {
        return known.out().containsKey(part)
                ? 0
                : known.precision(node, part, figure)
                        .map(precision -> INTERVAL * precision.standardError())
                        .orElse(0.0);
    }

    private Optional<String> coupler(Part part) {
        for (int qubit : part.qubits()) {
            if (known.out().containsKey(Part.qubit(qubit))) {
                return Optional.of("qubit " + qubit + " is out of service");
            }
        }
        double stricter = known.out().containsKey(part) ? MARGIN : 1;
        double error = known.czError(part);
        double surely = error - doubt(part, Node.CZ_ERROR, Figure.CZ_ERROR);
        return unmeasurable(part)
                .or(() ->
                        surely <= stricter * CZ_ERROR_MOST
                                ? Optional.empty()
                                : Optional.of("its CZ goes wrong too often: " + share(error)));
    }

    private Optional<String> unmeasurable(Part part) {
        return Planner.places(List.of(part), _ -> true).stream()
                .filter(place -> known.standing(place).isGivenUp())
                .findFirst()
                .map(place -> place.node().id() + " cannot be measured");
    }

    private static String share(double probability) {
        return "%.1f %%".formatted(100 * probability);
    }

    private static String microseconds(double seconds) {
        return "%.2f us".formatted(1e6 * seconds);
    }
}
