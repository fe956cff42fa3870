package cloud.somersault.tuning.session;

import cloud.somersault.tuning.session.Evaluated.Measured;
import cloud.somersault.tuning.session.Evaluated.Wanted;
import cloud.somersault.tuning.text.Example;
import cloud.somersault.tuning.train.Evaluation;
import java.util.List;
import java.util.Optional;

/** Asks a network what it has learnt: losses and strict accuracy on each kind of data. */
record Examination(Evaluation evaluation, TuningSpec spec, TuningData data) {

    /** The kinds of an {@link Evaluated}. */
    record Found(
            Measured training,
            Optional<Measured> validation,
            Optional<Measured> test,
            Optional<Measured> old) {}

    Found of(Wanted wanted) {
        return new Found(
                measured(data.training(), wanted).orElseThrow(),
                measured(data.validation(), wanted),
                measured(data.test(spec, wanted.examples()), wanted),
                measured(TuningData.old(spec, wanted), wanted));
    }

    private Optional<Measured> measured(List<Example> examples, Wanted wanted) {
        if (examples.isEmpty()) {
            return Optional.empty();
        }
        var some = examples.subList(0, Math.min(examples.size(), wanted.examples()));
        return Optional.of(
                new Measured(
                        some.size(),
                        evaluation.loss(some, spec.training().tokensMax()).mean(),
                        evaluation.accuracy(some)));
    }
}
