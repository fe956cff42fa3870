package cloud.somersault.http.door;

import cloud.somersault.chip.ChipRefusedException;
import cloud.somersault.circuits.language.Diagnostic;
import cloud.somersault.http.json.Json;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.job.Jobs;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobProtocol.InspectReply;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.JobSpec.Through;
import cloud.somersault.job.model.JobView;
import cloud.somersault.job.model.Kept;
import cloud.somersault.job.model.Refusal;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * The jobs, as one door sees them: those that came through it. What the door must remember of a
 * submission is a note that lies in the job's own log, so a door keeps nothing itself and answers
 * alike after a restart, and on every node.
 */
public final class DoorJobs {
    private static final String ID_PATTERN = "[0-9a-z-]{1,64}";
    private static final long SEED_MAX = (1L << 53) - 1;
    private static final int NAME_CHARACTERS_MAX = 200;
    private static final int NO_ROOM_SECONDS = 10;
    private static final SecureRandom DICE = new SecureRandom();

    private final Jobs jobs;
    private final BooleanSupplier hasRoom;
    private final String door;

    /**
     * Those of one door.
     *
     * @param hasRoom whether new jobs can be kept
     */
    public DoorJobs(Jobs jobs, BooleanSupplier hasRoom, String door) {
        this.jobs = jobs;
        this.hasRoom = hasRoom;
        this.door = door;
    }

    /**
     * What a door submits.
     *
     * @param id of the new job; the same again with the same content is a harmless retry
     * @param tenant whose it is
     * @param note what the door wants to find again
     */
    public record Order(
            String id,
            String tenant,
            String name,
            String target,
            List<ProgramText> programs,
            long shots,
            long seed,
            JobSpec.Options options,
            JsonNode note) {
        public Order {
            programs = List.copyOf(programs);
        }
    }

    /**
     * A job that came through the door.
     *
     * @param note what the door wrote down when it was submitted
     */
    public record Found(
            JobView view,
            JobSpec spec,
            JsonNode note,
            Optional<JobEvent.Compiled> compiled,
            Optional<JobEvent.Completed> completed) {

        /** Whether nothing more will happen to it. */
        public boolean ended() {
            return view.endedAt().isPresent();
        }
    }

