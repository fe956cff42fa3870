package cloud.somersault.http.v1;

import cloud.somersault.chip.Chips;
import cloud.somersault.chip.calibration.Assignment.Scope;
import cloud.somersault.chip.calibration.Node;
import cloud.somersault.chip.calibration.Part;
import cloud.somersault.chip.calibration.run.CalibrationActor;
import cloud.somersault.chip.calibration.run.CalibrationAnswer;
import cloud.somersault.chip.calibration.run.CalibrationCommand;
import cloud.somersault.chip.calibration.run.CalibrationOverview;
import cloud.somersault.chip.calibration.run.CalibrationView;
import cloud.somersault.chip.calibration.run.Calibrations;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.request.Fields;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.view.JobList;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Sink;

/** Calibrations by experiments: begun, followed, given up, left to the chip itself. */
public final class CalibrationRunRoutes {
    private static final String RUNS = "/v1/chips/{chip}/calibration-runs";
    private static final Set<String> REQUEST = Set.of("scope", "qubits", "couplers", "nodes");
    private static final int PARTS_MAX = 10_000;
    private static final List<String> SCOPES =
            Arrays.stream(Scope.values()).map(Scope::id).toList();
    private static final List<String> NODES = Arrays.stream(Node.values()).map(Node::id).toList();

    private final Chips chips;
    private final Calibrations calibrations;
    private final JobList jobs;
    private final StoredEvents journal;
    private final ActorSystem<?> system;

