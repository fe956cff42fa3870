package cloud.somersault.http.v1;

import cloud.somersault.chip.ChipDurations;
import cloud.somersault.job.model.ChipShare;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobView;
import cloud.somersault.job.model.TruncationError;
import cloud.somersault.job.placement.DeskProtocol.Board;
import cloud.somersault.job.prepare.ChipTime;
import cloud.somersault.job.queue.SchedulerProtocol.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the answers about jobs look like. */
final class JobDocuments {
    private JobDocuments() {}

    record Job(
            String id,
            String name,
            String tenant,
            String target,
            String phase,
            long shots,
            long seed,
            int programs,
            int priority,
            Instant submittedAt,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<QueuePlace> queue,
            Progress progress,
            Optional<Long> calibrationVersion,
            Optional<String> resultDigest,
            Optional<Failure> failure,
            Optional<OnChip> chip) {

        static Job of(JobView view) {
            return of(view, Optional.empty());
        }

        static Job of(JobView view, Place place) {
            return of(
                    view,
                    place.position()
                            .map(position ->
                                    new QueuePlace(
                                            position,
                                            place.depth(),
                                            place.startsInSeconds(),
                                            Optional.empty())));
        }

        /** The same of a job that waits for a chip, with what it is expected to take of it. */
        static Job of(JobView view, Place place, Board board, ChipDurations chip) {
            double seconds = ChipTime.expectedSeconds(chip, view.programs(), view.shots());
            return of(
                    view,
                    place.position().map(position -> QueuePlace.of(position, place, board, chip)),
                    Optional.of(new OnChip(seconds, Optional.empty())));
        }

        private static Job of(JobView view, Optional<QueuePlace> queue) {
            return of(view, queue, view.chip().map(OnChip::of));
        }

        private static Job of(JobView view, Optional<QueuePlace> queue, Optional<OnChip> chip) {
            return new Job(
                    view.id(),
                    view.name(),
                    view.tenant(),
                    view.target(),
                    view.phase(),
                    view.shots(),
                    view.seed(),
                    view.programs(),
                    view.priority(),
                    view.submittedAt(),
                    view.startedAt(),
                    view.endedAt(),
                    queue,
                    new Progress(view.shards(), view.shardsCompleted()),
                    view.calibrationVersion(),
                    view.resultDigest(),
                    view.failure().map(failure -> new Failure(failure.code(), failure.message())),
                    chip);
        }
    }

    record QueuePlace(
            int position,
            int depth,
            Optional<Double> startsInSeconds,
            Optional<Double> chipSecondsAhead) {
        /**
         * Of what waits for the chip as much goes before it as of the queue. A chip that is kept
         * for the time of its rounds has no place for it sooner.
         */
        static QueuePlace of(int position, Place place, Board board, ChipDurations chip) {
            double share = (position - 1.0) / Math.max(1, place.depth());
            double ahead = share * board.waitingShots() * chip.shotPeriodSeconds();
            return new QueuePlace(
                    position,
                    place.depth(),
                    place.startsInSeconds().map(seconds -> Math.max(seconds, board.pace() * ahead)),
                    Optional.of(ahead));
        }
    }

    record Progress(int shards, int shardsCompleted) {}

    record OnChip(double seconds, Optional<Placement> placement) {
        static OnChip of(ChipShare share) {
            return new OnChip(share.chipSeconds(), Optional.of(Placement.of(share)));
        }
    }

    record Placement(
            String round,
            boolean exclusive,
            int neighbours,
            List<List<Integer>> lanes,
            double roundSeconds,
            double chargedSeconds,
            double successAlone,
            double successPlaced,
            double fidelityCost) {
        static Placement of(ChipShare share) {
            return new Placement(
                    share.round(),
                    share.exclusive(),
                    share.neighbours(),
                    share.lanes(),
                    share.roundSeconds(),
                    share.chargedSeconds(),
                    share.successAlone(),
                    share.successPlaced(),
                    share.fidelityCost());
        }
    }

    record Failure(String code, String message) {}

    record JobList(List<Job> jobs, Optional<String> next) {}

    record Program(String language, String source, Optional<String> compiled) {}

    record Result(
            String jobId,
            String digest,
            Optional<Long> calibrationVersion,
            List<CircuitResult> results) {

        static Result of(
                JobView job,
                JobEvent.Compiled compiled,
                JobResult counts,
                JobEvent.Completed completed) {
            var results = new ArrayList<CircuitResult>();
            for (var circuit : compiled.circuits()) {
                int index = results.size();
                var counted = counts.circuits().get(index);
                results.add(
                        new CircuitResult(
                                index,
                                job.shots(),
                                counted.bits(),
                                counted.byBitstring(),
                                circuit.registers().stream().map(Register::of).toList(),
                                circuit.engine(),
                                circuit.engineVersion(),
                                circuit.engineReason(),
                                circuit.approximation(),
                                onChip(compiled, circuit.initialLayout()),
                                onChip(compiled, circuit.finalLayout()),
                                onChip(compiled, circuit.durationSeconds()),
                                onChip(compiled, circuit.estimatedSuccess()),
                                TruncationError.of(completed.truncationErrors(), index),
                                counted.digest()));
            }
            return new Result(
                    job.id(), completed.resultDigest(), job.calibrationVersion(), results);
        }

        private static <T> Optional<T> onChip(JobEvent.Compiled compiled, T value) {
            return compiled.calibration().map(_ -> value);
        }
    }

    record CircuitResult(
            int circuit,
            long shots,
            int bits,
            Map<String, Long> counts,
            List<Register> registers,
            String engine,
            String engineVersion,
            Optional<String> engineReason,
            Optional<String> approximation,
            Optional<List<Integer>> initialLayout,
            Optional<List<Integer>> finalLayout,
            Optional<Double> durationSeconds,
            Optional<Double> estimatedSuccess,
            OptionalDouble truncationError,
            String digest) {}

    record Register(String name, int offset, int size) {
        static Register of(JobEvent.RegisterOfBits register) {
            return new Register(register.name(), register.offset(), register.size());
        }
    }

    record Limits(
            long bodyBytesMax,
            int programsMax,
            long shotsMaxIdeal,
            long shotsMaxChip,
            int shardsMax,
            double timeLimitSecondsMax,
            int programCharactersMax,
            int qubitsMax,
            int bitsMax,
            int operationsMax,
            int nestingMax,
            long engineMemoryBytesMax,
            double dryRunSecondsMax,
            Optional<KeyDocuments.Limits> key) {
        static Limits of(
                long bodyBytesMax,
                long shotsMaxChip,
                Duration compilationMax,
                JobLimits limits,
                Optional<KeyDocuments.Limits> key) {
            var read = limits.read();
            return new Limits(
                    bodyBytesMax,
                    limits.programsMax(),
                    limits.shotsMaxIdeal(),
                    shotsMaxChip,
                    limits.shardsMax(),
                    limits.timeLimitSecondsMax(),
                    read.charactersMax(),
                    read.qubitsMax(),
                    read.bitsMax(),
                    read.operationsMax(),
                    read.nestingMax(),
                    limits.engine().memoryBytesMax(),
                    compilationMax.toMillis() / 1e3,
                    key);
        }
    }
}
