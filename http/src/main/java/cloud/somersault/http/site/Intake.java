package cloud.somersault.http.site;

import static java.util.concurrent.CompletableFuture.failedStage;

import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.persistence.archive.Breaker;
import cloud.somersault.persistence.archive.Breaker.State;
import cloud.somersault.persistence.archive.GuardedArchive;
import cloud.somersault.persistence.archive.GuardedArchive.Kept;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpMethods;

/**
 * Turns away at the door, before anything of it is read, what could not be kept: new work when a
 * part of the database is gone or the disk has too little room, any change when the journal is
 * gone. Nothing that is turned away here was stored, and whoever comes waits for nothing.
 */
public final class Intake {
    private static final int NO_ROOM_SECONDS = 10;

    /** Operations that store nothing. */
    private static final Set<String> PASSING =
            Set.of(
                    "compileProgram",
                    "convertProgram",
                    "drawProgram",
                    "completeWithTuning",
                    "evaluateTuning",
                    "replayJob");

    /**
     * Operations that write a little about what is there already; for these there is always some
     * room. Every other one that is not a GET brings new work.
     */
    private static final Set<String> CHANGES =
            Set.of(
                    "cancelJob",
                    "pauseTuning",
                    "resumeTuning",
                    "cancelTuning",
                    "cancelCalibration",
                    "closeSession");

    private static final List<Kept> NEW_WORK_NEEDS = List.of(Kept.JOURNAL, Kept.RESULTS);
    private static final List<Kept> CHANGES_NEED = List.of(Kept.JOURNAL);

    private final GuardedArchive archive;

    public Intake(GuardedArchive archive) {
        this.archive = archive;
    }

    /** The same endpoints, behind it. */
    public List<Endpoint> over(List<Endpoint> endpoints) {
        return endpoints.stream().map(this::over).toList();
    }

    /**
     * For doors that answer in other words: whether there is room for new work.
     *
     * @throws cloud.somersault.http.problem.ProblemException when a part of the database is gone
     */
    public boolean hasRoom() {
        gone(NEW_WORK_NEEDS)
                .ifPresent(problem -> {
                    throw problem.toException();
                });
        return archive.hasRoom();
    }

    private Endpoint over(Endpoint endpoint) {
        if (endpoint.method().equals(HttpMethods.GET) || PASSING.contains(endpoint.operationId())) {
            return endpoint;
        }
        boolean newWork = !CHANGES.contains(endpoint.operationId());
        return endpoint.handledBy(call -> {
            var refused = problem(newWork);
            return refused.isPresent()
                    ? failedStage(refused.get().toException())
                    : endpoint.handler().handle(call);
        });
    }

    private Optional<Problem> problem(boolean newWork) {
        var gone = gone(newWork ? NEW_WORK_NEEDS : CHANGES_NEED);
        return gone.isEmpty() && newWork && !archive.hasRoom()
                ? Optional.of(
                        Problem.of(
                                        ProblemCode.NOT_READY,
                                        "The journal has too little room on its disk for new work."
                                                + " Nothing was stored; what was accepted before"
                                                + " goes on.")
                                .retryAfter(NO_ROOM_SECONDS))
                : gone;
    }

    private Optional<Problem> gone(List<Kept> parts) {
        for (var part : parts) {
            if (archive.state(part) instanceof State.Open open) {
                return Optional.of(
                        Problem.of(
                                        ProblemCode.DATABASE_UNAVAILABLE,
                                        "The "
                                                + part.word()
                                                + " can't be reached. Nothing was stored; what was"
                                                + " accepted before goes on when it can.")
                                .retryAfter(Breaker.retryAfterSeconds(open)));
            }
        }
        return Optional.empty();
    }
}
