package cloud.somersault.chip.calibration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.chip.ChipClock;
import cloud.somersault.chip.ChipNow;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.DriftModel;
import cloud.somersault.chip.Truth;
import cloud.somersault.chip.calibration.Assignment.Scope;
import cloud.somersault.chip.calibration.AutoSettings;
import cloud.somersault.chip.calibration.DirectLaboratory;
import cloud.somersault.chip.calibration.ExperimentFailedException;
import cloud.somersault.chip.calibration.Laboratory;
import cloud.somersault.chip.calibration.Node;
import cloud.somersault.chip.calibration.Part;
import cloud.somersault.chip.calibration.Six;
import cloud.somersault.chip.calibration.Use;
import cloud.somersault.chip.calibration.run.CalibrationEvent.ExperimentsMeasured;
import cloud.somersault.chip.qubit.QubitFigures;
import cloud.somersault.chip.truth.ChipTruth;
import cloud.somersault.chip.truth.Drift;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shell on a chip of six qubits: measures, publishes, goes on after a stop where it was. */
class CalibrationActorTest {
    private static final String ID = "Calibration|six";

    /** A few sums of a hundred thousand seconds in double precision. */
    private static final double ROUNDING_SECONDS = 1e-9;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final CalibrationDecider RULES =
            new CalibrationDecider("six", new AutoSettings(3600, 0.05, 12), false);

    private final ActorTestKit kit = ActorTestKit.create(PersistenceTestKitPlugin.config());
    private final PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
    private final TestProbe<CalibrationAnswer> answers =
            kit.createTestProbe(CalibrationAnswer.class);

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    /** A chip without actors, whose clock stands unless it is moved. */
    private static final class Chip implements CalibrationActor.Surroundings {
        private volatile ChipTruth truth = new ChipTruth(Six.snapshot(), 5, Drift.TRANSMONS);
        private final List<ChipSnapshot> versions = new ArrayList<>(List.of(Six.snapshot()));
        private final List<String> jobs = new ArrayList<>();
        private final List<SortedSet<Integer>> heldMeanwhile = new ArrayList<>();
        private volatile SortedSet<Integer> held = new TreeSet<>(Set.of(3));
        private double seconds = 40 * 3600;

        /** The job with this number and all after it are never answered. */
        private int silentFrom = Integer.MAX_VALUE;

        private boolean refuses;

        @Override
        public synchronized CompletionStage<ChipNow> now() {
            return CompletableFuture.completedStage(new ChipNow(versions.getLast(), clock()));
        }

        private ChipClock clock() {
            return new ChipClock(
                    "six",
                    seconds,
                    0,
                    Six.snapshot().measuredAt(),
                    new Truth(5, DriftModel.TRANSMONS_1.id(), 1, 0, seconds));
        }

        @Override
        public CompletionStage<Use> usedSince(double virtualSeconds) {
            return CompletableFuture.completedStage(
                    Use.ofGates(Map.of(Part.qubit(1), 30L, Part.coupler(0, 1), 10L)));
        }

        @Override
        public synchronized CompletionStage<ChipClock> clockTo(double virtual, String why) {
            seconds = Math.max(seconds, virtual);
            return CompletableFuture.completedStage(clock());
        }

        @Override
        public synchronized CompletionStage<ChipSnapshot> publish(ChipSnapshot measured) {
            var known =
                    versions.stream()
                            .filter(version -> version.digest().equals(measured.digest()))
                            .findFirst();
            var published = known.orElseGet(() -> measured.withVersion(versions.size() + 1));
            if (known.isEmpty()) {
                versions.add(published);
            }
            return CompletableFuture.completedStage(published);
        }

        @Override
        public synchronized CompletionStage<?> hold(SortedSet<Integer> qubits) {
            held = qubits;
            return CompletableFuture.completedStage(qubits);
        }

        @Override
        public Laboratory laboratory() {
            return (jobId, circuits, shots, seed, draft) -> {
                synchronized (this) {
                    jobs.add(jobId);
                    heldMeanwhile.add(held);
                    if (refuses) {
                        return CompletableFuture.failedStage(
                                new ExperimentFailedException("takes-too-long", "No."));
                    }
                    if (jobs.size() >= silentFrom) {
                        return new CompletableFuture<>();
                    }
                    return CompletableFuture.completedStage(
                            new DirectLaboratory(truth).run(circuits, shots, seed, draft, seconds));
                }
            };
        }

        @Override
        public Executor numerics() {
            return Runnable::run;
        }
    }

    private ActorRef<CalibrationActor.Message> start(Chip chip, CalibrationDecider rules) {
        return kit.spawn(
                CalibrationActor.create(
                        rules, chip, Duration.ofMillis(50), InstantSource.fixed(Instant.EPOCH)));
    }

    private CalibrationAnswer ask(
            ActorRef<CalibrationActor.Message> actor, CalibrationCommand command) {
        actor.tell(new CalibrationActor.Wish(command, answers.ref()));
        return answers.receiveMessage(PATIENCE);
    }

    private static CalibrationCommand.Calibrate phasesOf01() {
        return new CalibrationCommand.Calibrate(
                Scope.FULL, List.of(Part.coupler(0, 1)), List.of(Node.CZ_PHASE));
    }

