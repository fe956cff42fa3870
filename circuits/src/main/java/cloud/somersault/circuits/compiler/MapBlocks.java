package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Places and routes at the levels above 1, and takes SWAPs and blocks together afterwards. The
 * {@link RouteSearch} itself sees only the program's {@link Likeness}, so that {@link Routes} can
 * remember what it found.
 *
 * <p>The program is offered in two forms: as it is, and with interactions made diagonal where that
 * costs nothing. The second has more freedom of order, which is good where a flock finds its way in
 * it, the first is more to the point.
 */
final class MapBlocks implements Pass {
    private final List<Effort> efforts;
    private final List<Pass> finishing;
    private final Routes routes;

    MapBlocks(List<Effort> efforts, List<Pass> finishing, Routes routes) {
        this.efforts = List.copyOf(efforts);
        this.finishing = finishing;
        this.routes = routes;
    }

    @Override
    public String name() {
        return "map-to-chip";
    }

    @Override
    public String explanation() {
        return "Qubits are placed on working qubits and couplers and moved by SWAPs where needed,"
                + " beside blocks that take them in; of many trials the best is kept.";
    }

    @Override
    public Draft run(Draft draft) {
        var circuit = draft.circuit();
        var operations = circuit.operations();
        var last = Wires.finalReadout(operations);
        var readout = new ArrayList<Operation>();
        last.stream().forEach(i -> readout.add(operations.get(i)));
        var pieces = Pieces.of(Schedule.body(operations));
        var forms = new ArrayList<List<Piece>>();
        forms.add(pieces);
        var diagonal =
                Resynthesize.reduced(
                        pieces,
                        circuit.qubits(),
                        circuit.bits(),
                        new BitSet(),
                        true,
                        draft.cancellation());
        if (!diagonal.equals(pieces)) {
            forms.add(diagonal);
        }
        var likeness = forms.stream().map(Likeness::of).toList();
        var question =
                new Routes.BlockQuestion(
                        draft.device(),
                        draft.options(),
                        likeness,
                        List.of(
                                circuit.qubits(),
                                circuit.registers(),
                                readout,
                                draft.initialLayout(),
                                draft.finalLayout()));
        var found =
                routes.find(
                        question,
                        () ->
                                efforts.stream()
                                        .map(effort -> search(draft, likeness, readout, effort))
                                        .distinct()
                                        .toList());
        var program = Followed.of(draft, readout);
        return found.stream()
                .map(route -> program.along(route, forms.get(route.form())))
                .min(
                        Comparator.comparing(
                                mapped -> figures(mapped, program.chip()),
                                Figures.onChip(draft.device())))
                .orElseThrow();
    }

    private Routes.Route search(
            Draft draft, List<List<Piece>> programs, List<Operation> readout, Effort effort) {
        return new RouteSearch(draft, programs, readout, effort, finishing).best();
    }

    private Figures figures(Draft mapped, WorkingChip chip) {
        var finished = mapped;
        for (var pass : finishing) {
            finished = pass.run(finished);
        }
        return Figures.of(finished.circuit(), chip);
    }

    /** A program over wires on its way along a route. */
    record Followed(Draft draft, WorkingChip chip, List<Operation> readout) {

        static Followed of(Draft draft, List<Operation> readout) {
            return new Followed(draft, WorkingChip.of(draft.device()), readout);
        }

        /** Over chip qubits, in as few CZ as possible, not yet written in them. */
        Draft along(Routes.Route route, List<Piece> pieces) {
            int bits = draft.circuit().bits();
            var start = route.start().stream().mapToInt(Integer::intValue).toArray();
            var steps = route.steps().stream().mapToInt(Integer::intValue).toArray();
            var routed = RoutedPieces.of(chip, pieces, steps, start);
            // Nothing is known of the program's own qubits, but all others are in |0>.
            var zero = new BitSet();
            zero.set(0, chip.size());
            Arrays.stream(start).filter(qubit -> qubit >= 0).forEach(zero::clear);
            var reduced =
                    Resynthesize.reduced(
                            routed.pieces(), chip.size(), bits, zero, true, draft.cancellation());
            var operations = new ArrayList<>(Pieces.operations(reduced));
            readout.forEach(operation ->
                    operations.add(Wires.moved(operation, wire -> routed.place()[wire])));
            var first = draft.initialLayout().stream().map(w -> w < 0 ? -1 : start[w]);
            var end = draft.finalLayout().stream().map(w -> w < 0 ? -1 : routed.place()[w]);
            return draft.withCircuit(
                            new Circuit(chip.size(), draft.circuit().registers(), operations))
                    .withLayouts(first.toList(), end.toList());
        }
    }
}
