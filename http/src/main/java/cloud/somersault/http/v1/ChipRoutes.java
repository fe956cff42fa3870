package cloud.somersault.http.v1;

import cloud.somersault.chip.ChipRefusedException;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Chips;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The chips: what they are, and what the current calibration knows of their parts. */
public final class ChipRoutes {
    private final Chips chips;
    private final JobLimits limits;

    public ChipRoutes(Chips chips, JobLimits limits) {
        this.chips = chips;
        this.limits = limits;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/chips", "listChips", this::list),
                Endpoint.get("/v1/chips/{chip}", "getChip", this::one),
                Endpoint.get("/v1/chips/{chip}/qubits/{qubit}", "getQubit", this::qubit),
                Endpoint.get("/v1/chips/{chip}/couplers/{coupler}", "getCoupler", this::coupler),
                Endpoint.get("/v1/targets", "listTargets", this::targets));
    }

    private CompletionStage<HttpResponse> list(Call call) {
        return all(chips)
                .thenApply(snapshots ->
                        Replies.ok(
                                new ChipDocuments.ChipList(
                                        snapshots.stream().map(ChipDocuments.Chip::of).toList())));
    }

    private CompletionStage<HttpResponse> one(Call call) {
        return answer(
                chips.current(call.path("chip")),
                snapshot -> Replies.ok(ChipDocuments.Chip.of(snapshot)));
    }

    private CompletionStage<HttpResponse> qubit(Call call) {
        int id = (int) call.pathWhole("qubit", 0, Integer.MAX_VALUE);
        return answer(
                chips.current(call.path("chip")),
                snapshot -> {
                    if (id >= snapshot.qubits().size()) {
                        throw Problem.of(
                                        ProblemCode.QUBIT_NOT_FOUND,
                                        "The chip has the qubits 0 to "
                                                + (snapshot.qubits().size() - 1)
                                                + ".")
                                .toException();
                    }
                    return Replies.ok(ChipDocuments.QubitReport.of(snapshot, id));
                });
    }

    private CompletionStage<HttpResponse> coupler(Call call) {
        var pair = pair(call);
        return answer(
                chips.current(call.path("chip")),
                snapshot ->
                        snapshot.coupler(pair.first(), pair.second())
                                .map(found ->
                                        Replies.ok(ChipDocuments.CouplerReport.of(snapshot, found)))
                                .orElseThrow(() ->
                                        Problem.of(
                                                        ProblemCode.COUPLER_NOT_FOUND,
                                                        "The qubits "
                                                                + pair.first()
                                                                + " and "
                                                                + pair.second()
                                                                + " have no coupler.")
                                                .toException()));
    }

    /** Two qubits, the one with the smaller number first. */
    record Pair(int first, int second) {}

    /** The qubits in the name of a coupler, which may be written in either order. */
    static Pair pair(Call call) {
        var name = call.path("coupler");
        if (!name.matches("[0-9]{1,6}-[0-9]{1,6}")) {
            throw Problem.of(
                            ProblemCode.WRONG_PARAMETER,
                            "A coupler is named by its two qubits, like 4-5.")
                    .toException();
        }
        int dash = name.indexOf('-');
        int a = Integer.parseInt(name.substring(0, dash));
        int b = Integer.parseInt(name.substring(dash + 1));
        return new Pair(Math.min(a, b), Math.max(a, b));
    }

    private CompletionStage<HttpResponse> targets(Call call) {
        return all(chips)
                .thenApply(snapshots -> {
                    var targets = new ArrayList<ChipDocuments.Target>();
                    targets.add(ChipDocuments.Target.ideal(JobSpec.IDEAL, limits.shotsMaxIdeal()));
                    snapshots.forEach(one -> targets.add(ChipDocuments.Target.chip(one)));
                    return Replies.ok(new ChipDocuments.TargetList(targets));
                });
    }

    /** The current calibration of every chip. */
    static CompletionStage<List<ChipSnapshot>> all(Chips chips) {
        var asked =
                chips.names().stream()
                        .map(chip -> chips.current(chip).toCompletableFuture())
                        .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(_ -> asked.stream().map(CompletableFuture::join).toList());
    }

    private static CompletionStage<HttpResponse> answer(
            CompletionStage<ChipSnapshot> asked, Function<ChipSnapshot, HttpResponse> reply) {
        return refusalsAsProblems(asked).thenApply(reply);
    }

    /** A chip's refusal becomes the problem that tells of it. */
    static <T> CompletionStage<T> refusalsAsProblems(CompletionStage<T> asked) {
        return asked.exceptionallyCompose(failure -> {
            var cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return CompletableFuture.failedStage(
                    cause instanceof ChipRefusedException refused
                            ? Refusals.problem(refused.refusal()).toException()
                            : failure);
        });
    }
}
