package cloud.somersault.persistence.view;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipEvent;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.coupler.CouplerEvent;
import cloud.somersault.chip.coupler.CouplerFigures;
import cloud.somersault.chip.qubit.QubitEvent;
import cloud.somersault.chip.qubit.QubitFigures;
import cloud.somersault.persistence.journal.Encoded;
import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;

/**
 * A year in the life of a chip as its log would have it: every version measures some of the parts
 * anew, takes a few out and brings a few back, and each of these is an event of the part, before
 * the version is published. What a version knew is a function of its number, so a test can say what
 * must be found without asking the log.
 */
final class YearOfCalibrations {
    static final String CHIP = "wukong";
    static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private final int versions;
    private final ChipData data = ChipData.wukong();

    YearOfCalibrations(int versions) {
        this.versions = versions;
    }

    int versions() {
        return versions;
    }

    /** When a version was published, from 1 on: evenly over the year. */
    Instant publishedAt(long version) {
        return FIRST.plus(YEAR.multipliedBy(version - 1).dividedBy(versions));
    }

    /** What a version knew. */
    ChipSnapshot version(long version) {
        var first = data.snapshot(version);
        var qubits = first.qubits().stream().map(one -> qubit(one, version)).toList();
        return new ChipSnapshot(
                CHIP,
                version,
                publishedAt(version).minusSeconds(60),
                "measured for version " + version,
                first.lattice(),
                first.durations(),
                first.limits(),
                qubits,
                first.couplers().stream().map(one -> coupler(one, qubits, version)).toList());
    }

    /** Part number n is measured with every version of which the number leaves n modulo 4. */
    private static long measured(int part, long version) {
        return Math.max(0, version - Math.floorMod(version - part, 4));
    }

    private static SplittableRandom chance(int part, long version) {
        var random = new SplittableRandom(1_000_003L * part + version);
        random.nextLong();
        return random;
    }

    private static ChipQubit qubit(ChipQubit first, long version) {
        var random = chance(first.id(), measured(first.id(), version));
        return random.nextInt(50) == 0
                ? new ChipQubit.OutOfService(
                        first.id(), first.row(), first.column(), "fell below the threshold")
                : new ChipQubit.InService(
                        first.id(),
                        first.row(),
                        first.column(),
                        new QubitFigures(
                                4e9 + random.nextInt(1_000_000),
                                random.nextDouble(1e-5, 4e-5),
                                random.nextDouble(1e-6, 1e-5),
                                random.nextDouble(1e-6, 1e-5),
                                random.nextDouble(0.99, 1),
                                random.nextDouble(0.9, 1),
                                random.nextDouble(0.8, 1)));
    }

    private static ChipCoupler coupler(ChipCoupler first, List<ChipQubit> qubits, long version) {
        boolean both =
                qubits.get(first.first()).inService() && qubits.get(first.second()).inService();
        int part = 1000 + 72 * first.first() + first.second();
        var random = chance(part, measured(part, version));
        return both
                ? new ChipCoupler.InService(
                        first.first(),
                        first.second(),
                        new CouplerFigures(random.nextDouble(0.93, 0.99)))
                : new ChipCoupler.OutOfService(first.first(), first.second(), "its qubit is out");
    }

    /**
     * Appends the whole year to a log.
     *
     * @return how many events of qubits and couplers it has
     */
    long write(ActorSystem<?> system, EventLog log) {
        var writer = new Writer(system, log);
        Optional<ChipSnapshot> before = Optional.empty();
        for (long number = 1; number <= versions; number++) {
            var snapshot = version(number);
            var at = publishedAt(number);
            writer.add(
                    "Chip|" + CHIP,
                    new ChipEvent.CalibrationStarted(
                            CHIP,
                            number,
                            snapshot.source(),
                            snapshot.digest(),
                            at.minusSeconds(30)));
            parts(writer, before, snapshot, at.minusSeconds(30));
            writer.add(
                    "Chip|" + CHIP,
                    new ChipEvent.CalibrationPublished(
                            CHIP,
                            number,
                            snapshot.measuredAt(),
                            snapshot.source(),
                            snapshot.digest(),
                            snapshot,
                            at));
            before = Optional.of(snapshot);
        }
        writer.flush();
        return writer.ofParts;
    }

    private static void parts(
            Writer writer, Optional<ChipSnapshot> before, ChipSnapshot snapshot, Instant at) {
        for (var qubit : snapshot.qubits()) {
            boolean same =
                    before.filter(one -> one.qubits().get(qubit.id()).equals(qubit)).isPresent();
            if (!same) {
                writer.add(
                        "Qubit|" + CHIP + "-q" + qubit.id(),
                        switch (qubit) {
                            case ChipQubit.InService in ->
                                    new QubitEvent.Calibrated(
                                            CHIP, in.id(), in.figures(), snapshot.version(), at);
                            case ChipQubit.OutOfService out ->
                                    new QubitEvent.TakenOut(CHIP, out.id(), out.reason(), at);
                        });
            }
        }
        for (int place = 0; place < snapshot.couplers().size(); place++) {
            int index = place;
            var coupler = snapshot.couplers().get(place);
            boolean same =
                    before.filter(one -> one.couplers().get(index).equals(coupler)).isPresent();
            if (!same) {
                int first = coupler.first();
                int second = coupler.second();
                writer.add(
                        "Coupler|" + CHIP + "-c" + first + "-" + second,
                        switch (coupler) {
                            case ChipCoupler.InService in ->
                                    new CouplerEvent.Calibrated(
                                            CHIP,
                                            first,
                                            second,
                                            in.figures(),
                                            snapshot.version(),
                                            at);
                            case ChipCoupler.OutOfService out ->
                                    new CouplerEvent.TakenOut(
                                            CHIP, first, second, out.reason(), at);
                        });
            }
        }
    }

    /** Appends in the stored form of Pekko's serializers, some hundred events at a time. */
    private static final class Writer {
        private static final int EVENTS_AT_ONCE = 500;

        private final ActorSystem<?> system;
        private final EventLog log;
        private final Map<String, Long> last = new HashMap<>();
        private final List<NewEvent> waiting = new ArrayList<>();
        private long ofParts;

        Writer(ActorSystem<?> system, EventLog log) {
            this.system = system;
            this.log = log;
        }

        void add(String entity, Object event) {
            var serializer = SerializationExtension.get(system).findSerializerFor(event);
            waiting.add(
                    new NewEvent(
                            entity,
                            last.merge(entity, 1L, Long::sum),
                            FIRST,
                            "writer",
                            "",
                            new Encoded(
                                    serializer.identifier(),
                                    Serializers.manifestFor(serializer, event),
                                    serializer.toBinary(event)),
                            Optional.empty(),
                            List.of()));
            if (!entity.startsWith("Chip|")) {
                ofParts++;
            }
            if (waiting.size() == EVENTS_AT_ONCE) {
                flush();
            }
        }

        void flush() {
            log.append(List.copyOf(waiting)).toCompletableFuture().join();
            waiting.clear();
        }
    }
}