    /** 128 random bits, 32 lower-case hexadecimal digits. */
    public static String drawnId() {
        var bytes = new byte[16];
        DICE.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** For a job whose author gave none. */
    public static long drawnSeed() {
        return DICE.nextLong() & SEED_MAX;
    }

    /** The limits that every job is held to. */
    public JobLimits limits() {
        return jobs.limits();
    }

    /** Has it accepted, durably; fails with the problem that says why not. */
    public CompletionStage<JobView> submit(Order order) {
        if (!hasRoom.getAsBoolean()) {
            throw Problem.of(
                            ProblemCode.NOT_READY,
                            "The journal has too little room on its disk for new jobs.")
                    .retryAfter(NO_ROOM_SECONDS)
                    .toException();
        }
        return jobs.keep(order.note().toString())
                .thenCompose(note -> jobs.submit(order.id(), spec(order, note)))
                .exceptionallyCompose(DoorJobs::chipRefusal)
                .thenApply(submission ->
                        switch (submission) {
                            case Jobs.Submission.Accepted(var job) -> job;
                            case Jobs.Submission.Refused(var refusal) ->
                                    throw problem(refusal).toException();
                            case Jobs.Submission.Overloaded(var limit, int seconds) ->
                                    throw Problem.of(
                                                    ProblemCode.OVERLOADED,
                                                    "The queue is full (%s is %d); try again in %d s."
                                                            .formatted(
                                                                    limit.name(),
                                                                    limit.most(),
                                                                    seconds))
                                            .retryAfter(seconds)
                                            .toException();
                        });
    }

    private JobSpec spec(Order order, Kept note) {
        var name = order.name();
        return new JobSpec(
                name.substring(0, Math.min(name.length(), NAME_CHARACTERS_MAX)),
                order.tenant(),
                order.target(),
                order.programs(),
                order.shots(),
                order.seed(),
                JobSpec.PRIORITY_USUAL,
                order.options(),
                Optional.empty(),
                Optional.of(new Through(door, note)));
    }

    private static <T> CompletionStage<T> chipRefusal(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return CompletableFuture.failedStage(
                cause instanceof ChipRefusedException refused
                        ? Problem.of(ProblemCode.CHIP_NOT_FOUND, refused.refusal().message())
                                .toException()
                        : failure);
    }

    /** In one sentence or two, as most protocols have room for no more. */
    private static Problem problem(Refusal refusal) {
        var text =
                new StringBuilder(
                        refusal.diagnostics().isEmpty()
                                ? refusal.message()
                                : place(refusal, refusal.diagnostics().getFirst()));
        refusal.hint().ifPresent(hint -> text.append(' ').append(hint));
        return Problem.of(
                ProblemCode.byId(refusal.code()).orElse(ProblemCode.JOB_REFUSED), text.toString());
    }

    private static String place(Refusal refusal, Diagnostic first) {
        return "Program %d, line %d, column %d: %s In: %s."
                .formatted(
                        refusal.program().orElse(0),
                        first.line(),
                        first.column(),
                        first.message(),
                        first.sourceLine().strip());
    }

    /**
     * The job of this id; fails with a problem when none came through this door, or another's did.
     *
     * @param tenant who asks; empty where the protocol asks without saying who, and the id alone is
     *     the proof
     */
    public CompletionStage<Found> find(String id, Optional<String> tenant) {
        if (!id.matches(ID_PATTERN)) {
            throw notFound(id);
        }
        return jobs.inspect(id)
                .thenCompose(known ->
                        known.spec()
                                .filter(spec ->
                                        tenant.isEmpty() || spec.tenant().equals(tenant.get()))
                                .flatMap(JobSpec::through)
                                .filter(through -> through.door().equals(door))
                                .map(through ->
                                        jobs.load(through.note())
                                                .thenApply(note -> found(known, note)))
                                .orElseThrow(() -> notFound(id)));
    }

    private static Found found(InspectReply known, String note) {
        return new Found(
                known.job().orElseThrow(),
                known.spec().orElseThrow(),
                Json.readOwn(note),
                known.compiled(),
                known.completed());
    }

    /** The counts of a completed job. */
    public CompletionStage<JobResult> result(Found job) {
        return jobs.load(job.completed().orElseThrow().counts()).thenApply(JobResult::parse);
    }

    /** The text that is run for a circuit; what was submitted where the chip has no say. */
    public CompletionStage<String> compiled(Found job, int circuit) {
        return job.compiled()
                .flatMap(compiled -> compiled.circuits().get(circuit).program())
                .map(jobs::load)
                .orElseGet(() ->
                        CompletableFuture.completedFuture(
                                job.spec().programs().get(circuit).text()));
    }

    /** Takes it back; the job as it stands then, which may be that it had ended before. */
    public CompletionStage<JobView> cancel(Found job) {
        return jobs.cancel(job.view().id())
                .thenCompose(cancellation ->
                        switch (cancellation) {
                            case Jobs.Cancellation.Cancelled(var view) ->
                                    CompletableFuture.completedFuture(view);
                            case Jobs.Cancellation.Refused _ ->
                                    jobs.find(job.view().id())
                                            .thenApply(found -> found.orElse(job.view()));
                        });
    }

    /** How many jobs wait and run, of all tenants. */
    public CompletionStage<Integer> waiting() {
        return jobs.place("").thenApply(place -> place.depth());
    }

    private static RuntimeException notFound(String id) {
        return Problem.of(ProblemCode.JOB_NOT_FOUND, "There is no job " + shown(id) + ".")
                .toException();
    }

    private static String shown(String id) {
        return id.substring(0, Math.min(id.length(), 64));
    }
}