    private <E extends CalibrationEvent> E last(Class<E> type) {
        return answers.awaitAssert(
                PATIENCE,
                () -> {
                    var stored = journal.persistedInStorage(ID);
                    assertThat(stored).isNotEmpty();
                    assertThat(stored.getLast()).isInstanceOf(type);
                    return type.cast(stored.getLast());
                });
    }

    @Test
    void a_region_is_measured_and_published_and_its_controls_are_nearer_to_the_truth() {
        var chip = new Chip();
        var actor = start(chip, RULES);
        assertThat(ask(actor, phasesOf01())).isInstanceOf(CalibrationAnswer.Stands.class);
        var finished = last(CalibrationEvent.Finished.class);
        assertThat(finished.version()).contains(2L);
        var published = chip.versions.getLast();
        assertThat(published.version()).isEqualTo(2);
        var best = chip.truth.tuned(chip.seconds).couplers().getFirst();
        var set = published.controls().orElseThrow().couplers().getFirst();
        assertThat(Math.abs(set.czPhaseRadians() - best.czPhaseRadians())).isLessThan(0.05);
        assertThat(Math.abs(set.firstPhaseRadians() - best.firstPhaseRadians())).isLessThan(0.05);
        assertThat(Math.abs(best.czPhaseRadians())).as("there was something").isGreaterThan(0.05);
        assertThat(chip.seconds)
                .as("the clock has gone on by the chip time")
                .isCloseTo(40 * 3600 + finished.chipSeconds(), within(ROUNDING_SECONDS));
        assertThat(chip.jobs.getFirst()).isEqualTo("calibration-six-1-1");
    }

    @Test
    void a_calibration_begins_with_how_much_the_parts_were_used() {
        var actor = start(new Chip(), RULES);
        ask(actor, phasesOf01());
        assertThat(journal.persistedInStorage(ID))
                .filteredOn(CalibrationEvent.Requested.class::isInstance)
                .first()
                .extracting(event -> ((CalibrationEvent.Requested) event).use())
                .isEqualTo(
                        List.of(
                                new CalibrationEvent.PartUse(Part.qubit(1), 0.75),
                                new CalibrationEvent.PartUse(Part.coupler(0, 1), 0.25)));
    }

    @Test
    void the_qubits_of_an_experiment_are_held_while_it_runs_and_no_longer() {
        var chip = new Chip();
        var actor = start(chip, RULES);
        answers.awaitAssert(
                PATIENCE,
                () -> {
                    assertThat(chip.held).as("left over from before").isEmpty();
                    return chip.held;
                });
        ask(actor, phasesOf01());
        last(CalibrationEvent.Finished.class);
        assertThat(chip.heldMeanwhile)
                .isNotEmpty()
                .allMatch(qubits -> !qubits.isEmpty() && Set.of(0, 1).containsAll(qubits));
        assertThat(chip.heldMeanwhile.getLast()).as("a CZ phase").containsExactly(0, 1);
        answers.awaitAssert(
                PATIENCE,
                () -> {
                    assertThat(chip.held).isEmpty();
                    return chip.held;
                });
    }

    @Test
    void after_a_stop_in_the_middle_the_same_job_is_asked_for_again_and_nothing_was_published() {
        var undisturbed = new Chip();
        var first = start(undisturbed, RULES);
        ask(first, phasesOf01());
        last(CalibrationEvent.Finished.class);
        var events = List.copyOf(journal.persistedInStorage(ID));
        kit.stop(first);
        journal.clearAll();

        var chip = new Chip();
        chip.silentFrom = 3;
        var actor = start(chip, RULES);
        ask(actor, phasesOf01());
        answers.awaitAssert(
                PATIENCE,
                () -> {
                    assertThat(chip.jobs).hasSize(3);
                    return chip;
                });
        assertThat(last(ExperimentsMeasured.class).experiment()).isEqualTo(2);
        kit.stop(actor);
        assertThat(chip.versions).as("nothing half measured is seen").hasSize(1);

        chip.silentFrom = Integer.MAX_VALUE;
        start(chip, RULES);
        last(CalibrationEvent.Finished.class);
        assertThat(chip.jobs.get(3)).isEqualTo(chip.jobs.get(2));
        assertThat(journal.persistedInStorage(ID)).isEqualTo(events);
        assertThat(chip.versions).isEqualTo(undisturbed.versions);
    }

    @Test
    void one_calibration_at_a_time_and_a_cancelled_one_publishes_nothing() {
        var chip = new Chip();
        chip.silentFrom = 1;
        var actor = start(chip, RULES);
        ask(actor, phasesOf01());
        assertThat(ask(actor, phasesOf01()))
                .isEqualTo(new CalibrationAnswer.Refused(new CalibrationRefusal.Busy(1)));
        ask(actor, new CalibrationCommand.Cancel(1));
        last(CalibrationEvent.Cancelled.class);
        assertThat(ask(actor, new CalibrationCommand.Cancel(1)))
                .isEqualTo(new CalibrationAnswer.Refused(new CalibrationRefusal.Ended(1)));
        assertThat(ask(actor, new CalibrationCommand.Cancel(7)))
                .isEqualTo(new CalibrationAnswer.Refused(new CalibrationRefusal.Unknown(7)));
        assertThat(chip.versions).hasSize(1);
    }

