package cloud.somersault.http.v1;

import cloud.somersault.chip.Chips;
import cloud.somersault.http.lock.Caller;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.job.Jobs;
import cloud.somersault.job.model.ChipStanding;
import cloud.somersault.job.placement.DeskProtocol.Board;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Who is on a chip now, and where. */
public final class PlacementRoutes {
    private final Chips chips;
    private final Jobs jobs;

    public PlacementRoutes(Chips chips, Jobs jobs) {
        this.chips = chips;
        this.jobs = jobs;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/chips/{chip}/placements", "listPlacements", this::placements));
    }

    private CompletionStage<HttpResponse> placements(Call call) {
        return ChipRoutes.refusalsAsProblems(chips.current(call.path("chip")))
                .thenCompose(chip -> jobs.board(chip.chip()))
                .thenApply(board -> Replies.ok(Placements.of(board, call.caller())));
    }

    record Placements(String chip, int separation, int waiting, List<Placement> jobs, Total total) {
        static Placements of(Board board, Caller caller) {
            var total = board.total();
            return new Placements(
                    board.chip(),
                    board.separation(),
                    board.waiting(),
                    board.standings().stream().map(one -> Placement.of(one, caller)).toList(),
                    new Total(
                            total.jobs(),
                            total.sideBySide(),
                            total.chipSeconds(),
                            total.roundSeconds()));
        }
    }

    record Placement(
            Optional<String> jobId,
            Optional<String> tenant,
            String round,
            boolean exclusive,
            int neighbours,
            List<List<Integer>> lanes,
            double chipSeconds,
            double roundSeconds,
            double chargedSeconds,
            Instant since) {
        /** Whose it is, is told to those who may see it. */
        static Placement of(ChipStanding standing, Caller caller) {
            boolean seen = caller.sees(standing.tenant());
            return new Placement(
                    seen ? Optional.of(standing.jobId()) : Optional.empty(),
                    seen ? Optional.of(standing.tenant()) : Optional.empty(),
                    standing.round(),
                    standing.exclusive(),
                    standing.neighbours(),
                    standing.lanes(),
                    standing.chipSeconds(),
                    standing.roundSeconds(),
                    standing.chargedSeconds(),
                    standing.since());
        }
    }

    record Total(int jobs, int sideBySide, double chipSeconds, double roundSeconds) {}
}
