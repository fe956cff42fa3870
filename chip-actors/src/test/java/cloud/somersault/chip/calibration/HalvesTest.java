package cloud.somersault.chip.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.calibration.Assignment.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A chip is measured half by half, so that jobs have room in the other half. */
class HalvesTest {
    private static final Knowledge WUKONG = Knowledge.of(ChipData.wukong().snapshot(1));
    private static final List<List<Integer>> LATTICE =
            WUKONG.couplerOrder().stream().map(Part::qubits).toList();

    private static List<Integer> besides(Halves halves, int qubit, int qubits) {
        return IntStream.range(0, qubits)
                .filter(other -> halves.together(Part.qubit(qubit), Part.qubit(other)))
                .boxed()
                .toList();
    }

    @Test
    void a_lattice_of_6_by_12_is_cut_into_two_of_36_by_a_short_cut() {
        var halves = new Halves(72, LATTICE);
        assertThat(besides(halves, 0, 72)).hasSize(36);
        assertThat(besides(halves, 71, 72)).hasSize(36);
        var cut =
                LATTICE.stream()
                        .filter(pair ->
                                !halves.together(
                                        Part.qubit(pair.getFirst()), Part.qubit(pair.getLast())))
                        .toList();
        assertThat(cut).as("couplers between the halves").hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void every_map_has_halves_also_one_in_pieces() {
        var pieces = new ArrayList<List<Integer>>();
        for (int first = 0; first + 1 < 30; first += 2) {
            pieces.add(List.of(first, first + 1));
        }
        assertThat(besides(new Halves(30, pieces), 0, 30)).hasSize(15);
        assertThat(besides(new Halves(30, List.of()), 0, 30)).hasSize(15);
    }

    @Test
    void a_small_chip_is_one_half() {
        assertThat(besides(new Halves(6, List.of(List.of(0, 1))), 0, 6)).hasSize(6);
    }

    @Test
    void whatever_is_measured_of_the_real_chip_a_third_of_it_is_free_for_jobs() {
        var targets = Planner.places(WUKONG.parts(), _ -> true);
        for (var node : Node.values()) {
            var assignment =
                    new Assignment(
                            Scope.FULL,
                            targets.stream().filter(place -> place.node() == node).toList(),
                            0,
                            OptionalDouble.empty());
            var group = Planner.next(WUKONG, assignment, Use.NONE, 0, 0).orElseThrow();
            var disturbed = new TreeSet<>(group.qubits());
            for (var pair : LATTICE) {
                if (pair.stream().anyMatch(group.qubits()::contains)) {
                    disturbed.addAll(pair);
                }
            }
            assertThat(72 - disturbed.size()).as("free beside %s", node).isGreaterThan(24);
        }
    }
}
