package cloud.somersault.http.v1;

import static java.util.concurrent.CompletableFuture.completedStage;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Chips;
import cloud.somersault.chip.readout.BitReadout;
import cloud.somersault.chip.readout.ReadoutCorrection;
import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.circuits.language.Reading;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.job.Jobs;
import cloud.somersault.job.model.JobProtocol.InspectReply;
import cloud.somersault.job.model.JobResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Counts of a chip without the readout errors that its calibration knows of. */
public final class CorrectionRoutes {
    private static final String METHOD = "matrix-free-measurement-mitigation";

    private final Jobs jobs;
    private final Chips chips;
    private final Workbench bench;

    /** The route; it computes on this bench. */
    public CorrectionRoutes(Jobs jobs, Chips chips, Workbench bench) {
        this.jobs = jobs;
        this.chips = chips;
        this.bench = bench;
    }

    /** The row of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/jobs/{id}/corrected?circuit", "getCorrected", this::corrected));
    }

    private CompletionStage<HttpResponse> corrected(Call call) {
        long circuit = call.queryWhole("circuit", 0, Integer.MAX_VALUE).orElse(0);
        return jobs.inspect(JobRoutes.id(call))
                .thenCompose(known -> corrected(call, known, circuit));
    }

    private CompletionStage<HttpResponse> corrected(Call call, InspectReply known, long circuit) {
        var job = known.job().orElseThrow(() -> JobRoutes.notFound(call));
        var completed = known.completed().orElseThrow(() -> JobRoutes.noResult(job).toException());
        var compiled = known.compiled().orElseThrow();
        var calibration =
                compiled.calibration()
                        .orElseThrow(
                                Problem.of(
                                                ProblemCode.NO_CALIBRATION,
                                                "The job ran on the ideal target, whose readout"
                                                        + " makes no errors.")
                                        ::toException);
        if (circuit >= compiled.circuits().size()) {
            throw Problem.of(
                            ProblemCode.CIRCUIT_NOT_FOUND,
                            "The job has the circuits 0 to "
                                    + (compiled.circuits().size() - 1)
                                    + ".")
                    .toException();
        }
        var text =
                compiled.circuits()
                        .get((int) circuit)
                        .program()
                        .<CompletionStage<String>>map(jobs::load)
                        .orElseGet(() -> completedStage(""));
        var version =
                ChipRoutes.refusalsAsProblems(
                        chips.version(calibration.chip(), calibration.version()));
        return jobs.load(completed.counts())
                .thenCombine(text, Counted::new)
                .thenCombine(version, (counted, chip) -> new Work(counted, chip))
                .thenCompose(work ->
                        bench.work(() ->
                                Replies.ok(
                                        correct(
                                                job.id(),
                                                (int) circuit,
                                                JobResult.parse(work.counted().counts())
                                                        .circuits()
                                                        .get((int) circuit),
                                                work.counted().program(),
                                                work.chip()))));
    }

    private static Corrected correct(
            String id, int circuit, Counts counts, String program, ChipSnapshot chip) {
        var bits = bits(program, counts.bits(), chip);
        var probabilities = bits.flatMap(read -> ReadoutCorrection.correct(counts, read));
        var reason =
                bits.isEmpty()
                        ? Optional.of(
                                "What it measures depends on what it measured before, or a bit is"
                                        + " measured more than once.")
                        : probabilities.isEmpty()
                                ? Optional.of(
                                        "It has more than "
                                                + ReadoutCorrection.OUTCOMES_MAX
                                                + " different outcomes, or a readout that tells"
                                                + " nothing.")
                                : Optional.<String>empty();
        return new Corrected(id, circuit, chip.version(), METHOD, probabilities, reason);
    }

    /** How each bit is read; empty when that is no simple question. */
    private static Optional<List<BitReadout>> bits(String program, int bits, ChipSnapshot chip) {
        return switch (Programs.read(program, Language.OPENQASM_3, ReadLimits.DEFAULT, Map.of())) {
            case Reading.Accepted(var read) -> bits(read.circuit(), bits, chip);
            case Reading.Refused _ -> Optional.empty();
        };
    }

    private static Optional<List<BitReadout>> bits(Circuit circuit, int bits, ChipSnapshot chip) {
        var readouts = new ArrayList<>(Collections.nCopies(bits, Optional.<BitReadout>empty()));
        for (var operation : circuit.operations()) {
            switch (operation) {
                case Operation.Measure(int qubit, int bit) -> {
                    if (readouts.get(bit).isPresent()) {
                        return Optional.empty();
                    }
                    readouts.set(bit, readout(chip, qubit));
                }
                case Operation.If _, Operation.While _, Operation.Assign _ -> {
                    return Optional.empty();
                }
                case Operation.Apply _,
                        Operation.Controlled _,
                        Operation.Reset _,
                        Operation.Barrier _,
                        Operation.Delay _ -> {}
            }
        }
        return Optional.of(
                readouts.stream().map(readout -> readout.orElse(BitReadout.PERFECT)).toList());
    }

    private static Optional<BitReadout> readout(ChipSnapshot chip, int qubit) {
        return chip.qubits().stream()
                .filter(one -> one.id() == qubit)
                .findFirst()
                .flatMap(one -> one.known())
                .map(figures ->
                        new BitReadout(figures.readZeroGivenZero(), figures.readOneGivenOne()));
    }

    private record Counted(String counts, String program) {}

    private record Work(Counted counted, ChipSnapshot chip) {}

    record Corrected(
            String jobId,
            int circuit,
            long calibrationVersion,
            String method,
            Optional<SortedMap<String, Double>> probabilities,
            Optional<String> reason) {}
}