    @Test
    void a_part_that_never_worked_is_refused_by_its_name() {
        var actor = start(new Chip(), RULES);
        assertThat(
                        ask(
                                actor,
                                new CalibrationCommand.Calibrate(
                                        Scope.FULL, List.of(Part.coupler(2, 5)), List.of())))
                .isEqualTo(
                        new CalibrationAnswer.Refused(
                                new CalibrationRefusal.Broken("coupler 2-5")));
    }

    @Test
    void a_calibration_whose_experiments_are_refused_fails_and_the_next_may_begin() {
        var chip = new Chip();
        chip.refuses = true;
        var actor = start(chip, RULES);
        ask(actor, phasesOf01());
        assertThat(last(CalibrationEvent.Failed.class).code()).isEqualTo("takes-too-long");
        chip.refuses = false;
        ask(actor, phasesOf01());
        assertThat(last(CalibrationEvent.Finished.class).calibration()).isEqualTo(2);
    }

    @Test
    void a_qubit_that_fails_goes_out_with_its_couplers_and_all_come_back_by_themselves() {
        var chip = new Chip();
        chip.truth = new ChipTruth(withShortLived(4), 5, Drift.NONE);
        var actor = start(chip, RULES);
        ask(
                actor,
                new CalibrationCommand.Calibrate(
                        Scope.FULL, List.of(Part.qubit(4)), List.of(Node.RELAXATION)));
        last(CalibrationEvent.Finished.class);
        assertThat(taken())
                .containsExactly(
                        Part.qubit(4), Part.coupler(1, 4), Part.coupler(3, 4), Part.coupler(4, 5));
        var without = chip.versions.getLast();
        assertThat(without.qubits().get(4).inService()).isFalse();
        assertThat(without.couplers().stream().filter(one -> one.inService()))
                .as("0-1, 0-3 and 1-2")
                .hasSize(3);

        chip.truth = new ChipTruth(Six.snapshot(), 5, Drift.NONE);
        chip.clockTo(chip.seconds + 4 * 86_400, "days pass");
        ask(actor, new CalibrationCommand.SwitchAutomatic(true));
        last(CalibrationEvent.Finished.class);
        assertThat(
                        journal.persistedInStorage(ID).stream()
                                .filter(CalibrationEvent.PartReturned.class::isInstance)
                                .map(event -> ((CalibrationEvent.PartReturned) event).part()))
                .containsExactlyElementsOf(taken());
        var again = chip.versions.getLast();
        assertThat(again.version()).isGreaterThan(without.version());
        assertThat(again.qubits()).allMatch(qubit -> qubit.inService());
        assertThat(again.couplers().stream().filter(one -> one.inService())).hasSize(6);
    }

    private List<Part> taken() {
        return journal.persistedInStorage(ID).stream()
                .filter(CalibrationEvent.PartTakenOut.class::isInstance)
                .map(event -> ((CalibrationEvent.PartTakenOut) event).part())
                .toList();
    }

    /** The chip with one qubit that lives for a microsecond. */
    private static ChipSnapshot withShortLived(int id) {
        var six = Six.snapshot();
        var qubits = new ArrayList<>(six.qubits());
        var known = six.qubitFigures(id).orElseThrow();
        qubits.set(
                id,
                new ChipQubit.InService(
                        id,
                        id / 3,
                        id % 3,
                        new QubitFigures(
                                known.frequencyHz(),
                                1.2e-6,
                                1e-6,
                                1e-6,
                                known.gateFidelity(),
                                known.readZeroGivenZero(),
                                known.readOneGivenOne())));
        return new ChipSnapshot(
                six.chip(),
                six.version(),
                six.measuredAt(),
                six.source(),
                six.lattice(),
                six.durations(),
                six.limits(),
                qubits,
                six.couplers());
    }

    @Test
    void switched_on_a_chip_calibrates_itself_within_its_budget() {
        var chip = new Chip();
        var actor = start(chip, RULES);
        ask(actor, new CalibrationCommand.SwitchAutomatic(true));
        var finished = last(CalibrationEvent.Finished.class);
        var requested =
                journal.persistedInStorage(ID).stream()
                        .filter(CalibrationEvent.Requested.class::isInstance)
                        .map(CalibrationEvent.Requested.class::cast)
                        .findFirst()
                        .orElseThrow();
        assertThat(requested.by()).isEqualTo(CalibrationEvent.By.AUTOMATIC);
        assertThat(finished.chipSeconds()).isLessThan(requested.budgetSeconds().orElseThrow() + 20);
        if (ask(actor, new CalibrationCommand.Describe())
                instanceof CalibrationAnswer.Stands(var overview)) {
            assertThat(overview.automatic()).isTrue();
            assertThat(overview.chipSeconds().automatic()).isEqualTo(finished.chipSeconds());
            assertThat(overview.ages()).allMatch(age -> age.measured() == 6);
        }
    }
}
