package cloud.somersault.chip.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.calibration.Assignment.Scope;
import cloud.somersault.chip.calibration.Fact.Verdict;
import cloud.somersault.chip.experiment.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** What is measured next, on a chip of six qubits where every answer is known. */
class PlannerTest {
    private static final Knowledge FIRST = Knowledge.of(Six.snapshot());
    private static final double HOUR = 3600;
    private static final double EXPERIMENT_SECONDS = 5;

    private static Assignment all(Scope scope, double since) {
        return new Assignment(
                scope, Planner.places(FIRST.parts(), _ -> true), since, OptionalDouble.empty());
    }

    private static Finding finding(Node node, double moved) {
        return switch (node) {
            case READOUT ->
                    found(Figure.READ_ZERO_GIVEN_ZERO, 0.95, Figure.READ_ONE_GIVEN_ONE, 0.88);
            case FREQUENCY -> found(Figure.DETUNING_HZ, moved * 20e3, Figure.TS2_SECONDS, 5e-6);
            case GAIN -> found(Figure.PULSE_GAIN, 1 + moved * 0.02);
            case RELAXATION -> found(Figure.T1_SECONDS, 20e-6);
            case COHERENCE -> found(Figure.T2_SECONDS, 5e-6);
            case PULSE_ERROR -> found(Figure.PULSE_ERROR, 0.002);
            case CZ_PHASE ->
                    found(
                            Figure.CZ_PHASE_RADIANS,
                            moved * 0.3,
                            Figure.FIRST_PHASE_RADIANS,
                            0,
                            Figure.SECOND_PHASE_RADIANS,
                            0);
            case CZ_ERROR -> found(Figure.CZ_ERROR, 0.03);
        };
    }

    private static Finding found(Object... figures) {
        var named = new java.util.EnumMap<Figure, Measured>(Figure.class);
        for (int index = 0; index < figures.length; index += 2) {
            double value = ((Number) figures[index + 1]).doubleValue();
            named.put((Figure) figures[index], new Measured(value, Math.abs(value) * 1e-3 + 1e-6));
        }
        return Finding.Found.of(named);
    }

    private record Story(List<Group> groups, Knowledge known, double seconds) {}

    /** Does what the planner says until it is done, or {@code most} groups are measured. */
    private static Story story(
            Knowledge before,
            Assignment assignment,
            int most,
            BiFunction<Place, Kind, Finding> answers) {
        var known = before;
        var groups = new ArrayList<Group>();
        double now = assignment.sinceSeconds();
        for (var next = Planner.next(known, assignment, Use.NONE, now, 0);
                next.isPresent() && groups.size() < most;
                next =
                        Planner.next(
                                known,
                                assignment,
                                Use.NONE,
                                now,
                                now - assignment.sinceSeconds())) {
            var group = next.get();
            now += EXPERIMENT_SECONDS;
            var reports = new ArrayList<Report>();
            for (var part : group.parts()) {
                var place = Place.of(group.node(), part);
                var answer = answers.apply(place, group.kind());
                reports.add(new Report(part, answer, verdict(known, place, group.kind(), answer)));
            }
            known = known.with(group.node(), group.kind(), reports, now);
            groups.add(group);
        }
        assertThat(groups.size()).as("a plan that ends").isLessThanOrEqualTo(most);
        return new Story(groups, known, now);
    }

    private static Optional<Verdict> verdict(
            Knowledge known, Place place, Kind kind, Finding finding) {
        if (kind == Kind.FULL) {
            return Optional.empty();
        }
        return Optional.of(
                finding instanceof Finding.Found now
                        ? Movement.between(known.found(place).orElseThrow(), now).verdict()
                        : Verdict.BAD_DATA);
    }

    private static Story fromNothing() {
        return story(FIRST, all(Scope.FULL, 0), 100, (place, _) -> finding(place.node(), 0));
    }

    private static List<Place> places(List<Group> groups) {
        return groups.stream()
                .flatMap(group -> group.parts().stream().map(part -> Place.of(group.node(), part)))
                .toList();
    }

