package cloud.somersault.http.v1;

import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobView;
import cloud.somersault.job.model.TruncationError;
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
            Optional<Failure> failure) {

        static Job of(JobView view) {
            return of(view, Optional.empty());
        }

        static Job of(JobView view, Place place) {
            return of(
                    view,
                    place.position()
                            .map(position ->
                                    new QueuePlace(
                                            position, place.depth(), place.startsInSeconds())));
        }

        private static Job of(JobView view, Optional<QueuePlace> queue) {
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
                    view.failure().map(failure -> new Failure(failure.code(), failure.message())));
        }
    }

    record QueuePlace(int position, int depth, Optional<Double> startsInSeconds) {}

    record Progress(int shards, int shardsCompleted) {}

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
