package cloud.somersault.job.placement;

import static cloud.somersault.job.placement.SmallPrograms.ghz;
import static cloud.somersault.job.placement.SmallPrograms.job;
import static cloud.somersault.job.placement.SmallPrograms.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.chip.ChipData;
import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.job.model.ChipPlacement.Disturbed;
import cloud.somersault.job.model.ChipSeat;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.job.prepare.CompiledLately;
import cloud.somersault.job.prepare.Preparation;
import cloud.somersault.job.prepare.Prepared;
import cloud.somersault.job.prepare.PreparedCircuit;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.EngineLimits;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.ShotRange;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the jobs of a round are told, and what they then run. */
class CompositionTest {
    private static final ChipToRun CHIP = ChipToRun.asKnown(ChipData.wukong().snapshot(1));
    private static final JobLimits LIMITS =
            new JobLimits(
                    200, 1_000_000, 64, 3600, ReadLimits.DEFAULT, new EngineLimits(1L << 30, 3600));

    private static Composition compose(List<Waiting> line) {
        return Composition.of("round", CHIP, line, RoundRules.USUAL, LIMITS, new CompiledLately(0));
    }

    private static List<PreparedCircuit> prepared(JobSpec spec, ChipToRun chip) {
        return ((Prepared.Runnable) Preparation.prepare(spec, Optional.of(chip), LIMITS))
                .circuits();
    }

    private static JobSpec spec(List<Waiting> line, Composition.Granted granted) {
        return line.stream()
                .filter(job -> job.jobId().equals(granted.jobId()))
                .findFirst()
                .orElseThrow()
                .spec();
    }

    private static String digest(PreparedCircuit circuit, JobSpec spec, ChipToRun chip) {
        return Engines.run(
                        circuit.engine(),
                        circuit.circuit(),
                        Optional.of(chip.noise()),
                        new ShotRange(spec.seed(), 0, 0, spec.shots()),
                        Cancellation.never())
                .digest();
    }

    @Test
    void a_job_finds_by_its_seat_alone_the_place_that_was_found_for_it() {
        var line = line(8, new SplittableRandom(5));
        var composed = compose(line);

        assertThat(composed.granted()).hasSizeGreaterThan(2);
        for (var granted : composed.granted()) {
            var placement = granted.seat().orElseThrow().placement();
            var circuits = prepared(spec(line, granted), CHIP.beside(placement));
            for (int program = 0; program < circuits.size(); program++) {
                assertThat(circuits.get(program).circuit().touchedQubits().stream().boxed())
                        .containsExactlyElementsOf(placement.circuits().get(program).region());
            }
        }
    }

    @Test
    void the_first_of_a_round_runs_the_program_that_it_would_run_alone() {
        var line = List.of(job("a", List.of(ghz(3)), 1000, Optional.empty()), other());
        var seat = compose(line).granted().getFirst().seat().orElseThrow();

        var beside = prepared(line.getFirst().spec(), CHIP.beside(seat.placement())).getFirst();
        var alone = prepared(line.getFirst().spec(), CHIP).getFirst();

        assertThat(beside.run()).isEqualTo(alone.run());
        assertThat(seat.placement().circuits().getFirst().successPlaced())
                .isLessThan(seat.placement().circuits().getFirst().successAlone());
    }

    @Test
    void neighbours_change_the_counts_and_who_repeats_them_needs_only_the_seat() {
        var line = List.of(job("a", List.of(ghz(3)), 4000, Optional.empty()), other());
        var spec = line.getFirst().spec();
        var seat = compose(line).granted().getFirst().seat().orElseThrow();
        var worse =
                seat.placement().disturbed().stream()
                        .map(one -> new Disturbed(one.qubit(), 0.05))
                        .toList();

        var once = CHIP.beside(seat.placement());
        var again = CHIP.beside(seat.placement());
        var noisy = CHIP.beside(withDisturbed(seat, worse).placement());

        var digest = digest(prepared(spec, once).getFirst(), spec, once);
        assertThat(digest(prepared(spec, again).getFirst(), spec, again)).isEqualTo(digest);
        assertThat(digest(prepared(spec, noisy).getFirst(), spec, noisy)).isNotEqualTo(digest);
    }

    private static ChipSeat withDisturbed(ChipSeat seat, List<Disturbed> disturbed) {
        var was = seat.placement();
        return new ChipSeat(
                seat.calibration(),
                seat.truth(),
                seat.heldQubits(),
                new cloud.somersault.job.model.ChipPlacement(
                        was.round(),
                        was.exclusive(),
                        was.neighbours(),
                        was.roundSeconds(),
                        was.chargedSeconds(),
                        was.circuits(),
                        disturbed));
    }

    private static Waiting other() {
        return job("other", List.of(ghz(4)), 2000, Optional.empty());
    }

    @Test
    void the_charges_of_a_round_are_its_time_on_the_chip_and_nobody_pays_more_than_alone() {
        var line = line(8, new SplittableRandom(6));
        var composed = compose(line);

        double sum = 0;
        for (var granted : composed.granted()) {
            var placement = granted.seat().orElseThrow().placement();
            var spec = spec(line, granted);
            sum += placement.chargedSeconds();
            assertThat(placement.roundSeconds()).isEqualTo(composed.seconds());
            assertThat(placement.chargedSeconds())
                    .isLessThanOrEqualTo(
                            spec.programs().size() * spec.shots() * 200e-6 * (1 + 1e-12));
            assertThat(placement.neighbours()).isEqualTo(composed.granted().size() - 1);
        }
        assertThat(sum).isCloseTo(composed.seconds(), within(1e-9));
    }

    @Test
    void whoever_is_alone_gets_no_seat_and_is_compiled_as_ever() {
        var composed = compose(List.of(job("a", List.of(ghz(3)), 1000, Optional.empty())));

        assertThat(composed.granted())
                .containsExactly(new Composition.Granted("a", Optional.empty()));
        assertThat(composed.seconds()).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void every_qubit_in_use_is_disturbed_by_all_that_others_use() {
        var line = List.of(job("a", List.of(ghz(2)), 1000, Optional.empty()), other());
        var granted = compose(line).granted();
        var mine = granted.getFirst().seat().orElseThrow().placement();
        var theirs = granted.getLast().seat().orElseThrow().placement();
        var qubits = new TreeSet<>(mine.circuits().getFirst().region());

        assertThat(mine.disturbed())
                .isEqualTo(
                        StrayDrive.on(qubits, theirs.circuits().getFirst().region(), CHIP.known()));
        assertThat(mine.disturbed()).extracting(Disturbed::qubit).containsExactlyElementsOf(qubits);
    }
}
