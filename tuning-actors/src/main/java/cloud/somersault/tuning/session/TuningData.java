package cloud.somersault.tuning.session;

import cloud.somersault.tuning.problems.WordProblems;
import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.refusal.TuningException.Code;
import cloud.somersault.tuning.session.Evaluated.Wanted;
import cloud.somersault.tuning.text.Example;
import cloud.somersault.tuning.text.ExampleFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The examples of a session, those to learn from and those that are only measured.
 *
 * @param training at least one
 * @param validation may be empty
 */
record TuningData(List<Example> training, List<Example> validation) {
    private static final int TRAINING_PROBLEMS = 512;
    private static final int VALIDATION_PROBLEMS = 128;
    private static final long TRAINING_SEED = 11;
    private static final long VALIDATION_SEED = 12;
    private static final long TEST_SEED = 13;
    private static final long OLD_SEED = 14;

    TuningData {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }

    /** Reads the files, or draws the word problems that {@link TuningSpec#WORD_PROBLEMS} names. */
    static TuningData of(TuningSpec spec) {
        if (spec.data().equals(TuningSpec.WORD_PROBLEMS)) {
            var training =
                    WordProblems.draw(WordProblems.Task.SHIFTED, TRAINING_PROBLEMS, TRAINING_SEED);
            return new TuningData(
                    training,
                    WordProblems.drawApart(
                            WordProblems.Task.SHIFTED,
                            VALIDATION_PROBLEMS,
                            VALIDATION_SEED,
                            training));
        }
        return new TuningData(
                read(spec.data()), spec.validation().map(TuningData::read).orElse(List.of()));
    }

    /** Word problems that are neither learnt nor measured on the way; none of other data. */
    List<Example> test(TuningSpec spec, int count) {
        if (!spec.data().equals(TuningSpec.WORD_PROBLEMS)) {
            return List.of();
        }
        var known = new ArrayList<>(training);
        known.addAll(validation);
        return WordProblems.drawApart(WordProblems.Task.SHIFTED, count, TEST_SEED, known);
    }

    /** What the base model was taught, as far as it is known. */
    static List<Example> old(TuningSpec spec, Wanted wanted) {
        if (wanted.old().isPresent()) {
            return read(wanted.old().get());
        }
        return spec.data().equals(TuningSpec.WORD_PROBLEMS)
                ? WordProblems.drawApart(
                        WordProblems.Task.OWN, wanted.examples(), OLD_SEED, List.of())
                : List.of();
    }

    private static List<Example> read(String file) {
        try {
            return ExampleFile.read(
                    file, new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new TuningException(
                    Code.DATA, "The file " + file + " can't be read: " + unreadable, unreadable);
        }
    }
}
