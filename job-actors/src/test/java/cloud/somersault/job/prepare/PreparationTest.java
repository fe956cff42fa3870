package cloud.somersault.job.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.circuits.compiler.CancelledCompilationException;
import cloud.somersault.circuits.compiler.Layout;
import cloud.somersault.job.model.JobEvent.PartUse;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.Options;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.Refusal;
import cloud.somersault.simulators.EngineName;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job is made into before it runs. */
class PreparationTest {
    private static final long SEED = Long.getLong("seed", 11);
    private static final ChipSnapshot WUKONG = ChipData.wukong().snapshot(1);
    private static final JobLimits LIMITS =
            JobLimits.from(ConfigFactory.defaultReference().getConfig("somersault.job.limits"));

    private static final String HEADER = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n";

    /** Nearest neighbours on a line of three; one end waits while the other two are busy. */
    private static final String WAITING =
            HEADER
                    + """
                    qubit[3] q;
                    bit[3] c;
                    h q[1];
                    cx q[1], q[2];
                    for int i in [0:5] { h q[0]; t q[0]; cx q[0], q[1]; sx q[1]; }
                    cx q[1], q[2];
                    c = measure q;
                    """;

    private static final String T_GATE =
            HEADER + "qubit[1] q;\nbit[1] c;\nh q[0]; t q[0]; h q[0];\nc = measure q;\n";

    /** Two shapes in turn, each with parameters of its own, too dense to be laid out plainly. */
    private static List<ProgramText> batch(int programs) {
        var dice = new SplittableRandom(SEED);
        var shapes = List.of(shape(dice), shape(dice));
        return IntStream.range(0, programs)
                .mapToObj(i ->
                        new ProgramText(
                                "openqasm-3", shapes.get(i % 2), Map.of("a", 0.3 + 0.01 * i)))
                .toList();
    }

    private static String shape(SplittableRandom dice) {
        var text = new StringBuilder(HEADER + "input float a;\nqubit[6] q;\nbit[6] c;\n");
        for (int q = 0; q < 6; q++) {
            text.append("ry(a * %s) q[%d];\n".formatted(1 + 0.1 * q, q));
        }
        for (int k = 0; k < 12; k++) {
            int first = dice.nextInt(6);
            int second = (first + 1 + dice.nextInt(5)) % 6;
            text.append("rz(a + %d) q[%d];\n".formatted(k, first));
            text.append("cx q[%d], q[%d];\n".formatted(first, second));
        }
        return text.append("c = measure q;\n").toString();
    }

    private static JobSpec spec(String target, List<ProgramText> programs, Options options) {
        return new JobSpec("", "alice", target, programs, 100, SEED, 5, options);
    }

    private static JobSpec spec(String target, String program, Options options) {
        return spec(target, List.of(new ProgramText("openqasm-3", program, Map.of())), options);
    }

    private static Options level(int level) {
        return options(level, false, List.of(), List.of());
    }

    private static Options options(
            int level, boolean decoupling, List<Integer> allowed, List<Integer> occupied) {
        return new Options(
                Optional.of(Layout.AUTO),
                Optional.of(level),
                Optional.empty(),
                3600,
                decoupling,
                allowed,
                occupied,
                Optional.empty());
    }

    private static Options engine(EngineName engine) {
        return new Options(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                300,
                false,
                List.of(),
                List.of(),
                Optional.of(engine.id()));
    }

    private static Optional<ChipToRun> chip(JobSpec spec) {
        return spec.onChip() ? Optional.of(ChipToRun.asKnown(WUKONG)) : Optional.empty();
    }

    private static List<PreparedCircuit> circuits(JobSpec spec) {
        return circuits(Preparation.prepare(spec, chip(spec), LIMITS));
    }

    private static List<PreparedCircuit> circuits(Prepared prepared) {
        assertThat(prepared).isInstanceOf(Prepared.Runnable.class);
        return ((Prepared.Runnable) prepared).circuits();
    }

