package cloud.somersault.job.placement;

import static cloud.somersault.job.placement.SmallPrograms.ghz;
import static cloud.somersault.job.placement.SmallPrograms.job;
import static cloud.somersault.job.placement.SmallPrograms.line;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.placement.Round.Lane;
import cloud.somersault.job.placement.Round.Member;
import cloud.somersault.job.prepare.ChipTime;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.job.prepare.CompiledLately;
import cloud.somersault.simulators.EngineLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Laws of rounds, on the calibrated chip and by its own compiler; {@code -Dseed=N} repeats one. */
class RoundPlannerTest {
    private static final long SEED = Long.getLong("seed", 72);
    private static final ChipSnapshot CHIP = ChipData.wukong().snapshot(1);
    private static final JobLimits LIMITS =
            new JobLimits(
                    200, 1_000_000, 64, 3600, ReadLimits.DEFAULT, new EngineLimits(1L << 30, 3600));
    private static final RoundRules RULES = RoundRules.USUAL;

    private static RoundPlanner planner(ChipToRun chip, RoundRules rules) {
        return new RoundPlanner(
                chip.known().device(),
                new PreparedSeats(chip, LIMITS, new CompiledLately(0)),
                rules,
                seat -> ChipTime.shotSeconds(chip.known().durations(), seat.programSeconds()));
    }

    private static RoundPlanner planner() {
        return planner(ChipToRun.asKnown(CHIP), RULES);
    }

    private static RoundRules apart(int qubits) {
        return new RoundRules(new Separation(qubits), 16, 0.2, Duration.ZERO, 0);
    }

    /** All rounds until nobody waits. */
    private static List<Round> rounds(List<Waiting> all, RoundPlanner planner) {
        var line = new ArrayList<>(all);
        var rounds = new ArrayList<Round>();
        while (!line.isEmpty()) {
            var round = planner.next(line);
            rounds.add(round);
            round.members().forEach(member -> line.remove(member.job()));
        }
        return rounds;
    }

    /** Hops between two qubits over all couplers, in service or not: the test's own search. */
    private static int distance(Set<Integer> from, Set<Integer> to) {
        var seen = new HashSet<>(from);
        for (int hops = 0; hops <= CHIP.qubits().size(); hops++) {
            if (!Collections.disjoint(seen, to)) {
                return hops;
            }
            var before = Set.copyOf(seen);
            for (var coupler : CHIP.couplers()) {
                if (before.contains(coupler.first()) || before.contains(coupler.second())) {
                    seen.add(coupler.first());
                    seen.add(coupler.second());
                }
            }
        }
        return Integer.MAX_VALUE;
    }

    @Test
    void circuits_of_a_round_lie_on_working_qubits_with_an_idle_one_between_them() {
        for (int qubits = 1; qubits <= 2; qubits++) {
            var planner = planner(ChipToRun.asKnown(CHIP), apart(qubits));
            for (var round : rounds(line(12, new SplittableRandom(SEED)), planner)) {
                var lanes = round.lanes().stream().map(Lane::qubits).toList();
                for (int one = 0; one < lanes.size(); one++) {
                    assertThat(lanes.get(one))
                            .allMatch(qubit -> CHIP.qubits().get(qubit).inService());
                    for (int other = 0; other < one; other++) {
                        assertThat(distance(lanes.get(one), lanes.get(other)))
                                .as("hops between two circuits")
                                .isGreaterThan(qubits);
                    }
                }
            }
        }
    }

    @Test
    void the_first_of_the_line_is_always_in_the_next_round_and_has_its_best_place() {
        var planner = planner();
        var line = new ArrayList<>(line(10, new SplittableRandom(SEED + 1)));
        while (!line.isEmpty()) {
            var round = planner.next(line);
            var first = round.members().getFirst();
            assertThat(first.job()).isEqualTo(line.getFirst());
            if (first.lanes().size() == 1) {
                assertThat(first.lanes().getFirst().seats()).isEqualTo(first.alone());
            }
            round.members().forEach(member -> line.remove(member.job()));
        }
    }

