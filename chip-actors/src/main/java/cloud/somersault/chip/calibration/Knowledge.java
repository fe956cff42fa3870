package cloud.somersault.chip.calibration;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Controls;
import cloud.somersault.chip.Precision;
import cloud.somersault.chip.calibration.Fact.Calibrated;
import cloud.somersault.chip.calibration.Fact.Verdict;
import cloud.somersault.chip.calibration.Finding.Found;
import cloud.somersault.chip.coupler.CouplerFigures;
import cloud.somersault.chip.experiment.Measured;
import cloud.somersault.chip.experiment.Readout;
import cloud.somersault.chip.qubit.QubitFigures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that calibration knows of a chip: made of the first version and of what was measured since,
 * in order. Parts that the first version has no figures of are broken and not listed.
 *
 * @param qubits figures of the working qubits, those taken out too
 * @param couplers figures of the working couplers, those taken out too
 * @param couplerOrder all couplers, in the chip's order
 * @param controls what the electronics are set to in the next experiment: the draft
 * @param standings of the places that were looked at
 * @param out parts taken out, and why
 */
public record Knowledge(
        SortedMap<Integer, QubitFigures> qubits,
        SortedMap<Part, CouplerFigures> couplers,
        List<Part> couplerOrder,
        Controls controls,
        Map<Place, Standing> standings,
        SortedMap<Part, String> out) {

    public Knowledge {
        qubits = Collections.unmodifiableSortedMap(new TreeMap<>(qubits));
        couplers = Collections.unmodifiableSortedMap(new TreeMap<>(couplers));
        couplerOrder = List.copyOf(couplerOrder);
        standings = Map.copyOf(standings);
        out = Collections.unmodifiableSortedMap(new TreeMap<>(out));
    }

    /** What a published version says, and nothing else. */
    public static Knowledge of(ChipSnapshot published) {
        var qubits = new TreeMap<Integer, QubitFigures>();
        published
                .qubits()
                .forEach(qubit -> qubit.known().ifPresent(some -> qubits.put(qubit.id(), some)));
        var couplers = new TreeMap<Part, CouplerFigures>();
        var order = new ArrayList<Part>();
        for (var coupler : published.couplers()) {
            var part = Part.coupler(coupler.first(), coupler.second());
            order.add(part);
            coupler.known().ifPresent(some -> couplers.put(part, some));
        }
        return new Knowledge(
                qubits,
                couplers,
                order,
                published.controls().orElseGet(() -> Controls.untuned(published)),
                Map.of(),
                new TreeMap<>());
    }

    /** All working parts. */
    public List<Part> parts() {
        var parts = new ArrayList<Part>();
        qubits.keySet().forEach(qubit -> parts.add(Part.qubit(qubit)));
        parts.addAll(couplers.keySet());
        return parts;
    }

    /** The figures of a working qubit. */
    QubitFigures figures(int qubit) {
        var figures = qubits.get(qubit);
        if (figures == null) {
            throw new IllegalArgumentException("qubit " + qubit + " is broken");
        }
        return figures;
    }

    /** The error of a working coupler's CZ. */
    double czError(Part coupler) {
        var figures = couplers.get(coupler);
        if (figures == null) {
            throw new IllegalArgumentException(coupler.words() + " is broken");
        }
        return figures.czError();
    }

    /** The place's figure as it was found, and when; empty when it never was. */
    Optional<Precision> precision(Node node, Part part, Figure figure) {
        var standing = standing(Place.of(node, part));
        return standing.found()
                .map(found -> new Precision(found.figure(figure).error(), standing.setSeconds()));
    }

    Standing standing(Place place) {
        return standings.getOrDefault(place, Standing.UNKNOWN);
    }

    /** What was found at a place when it was set last; empty when it never was. */
    public Optional<Found> found(Place place) {
        return standing(place).found();
    }

    /** When a place was set or checked last, virtual seconds; empty when it never was. */
    public Optional<Double> seenSeconds(Place place) {
        return Optional.of(standing(place).seenSeconds()).filter(Double::isFinite);
    }

    /** How a qubit reads. */
    Readout.Known readout(int qubit) {
        var figures = figures(qubit);
        return new Readout.Known(figures.readZeroGivenZero(), figures.readOneGivenOne());
    }

    /** The error of a qubit's pulse, as exactly as it is known. */
    Measured pulseError(int qubit) {
        return standing(new Place(Node.PULSE_ERROR, List.of(qubit)))
                .found()
                .map(found -> found.figure(Figure.PULSE_ERROR))
                .orElseGet(() -> new Measured(figures(qubit).gateError(), 0));
    }

    /** Everything that happened since, as the walk takes it. */
    List<Fact> facts(double sinceSeconds) {
        var facts = new ArrayList<Fact>();
        standings.forEach((place, standing) -> {
            if (standing.found().isPresent() && standing.setSeconds() >= sinceSeconds) {
                facts.add(new Calibrated(place, standing.setSeconds()));
            }
            standing.checked().filter(c -> c.seconds() >= sinceSeconds).ifPresent(facts::add);
        });
        return facts;
    }

    /**
     * With what a group of experiments found.
     *
     * @param seconds when they ended, virtual time
     */
    public Knowledge with(Node node, Kind kind, List<Report> reports, double seconds) {
        var learnt = this;
        for (var report : reports) {
            learnt = learnt.with(Place.of(node, report.part()), kind, report, seconds);
        }
        return learnt;
    }

    private Knowledge with(Place place, Kind kind, Report report, double seconds) {
        var standing = standing(place);
        return switch (kind) {
            case CHECK ->
                    withStanding(
                            place,
                            standing.checked(
                                    place,
                                    report.finding(),
                                    report.verdict().orElse(Verdict.BAD_DATA),
                                    seconds));
            case FULL ->
                    switch (report.finding()) {
                        case Finding.Unclear _ ->
                                withStanding(place, standing.saidNothing(seconds));
                        case Found found ->
                                withStanding(place, standing.measured(place, found, seconds))
                                        .set(place, found);
                    };
        };
    }

    /** The figures and controls of the place, as found. */
    private Knowledge set(Place place, Found found) {
        return place.part().isCoupler()
                ? setCoupler(place, found)
                : setQubit(place.qubits().getFirst(), place.node(), found);
    }

    private Knowledge setQubit(int id, Node node, Found found) {
        var set = controls.qubits().get(id);
        double drive = set.driveHz();
        double gain = set.pulseGain();
        if (node == Node.FREQUENCY) {
            drive += Setting.correction(found.figure(Figure.DETUNING_HZ), Setting.DETUNING_HZ);
        } else if (node == Node.GAIN) {
            gain *= 1 + Setting.correction(found.figure(Figure.PULSE_GAIN).less(1), Setting.GAIN);
        }
        var drives = new ArrayList<>(controls.qubits());
        drives.set(id, new Controls.OfQubit(drive, gain));
        var known = new TreeMap<>(qubits);
        known.put(id, FigureUpdate.of(figures(id), drive, found));
        return new Knowledge(
                known,
                couplers,
                couplerOrder,
                new Controls(drives, controls.couplers()),
                standings,
                out);
    }

    private Knowledge setCoupler(Place place, Found found) {
        var part = place.part();
        if (place.node() == Node.CZ_ERROR) {
            var known = new TreeMap<>(couplers);
            double error = Math.clamp(found.figure(Figure.CZ_ERROR).value(), 0, 0.75);
            known.put(part, new CouplerFigures(1 - error));
            return new Knowledge(qubits, known, couplerOrder, controls, standings, out);
        }
        int index = couplerOrder.indexOf(part);
        var set = controls.couplers().get(index);
        var phases = new ArrayList<>(controls.couplers());
        phases.set(
                index,
                new Controls.OfCoupler(
                        set.czPhaseRadians() + phase(found, Figure.CZ_PHASE_RADIANS),
                        set.firstPhaseRadians() + phase(found, Figure.FIRST_PHASE_RADIANS),
                        set.secondPhaseRadians() + phase(found, Figure.SECOND_PHASE_RADIANS)));
        return new Knowledge(
                qubits,
                couplers,
                couplerOrder,
                new Controls(controls.qubits(), phases),
                standings,
                out);
    }

    private static double phase(Found found, Figure figure) {
        return Setting.correction(found.figure(figure), Setting.PHASE_RADIANS);
    }

    private Knowledge withStanding(Place place, Standing standing) {
        var more = new HashMap<>(standings);
        more.put(place, standing);
        return new Knowledge(qubits, couplers, couplerOrder, controls, more, out);
    }

    /** With a part out of service. */
    public Knowledge without(Part part, String reason) {
        var more = new TreeMap<>(out);
        more.put(part, reason);
        return new Knowledge(qubits, couplers, couplerOrder, controls, standings, more);
    }

    /** With a part back in service. */
    public Knowledge withReturned(Part part) {
        var less = new TreeMap<>(out);
        less.remove(part);
        return new Knowledge(qubits, couplers, couplerOrder, controls, standings, less);
    }
}
