package cloud.somersault.circuits.language;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong so far, at most 20 things, each place and code once. */
final class Problems {
    private static final int MAX = 20;

    private final Source source;
    private final List<Found> errors = new ArrayList<>();
    private int seen;

    Problems(Source source) {
        this.source = source;
    }

    /** With its place in the text, as long as that can be shown. */
    private record Found(ProgramError error, Diagnostic diagnostic) {}

    /** Keeps the error; throws it on when nothing more should be read. */
    void report(ProgramError error) {
        seen++;
        boolean known =
                errors.stream()
                        .map(Found::error)
                        .anyMatch(e -> e.at() == error.at() && e.code().equals(error.code()));
        if (!error.isConsequence() && !known && errors.size() < MAX) {
            errors.add(new Found(error, source.diagnostic(error)));
        }
        if (error.fatal() || errors.size() >= MAX) {
            throw new Stop();
        }
    }

    /** How many errors came in, those included that were not worth keeping. */
    int seen() {
        return seen;
    }

    boolean any() {
        return !errors.isEmpty();
    }

    Diagnostic diagnostic(ProgramError error) {
        return source.diagnostic(error);
    }

    List<Diagnostic> diagnostics() {
        return errors.stream()
                .sorted(java.util.Comparator.comparingInt(found -> found.error().at()))
                .map(Found::diagnostic)
                .toList();
    }

    /** Thrown when reading has to end; what was wrong is in the list. */
    static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stop() {
            super("reading stopped", null, false, false);
        }
    }
}