    public CalibrationRunRoutes(
            Chips chips,
            Calibrations calibrations,
            JobList jobs,
            StoredEvents journal,
            ActorSystem<?> system) {
        this.chips = chips;
        this.calibrations = calibrations;
        this.jobs = jobs;
        this.journal = journal;
        this.system = system;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(RUNS, "listCalibrationRuns", this::list),
                Endpoint.post(RUNS, "startCalibration", this::start),
                Endpoint.get(RUNS + "/{number}", "getCalibrationRun", this::one),
                Endpoint.post(RUNS + "/{number}/cancel", "cancelCalibration", this::cancel),
                Endpoint.get(
                        "/v1/chips/{chip}/automatic-calibration",
                        "getAutomaticCalibration",
                        this::automatic),
                Endpoint.post(
                        "/v1/chips/{chip}/automatic-calibration",
                        "switchAutomaticCalibration",
                        this::switchAutomatic),
                Endpoint.get("/v1/chips/{chip}/metrics", "getChipMetrics", this::metrics));
    }

    private CompletionStage<HttpResponse> list(Call call) {
        return overview(call, new CalibrationCommand.Describe())
                .thenApply(stands ->
                        Replies.ok(
                                new CalibrationRunDocuments.Runs(
                                        stands.chip(), stands.calibrations())));
    }

    private CompletionStage<HttpResponse> start(Call call) {
        return call.json()
                .thenCompose(body -> overview(call, request(body)))
                .thenApply(stands -> {
                    var begun = stands.calibrations().getFirst();
                    return Replies.accepted(
                            begun,
                            "/v1/chips/%s/calibration-runs/%d"
                                    .formatted(stands.chip(), begun.number()));
                });
    }

    private static CalibrationCommand request(JsonNode body) {
        var fields = Fields.of(body, "", REQUEST);
        var scope =
                fields.optionalWord("scope", SCOPES)
                        .map(word -> Scope.values()[SCOPES.indexOf(word)])
                        .orElse(Scope.FULL);
        var parts = new ArrayList<Part>();
        fields.wholes("qubits", 0, PARTS_MAX).forEach(qubit -> parts.add(Part.qubit(qubit)));
        for (var element : fields.optionalArray("couplers", 0, PARTS_MAX).orElse(List.of())) {
            parts.add(coupler(element));
        }
        var nodes = new ArrayList<Node>();
        for (var element : fields.optionalArray("nodes", 0, NODES.size()).orElse(List.of())) {
            int index = NODES.indexOf(element.text());
            if (index < 0) {
                throw Fields.outOfRange(element.path(), String.join(", ", NODES));
            }
            nodes.add(Node.values()[index]);
        }
        return new CalibrationCommand.Calibrate(scope, parts, nodes);
    }

    private static Part coupler(Fields.Element element) {
        var name = element.text();
        if (!name.matches("[0-9]{1,6}-[0-9]{1,6}")) {
            throw Fields.outOfRange(element.path(), "the numbers of two qubits, like 4-5");
        }
        int dash = name.indexOf('-');
        int a = Integer.parseInt(name.substring(0, dash));
        int b = Integer.parseInt(name.substring(dash + 1));
        if (a == b) {
            throw Fields.outOfRange(element.path(), "two different qubits");
        }
        return Part.coupler(Math.min(a, b), Math.max(a, b));
    }

    private CompletionStage<HttpResponse> one(Call call) {
        long number = call.pathWhole("number", 1, Long.MAX_VALUE);
        return overview(call, new CalibrationCommand.Describe())
                .thenCompose(stands -> {
                    var run = find(stands, number);
                    return journal.currentStoredEventsOf(
                                    CalibrationActor.KEY.name() + "|" + stands.chip(),
                                    1,
                                    Long.MAX_VALUE)
                            .map(StoredJobEvents::entry)
                            .filter(entry ->
                                    entry.data().path("calibration").asLong() == number
                                            && !entry.event().equals("calibration-requested"))
                            .runWith(Sink.seq(), system)
                            .thenApply(events ->
                                    Replies.ok(new CalibrationRunDocuments.Run(run, events)));
                });
    }

    private static CalibrationView find(CalibrationOverview stands, long number) {
        return stands.calibrations().stream()
                .filter(view -> view.number() == number)
                .findFirst()
                .orElseThrow(() ->
                        Problem.of(
                                        ProblemCode.CALIBRATION_NOT_FOUND,
                                        "There is no calibration " + number + ".")
                                .toException());
    }

    private CompletionStage<HttpResponse> cancel(Call call) {
        long number = call.pathWhole("number", 1, Long.MAX_VALUE);
        return overview(call, new CalibrationCommand.Cancel(number))
                .thenApply(stands -> Replies.ok(find(stands, number)));
    }

    private CompletionStage<HttpResponse> automatic(Call call) {
        return overview(call, new CalibrationCommand.Describe())
                .thenApply(CalibrationRunRoutes::automatic);
    }

    private CompletionStage<HttpResponse> switchAutomatic(Call call) {
        return call.json()
                .thenCompose(body -> {
                    var fields = Fields.of(body, "", Set.of("enabled"));
                    boolean enabled =
                            fields.optionalFlag("enabled")
                                    .orElseThrow(() -> fields.missing("enabled"));
                    return overview(call, new CalibrationCommand.SwitchAutomatic(enabled));
                })
                .thenApply(CalibrationRunRoutes::automatic);
    }

    private static HttpResponse automatic(CalibrationOverview stands) {
        return Replies.ok(new CalibrationRunDocuments.Automatic(stands.chip(), stands.automatic()));
    }

    private CompletionStage<HttpResponse> metrics(Call call) {
        var chip = call.path("chip");
        return overview(call, new CalibrationCommand.Describe())
                .thenCompose(stands ->
                        ChipRoutes.refusalsAsProblems(chips.now(chip))
                                .thenCombine(
                                        jobs.chipTime(chip),
                                        (now, time) ->
                                                Replies.ok(ChipMetrics.of(stands, now, time))));
    }

    private CompletionStage<CalibrationOverview> overview(Call call, CalibrationCommand command) {
        return ChipRoutes.refusalsAsProblems(calibrations.ask(call.path("chip"), command))
                .thenApply(answer ->
                        switch (answer) {
                            case CalibrationAnswer.Stands(var stands) -> stands;
                            case CalibrationAnswer.Refused(var refusal) ->
                                    throw Refusals.problem(refusal).toException();
                        });
    }
}