    private static Refusal refusal(JobSpec spec) {
        var prepared = Preparation.prepare(spec, chip(spec), LIMITS);
        assertThat(prepared).isInstanceOf(Prepared.Refused.class);
        return ((Prepared.Refused) prepared).refusal();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void each_program_of_a_batch_is_compiled_to_what_it_is_compiled_to_alone(int level) {
        var programs = batch(6);
        var together = circuits(spec("wukong", programs, level(level)));
        var alone = new ArrayList<PreparedCircuit>();
        for (var program : programs) {
            alone.addAll(circuits(spec("wukong", List.of(program), level(level))));
        }
        assertThat(together).isEqualTo(alone);
        assertThat(together.stream().map(one -> one.run().text()).distinct()).hasSize(6);
    }

    @Test
    void only_allowed_qubits_are_used() {
        var allowed = List.of(50, 56, 62, 44);
        var placement =
                circuits(spec("wukong", WAITING, options(1, false, allowed, List.of())))
                        .getFirst()
                        .placement();
        assertThat(allowed).containsAll(placement.initialLayout());
        assertThat(allowed).containsAll(placement.finalLayout());
        assertThat(
                        refusal(
                                        spec(
                                                "wukong",
                                                WAITING,
                                                options(1, false, List.of(50, 56), List.of())))
                                .code())
                .isEqualTo("too-many-qubits");
    }

    @Test
    void neither_occupied_qubits_nor_their_neighbours_are_used() {
        var free = circuits(spec("wukong", WAITING, level(1))).getFirst();
        var taken = free.placement().initialLayout();
        var beside =
                circuits(spec("wukong", WAITING, options(1, false, List.of(), taken)))
                        .getFirst()
                        .circuit()
                        .touchedQubits();
        var forbidden = new TreeSet<>(taken);
        for (var coupler : WUKONG.device().couplers()) {
            if (taken.contains(coupler.first()) || taken.contains(coupler.second())) {
                forbidden.add(coupler.first());
                forbidden.add(coupler.second());
            }
        }
        assertThat(beside.stream().boxed()).hasSize(3).doesNotContainAnyElementsOf(forbidden);
    }

    @Test
    void what_is_being_measured_is_kept_clear_of_where_there_is_room() {
        var spec = spec("wukong", WAITING, level(1));
        var usual = circuits(spec).getFirst().placement().initialLayout();
        var asked = circuits(spec("wukong", WAITING, options(1, false, List.of(), usual)));
        var beside = circuits(Preparation.prepare(spec, Optional.of(measured(usual)), LIMITS));
        assertThat(beside).as("as if others were there").isEqualTo(asked);
    }

    @Test
    void a_program_without_room_elsewhere_lies_where_it_would_lie_otherwise() {
        var whole = IntStream.range(0, 72).boxed().toList();
        var spec = spec("wukong", WAITING, level(1));
        assertThat(circuits(Preparation.prepare(spec, Optional.of(measured(whole)), LIMITS)))
                .isEqualTo(circuits(spec));
        var physical =
                spec(
                        "wukong",
                        HEADER + "bit[1] c;\nx $56;\nc[0] = measure $56;\n",
                        Options.DEFAULT);
        assertThat(circuits(Preparation.prepare(physical, Optional.of(measured(whole)), LIMITS)))
                .as("on the qubits that it names")
                .isEqualTo(circuits(physical));
    }

    private static ChipToRun measured(List<Integer> qubits) {
        return ChipToRun.asKnown(WUKONG).withHeld(qubits);
    }

    @Test
    void the_use_of_a_chip_is_what_is_played_on_its_parts_times_shots() {
        var program =
                HEADER
                        + "bit[2] c;\nx $56;\ncz $56, $62;\ncz $62, $56;\nrz(0.3) $62;\n"
                        + "c[0] = measure $56;\nc[1] = measure $62;\n";
        var spec = spec("wukong", program, Options.DEFAULT);
        var use = UseOfChip.of(circuits(spec), spec.shots(), WUKONG);
        assertThat(use.parts())
                .containsExactly(new PartUse(List.of(56), 100), new PartUse(List.of(56, 62), 200));
        assertThat(use.chipSeconds()).isEqualTo(100 * WUKONG.durations().shotPeriodSeconds());
    }

    @Test
    void decoupling_fills_waits_with_pulses_and_takes_no_longer() {
        var without = circuits(spec("wukong", WAITING, level(1))).getFirst();
        var with =
                circuits(spec("wukong", WAITING, options(1, true, List.of(), List.of())))
                        .getFirst();
        assertThat(pulses(with)).isGreaterThan(pulses(without));
        assertThat(with.placement().durationSeconds())
                .isEqualTo(without.placement().durationSeconds());
    }

    private static long pulses(PreparedCircuit circuit) {
        return circuit.run().text().lines().filter(line -> line.startsWith("U(")).count();
    }

    @Test
    void an_engine_that_can_run_the_circuit_runs_it_when_it_is_asked_for() {
        for (var engine : List.of(EngineName.STATE_VECTOR, EngineName.DENSITY_MATRIX)) {
            assertThat(circuits(spec("ideal", T_GATE, engine(engine))).getFirst().engine())
                    .isEqualTo(engine);
        }
        for (var engine : List.of(EngineName.TRAJECTORIES, EngineName.DENSITY_MATRIX)) {
            assertThat(circuits(spec("wukong", T_GATE, engine(engine))).getFirst().engine())
                    .isEqualTo(engine);
        }
    }

    @Test
    void an_engine_that_can_not_run_the_circuit_is_refused_with_one_that_can() {
        var refused = refusal(spec("ideal", T_GATE, engine(EngineName.STABILIZER)));
        assertThat(refused.code()).isEqualTo("engine-not-suitable");
        assertThat(refused.message()).contains("stabilizer");
        assertThat(refused.hint().orElseThrow()).contains("state-vector");
        assertThat(refusal(spec("wukong", T_GATE, engine(EngineName.STATE_VECTOR))).code())
                .isEqualTo("engine-not-suitable");
    }

    @Test
    void a_cancelled_preparation_ends_with_nothing() {
        var spec = spec("wukong", batch(2), level(4));
        assertThatThrownBy(() ->
                        Preparation.prepare(
                                spec, chip(spec), LIMITS, new CompiledLately(0), () -> true))
                .isInstanceOf(CancelledCompilationException.class);
    }
}