    @Test
    void from_nothing_every_place_is_measured_once_in_full_and_causes_come_first() {
        var groups = fromNothing().groups();
        assertThat(groups).allMatch(group -> group.kind() == Kind.FULL);
        var places = places(groups);
        assertThat(places)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Planner.places(FIRST.parts(), _ -> true));
        for (int index = 0; index < places.size(); index++) {
            assertThat(places.subList(0, index)).containsAll(places.get(index).needs());
        }
    }

    @Test
    void what_runs_together_shares_no_qubit_and_has_no_coupler_between() {
        for (var group : fromNothing().groups()) {
            for (var one : group.parts()) {
                for (var other : group.parts()) {
                    if (!one.equals(other)) {
                        assertThat(touching(one)).doesNotContainAnyElementsOf(other.qubits());
                    }
                }
            }
        }
    }

    /** The part's qubits and their neighbours, along broken couplers too. */
    private static Set<Integer> touching(Part part) {
        var touching = new HashSet<>(part.qubits());
        for (var coupler : FIRST.couplerOrder()) {
            if (part.qubits().stream().anyMatch(coupler.qubits()::contains)) {
                touching.addAll(coupler.qubits());
            }
        }
        return touching;
    }

    @Test
    void half_of_the_qubits_is_measured_at_once() {
        var readouts =
                fromNothing().groups().stream().filter(g -> g.node() == Node.READOUT).toList();
        assertThat(readouts).hasSize(2).allMatch(group -> group.parts().size() == 3);
    }

    @Test
    void a_region_is_measured_with_what_it_stands_on_and_nothing_else() {
        var region =
                new Assignment(
                        Scope.FULL,
                        List.of(Place.of(Node.CZ_PHASE, Part.coupler(0, 1))),
                        0,
                        OptionalDouble.empty());
        var places =
                places(story(FIRST, region, 100, (place, _) -> finding(place.node(), 0)).groups());
        assertThat(places).allMatch(place -> Set.of(0, 1).containsAll(place.qubits()));
        assertThat(places.stream().map(Place::node).distinct())
                .containsExactly(Node.READOUT, Node.FREQUENCY, Node.GAIN, Node.CZ_PHASE);
    }

    @Test
    void what_is_fresh_is_left_alone() {
        var begun = fromNothing();
        var maintain = all(Scope.MAINTAIN, begun.seconds() + 60);
        assertThat(Planner.next(begun.known(), maintain, Use.NONE, begun.seconds() + 60, 0))
                .isEmpty();
        assertThat(Planner.due(begun.known(), Use.NONE, begun.seconds() + 60)).isEmpty();
    }

    @Test
    void what_is_old_and_in_order_is_only_checked() {
        var begun = fromNothing();
        var groups =
                story(
                                begun.known(),
                                all(Scope.MAINTAIN, 100 * HOUR),
                                100,
                                (place, _) -> finding(place.node(), 0))
                        .groups();
        assertThat(groups).isNotEmpty().allMatch(group -> group.kind() == Kind.CHECK);
        assertThat(places(groups))
                .containsExactlyInAnyOrderElementsOf(Planner.places(FIRST.parts(), _ -> true));
    }

    @Test
    void a_phase_that_has_moved_is_set_anew_and_the_error_that_stands_on_it_looked_at() {
        var begun = fromNothing();
        var coupler = Part.coupler(0, 1);
        var moved = Place.of(Node.CZ_PHASE, coupler);
        var groups =
                story(
                                begun.known(),
                                all(Scope.MAINTAIN, 100 * HOUR),
                                100,
                                (place, _) -> finding(place.node(), place.equals(moved) ? 1 : 0))
                        .groups();
        var full = groups.stream().filter(group -> group.kind() == Kind.FULL).toList();
        assertThat(places(full)).containsExactly(moved);
        var after = groups.subList(groups.indexOf(full.getFirst()) + 1, groups.size());
        assertThat(places(after)).contains(Place.of(Node.CZ_ERROR, coupler));
    }

    @Test
    void a_control_is_set_by_what_was_found() {
        var begun = story(FIRST, all(Scope.FULL, 0), 100, (place, _) -> finding(place.node(), 0.5));
        var controls = begun.known().controls();
        assertThat(controls.qubits().get(2).pulseGain())
                .isCloseTo(1.01, org.assertj.core.data.Offset.offset(3e-4));
        assertThat(controls.couplers().getFirst().czPhaseRadians())
                .isCloseTo(0.15, org.assertj.core.data.Offset.offset(1e-4));
        assertThat(controls.couplers().get(4).czPhaseRadians()).as("2-5 is broken").isZero();
        assertThat(controls.qubits().get(2).driveHz() - FIRST.controls().qubits().get(2).driveHz())
                .isCloseTo(10e3, org.assertj.core.data.Offset.offset(10.0));
    }

    @Test
    void what_cannot_be_measured_is_tried_three_ways_and_then_taken_out_with_its_couplers() {
        var dead = Place.of(Node.RELAXATION, Part.qubit(4));
        var readout = Place.of(Node.READOUT, Part.qubit(5));
        var story =
                story(
                        FIRST,
                        all(Scope.FULL, 0),
                        100,
                        (place, _) ->
                                place.equals(dead) || place.equals(readout)
                                        ? new Finding.Unclear("nothing is seen")
                                        : finding(place.node(), 0));
        assertThat(places(story.groups()).stream().filter(dead::equals)).hasSize(3);
        assertThat(places(story.groups()).stream().filter(place -> place.qubits().contains(5)))
                .as("nothing that stands on the readout of 5 is tried")
                .containsOnly(readout);
        var out = new java.util.TreeMap<Part, String>();
        Fitness.changes(story.known())
                .forEach(change -> out.put(change.part(), change.out().orElseThrow()));
        assertThat(out.keySet())
                .containsExactly(
                        Part.qubit(4),
                        Part.qubit(5),
                        Part.coupler(1, 4),
                        Part.coupler(3, 4),
                        Part.coupler(4, 5));
        assertThat(out.get(Part.qubit(4))).contains("relaxation");
        assertThat(out.get(Part.coupler(1, 4))).contains("qubit 4");
    }

    @Test
    void a_part_that_is_good_again_comes_back_with_a_margin() {
        BiFunction<Double, Knowledge, Knowledge> withT1 =
                (t1, known) ->
                        known.with(
                                Node.RELAXATION,
                                Kind.FULL,
                                List.of(
                                        new Report(
                                                Part.qubit(3),
                                                Finding.Found.of(
                                                        Map.of(
                                                                Figure.T1_SECONDS,
                                                                new Measured(t1, 1e-8))),
                                                Optional.empty())),
                                10);
        var weak = withT1.apply(2e-6, FIRST);
        for (var change : Fitness.changes(weak)) {
            weak = weak.without(change.part(), change.out().orElseThrow());
        }
        assertThat(weak.out())
                .containsOnlyKeys(Part.qubit(3), Part.coupler(0, 3), Part.coupler(3, 4));
        assertThat(Fitness.changes(withT1.apply(2.6e-6, weak))).as("within the margin").isEmpty();
        assertThat(Fitness.changes(withT1.apply(4e-6, weak)))
                .hasSize(3)
                .allMatch(change -> change.out().isEmpty());
    }

    @Test
    void no_experiment_begins_when_the_budget_is_used() {
        var assignment =
                new Assignment(
                        Scope.FULL,
                        Planner.places(FIRST.parts(), _ -> true),
                        0,
                        OptionalDouble.of(12));
        var groups = story(FIRST, assignment, 100, (place, _) -> finding(place.node(), 0)).groups();
        assertThat(groups).as("three of 5 s, the last begun before 12 s").hasSize(3);
    }

    @Test
    void what_is_used_most_is_due_first() {
        var begun = fromNothing();
        var used = new Use(Map.of(Part.coupler(0, 1), 0.9, Part.coupler(3, 4), 0.1));
        double when = begun.seconds() + 0.8 * 4 * HOUR;
        var due =
                Planner.due(begun.known(), used, when).stream()
                        .filter(place -> place.node() == Node.CZ_PHASE)
                        .toList();
        assertThat(due).contains(Place.of(Node.CZ_PHASE, Part.coupler(0, 1)));
        assertThat(due).doesNotContain(Place.of(Node.CZ_PHASE, Part.coupler(1, 2)));
    }

    @Test
    void every_node_has_a_place_on_every_part_of_its_kind() {
        assertThat(Planner.places(FIRST.parts(), _ -> true)).hasSize(6 * 6 + 6 * 2);
        assertThat(Arrays.stream(Node.values()).filter(Node::ofCoupler)).hasSize(2);
    }
}
