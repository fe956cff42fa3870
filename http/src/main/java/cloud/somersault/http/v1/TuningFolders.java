package cloud.somersault.http.v1;

import cloud.somersault.http.lock.Caller;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.tuning.session.TuningSpec;
import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * From which folders of the server's machine users' sessions may read. Who runs the cloud may name
 * any file; a stranger must not read whatever the server can.
 *
 * @param allowed absolute, links followed
 */
record TuningFolders(List<Path> allowed) {

    TuningFolders {
        allowed = List.copyOf(allowed);
    }

    /** The configured ones, as far as they exist. */
    static TuningFolders of(Config config) {
        return new TuningFolders(
                config.getStringList("somersault.http.tuning-folders").stream()
                        .map(Path::of)
                        .map(TuningFolders::real)
                        .toList());
    }

    /** Refuses a session that would read elsewhere, if it is a user's. */
    void check(Caller caller, TuningSpec spec) {
        if (!caller.seesOwnOnly()) {
            return;
        }
        check(spec.model());
        if (!spec.data().equals(TuningSpec.WORD_PROBLEMS)) {
            check(spec.data());
        }
        spec.validation()
                .filter(file -> !file.equals(TuningSpec.WORD_PROBLEMS))
                .ifPresent(this::check);
    }

    /** Refuses a file elsewhere, if it is a user who asks. */
    void check(Caller caller, String file) {
        if (caller.seesOwnOnly()) {
            check(file);
        }
    }

    private void check(String file) {
        boolean inside;
        try {
            var path = real(Path.of(file));
            inside = allowed.stream().anyMatch(path::startsWith);
        } catch (InvalidPathException none) {
            inside = false;
        }
        if (!inside) {
            throw Problem.of(
                            ProblemCode.FOLDER_NOT_ALLOWED,
                            "The key's sessions may not read " + file + ".")
                    .toException();
        }
    }

    /** Where a path leads; what does not exist leads where it says. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException missing) {
            return path.toAbsolutePath().normalize();
        }
    }
}
