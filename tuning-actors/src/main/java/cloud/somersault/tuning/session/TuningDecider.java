package cloud.somersault.tuning.session;

import static cloud.somersault.tuning.session.TuningDecision.happened;

import java.util.ArrayList;

/** The rules of a session's life. Pure: state and command in, decision out. */
public final class TuningDecider {

    private TuningDecider() {}

    /** What a command does to a session. */
    public static TuningDecision decide(Tuning tuning, TuningCommand command) {
        return switch (command) {
            case TuningCommand.Create create -> create(tuning, create);
            case TuningCommand.Open open -> open(tuning, open);
            case TuningCommand.TakeStep step -> takeStep(tuning, step.taken());
            case TuningCommand.Pause pause -> pause(tuning, pause);
            case TuningCommand.Resume resume -> resume(tuning, resume);
            case TuningCommand.Cancel cancel -> cancel(tuning, cancel);
        };
    }

    private static TuningDecision create(Tuning tuning, TuningCommand.Create create) {
        var digest = create.spec().digest();
        return switch (tuning) {
            case Tuning.Unknown _ ->
                    happened(
                            new TuningEvent.Created(
                                    create.tuningId(),
                                    create.spec(),
                                    digest,
                                    create.origin(),
                                    create.at()));
            case Tuning.Known known
                    when known.created().specDigest().equals(digest)
                            && known.created().origin().equals(create.origin()) ->
                    new TuningDecision.Unchanged();
            case Tuning.Known _ ->
                    refused(
                            "idempotency-key-reused",
                            "This Idempotency-Key came before with another request.",
                            "Use a new key for a new session.");
        };
    }

    private static TuningDecision open(Tuning tuning, TuningCommand.Open open) {
        return switch (tuning) {
            case Tuning.Running(_, var opened, _) when opened.isEmpty() -> opened(open);
            case Tuning.Paused(_, var opened, _, _) when opened.isEmpty() -> opened(open);
            case Tuning.Unknown _ -> notFound();
            case Tuning.Known _ -> new TuningDecision.Unchanged();
        };
    }

    private static TuningDecision opened(TuningCommand.Open open) {
        var facts = open.facts();
        return happened(
                new TuningEvent.Opened(
                        facts.parameters(),
                        facts.modelParameters(),
                        facts.examples(),
                        facts.validationExamples(),
                        open.at()));
    }

    private static TuningDecision takeStep(Tuning tuning, TuningEvent.StepTaken taken) {
        return switch (tuning) {
            case Tuning.Running running -> steps(running, taken);
            case Tuning.Paused paused -> steps(paused, taken);
            case Tuning.Unknown _ -> notFound();
            case Tuning.Completed _, Tuning.Cancelled _ -> new TuningDecision.Unchanged();
        };
    }

    private static TuningDecision steps(Tuning.Known tuning, TuningEvent.StepTaken taken) {
        if (taken.step() != tuning.progress().step() + 1) {
            return new TuningDecision.Unchanged();
        }
        var events = new ArrayList<TuningEvent>();
        events.add(taken);
        if (taken.step() >= tuning.created().spec().training().steps()) {
            events.add(new TuningEvent.Completed(taken.at()));
        }
        return new TuningDecision.Happened(events);
    }

    private static TuningDecision pause(Tuning tuning, TuningCommand.Pause pause) {
        return switch (tuning) {
            case Tuning.Running _ ->
                    happened(new TuningEvent.Paused(pause.code(), pause.message(), pause.at()));
            case Tuning.Paused _ -> new TuningDecision.Unchanged();
            case Tuning.Completed _, Tuning.Cancelled _ -> ended(tuning);
            case Tuning.Unknown _ -> notFound();
        };
    }

    private static TuningDecision resume(Tuning tuning, TuningCommand.Resume resume) {
        return switch (tuning) {
            case Tuning.Paused _ -> happened(new TuningEvent.Resumed(resume.at()));
            case Tuning.Running _ -> new TuningDecision.Unchanged();
            case Tuning.Completed _, Tuning.Cancelled _ -> ended(tuning);
            case Tuning.Unknown _ -> notFound();
        };
    }

    private static TuningDecision cancel(Tuning tuning, TuningCommand.Cancel cancel) {
        return switch (tuning) {
            case Tuning.Running _, Tuning.Paused _ ->
                    happened(new TuningEvent.Cancelled(cancel.at()));
            case Tuning.Cancelled _ -> new TuningDecision.Unchanged();
            case Tuning.Completed _ -> ended(tuning);
            case Tuning.Unknown _ -> notFound();
        };
    }

    private static TuningDecision ended(Tuning tuning) {
        return refused(
                "tuning-already-ended",
                "The session has " + tuning.phase() + ".",
                "Fork it from one of its checkpoints to go on.");
    }

    private static TuningDecision notFound() {
        return refused(
                "tuning-not-found",
                "There is no session of this id.",
                "List the sessions with GET /v1/tunings.");
    }

    private static TuningDecision refused(String code, String message, String hint) {
        return new TuningDecision.Refused(new TuningRefusal(code, message, hint));
    }
}