    @Test
    void nobody_is_in_a_later_round_than_its_place_in_the_line() {
        var line = line(12, new SplittableRandom(SEED + 2));
        var rounds = rounds(line, planner());
        for (int number = 0; number < rounds.size(); number++) {
            for (var member : rounds.get(number).members()) {
                assertThat(number).isLessThanOrEqualTo(line.indexOf(member.job()));
            }
        }
        assertThat(rounds.stream().mapToInt(round -> round.members().size()).sum())
                .isEqualTo(line.size());
    }

    @Test
    void a_round_is_never_longer_than_its_jobs_one_after_the_other() {
        var planner = planner();
        var rounds = rounds(line(12, new SplittableRandom(SEED + 3)), planner);
        assertThat(rounds)
                .allMatch(round -> planner.seconds(round) <= planner.secondsInTurn(round));
        assertThat(rounds).hasSizeLessThan(12);
    }

    @Test
    void no_place_costs_a_job_more_of_its_success_than_the_rules_allow() {
        for (var round : rounds(line(12, new SplittableRandom(SEED + 4)), planner())) {
            for (var member : round.members()) {
                for (var lane : member.lanes()) {
                    for (int i = 0; i < lane.programs().size(); i++) {
                        assertThat(lane.seats().get(i).success())
                                .isGreaterThanOrEqualTo(
                                        0.8 * member.alone().get(lane.programs().get(i)).success());
                    }
                }
            }
        }
    }

    @Test
    void the_same_line_gives_the_same_rounds() {
        var line = line(6, new SplittableRandom(SEED + 5));

        assertThat(rounds(line, planner())).isEqualTo(rounds(line, planner()));
    }

    @Test
    void a_job_alone_in_the_line_has_the_chip_alone() {
        var round =
                planner().next(List.of(job("a", List.of(ghz(2), ghz(3)), 1000, Optional.empty())));

        assertThat(round.sideBySide()).isFalse();
    }

    @Test
    void a_job_that_does_not_want_to_be_alone_has_its_own_programs_side_by_side() {
        var programs = List.of(ghz(2), ghz(2), ghz(2), ghz(2));
        var planner = planner();

        var round = planner.next(List.of(job("a", programs, 1000, Optional.of(false))));

        assertThat(round.lanes()).hasSizeGreaterThan(1);
        assertThat(planner.seconds(round)).isLessThan(planner.secondsInTurn(round));
        assertThat(round.lanes().stream().flatMap(lane -> lane.programs().stream()))
                .containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void an_exclusive_job_shares_its_round_with_nobody_and_keeps_nobody_out_of_theirs() {
        var mine = job("mine", List.of(ghz(2)), 1000, Optional.of(true));
        var others =
                List.of(
                        job("a", List.of(ghz(2)), 1000, Optional.empty()),
                        job("b", List.of(ghz(3)), 1000, Optional.empty()));

        var first = rounds(List.of(mine, others.get(0), others.get(1)), planner());
        assertThat(first).extracting(round -> round.members().size()).containsExactly(1, 2);
        assertThat(first.getFirst().members().getFirst().job()).isEqualTo(mine);

        var between = rounds(List.of(others.get(0), mine, others.get(1)), planner());
        assertThat(between).extracting(round -> round.members().size()).containsExactly(2, 1);
        assertThat(between.getLast().members().getFirst().job()).isEqualTo(mine);
    }

    @Test
    void what_is_being_measured_is_kept_clear_of() {
        var held = List.of(24, 25, 26, 30, 31, 32, 36, 37, 38, 44, 45, 46, 50, 51, 52);
        var chip = ChipToRun.asKnown(CHIP).withHeld(held);

        for (var round : rounds(line(6, new SplittableRandom(SEED + 6)), planner(chip, RULES))) {
            for (var lane : round.lanes()) {
                assertThat(distance(lane.qubits(), Set.copyOf(held))).isGreaterThan(1);
            }
        }
    }

    @Test
    void the_job_that_keeps_the_others_waiting_gets_the_room_that_is_left() {
        var small = job("small", List.of(ghz(2)), 500, Optional.empty());
        var batch = job("batch", List.of(ghz(2), ghz(2), ghz(2), ghz(2)), 1000, Optional.empty());

        var round = planner().next(List.of(small, batch));

        assertThat(round.members()).extracting(Member::job).containsExactly(small, batch);
        assertThat(round.members().getLast().lanes()).hasSizeGreaterThan(1);
        assertThat(round.members().getFirst().lanes()).hasSize(1);
    }
}
