package cloud.somersault.tuning.train;

import cloud.somersault.tuning.adapter.LinearAdapter;
import cloud.somersault.tuning.model.Loss;
import cloud.somersault.tuning.model.Parameter;
import cloud.somersault.tuning.model.Qwen2Network;
import cloud.somersault.tuning.model.Site;
import cloud.somersault.tuning.model.TokenBatch;
import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.refusal.TuningException.Code;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes steps: gradients of some batches added up, clipped, then AdamW. */
public final class Trainer {

    /**
     * How steps are taken.
     *
     * @param clipNorm the gradients' norm is scaled down to this
     */
    public record Settings(LearningRate rate, AdamW.Settings optimizer, double clipNorm) {
        /** Checks the norm. */
        public Settings {
            if (!(clipNorm > 0)) {
                throw new IllegalArgumentException("clipNorm is " + clipNorm);
            }
        }
    }

    private final Qwen2Network network;
    private final List<Parameter> parameters;
    private final Settings settings;
    private final AdamW optimizer;

    /**
     * A trainer before its first step.
     *
     * @param parameters whose gradients the network fills: its own, or its adapters'
     */
    public Trainer(Qwen2Network network, List<Parameter> parameters, Settings settings) {
        this.network = network;
        this.parameters = List.copyOf(parameters);
        this.settings = settings;
        optimizer = new AdamW(settings.optimizer(), parameters);
    }

    /** Adapters as parameters, in the order of where they sit. */
    public static List<Parameter> parameters(Map<Site, ? extends LinearAdapter> adapters) {
        return new TreeMap<Site, LinearAdapter>(adapters)
                .entrySet().stream()
                        .map(entry ->
                                new Parameter(
                                        entry.getKey().name(),
                                        entry.getValue().parameters(),
                                        entry.getValue().gradients(),
                                        true))
                        .toList();
    }

    /** The number of steps taken: the next one has this number. */
    public long steps() {
        return optimizer.steps();
    }

    /** The optimizer's memory, for checkpoints. */
    public AdamW optimizer() {
        return optimizer;
    }

    /** What is trained. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * One step. When the loss, the gradient or what they would make of a parameter is not a number,
     * or a batch fails, nothing is changed.
     *
     * @param batches whose gradients are added up; what counts is the mean over all predictions
     */
    public StepReport step(List<TokenBatch> batches) {
        long step = optimizer.steps();
        int predictions = batches.stream().mapToInt(TokenBatch::chosen).sum();
        clear();
        var loss = new Loss(0, 0);
        for (var batch : batches) {
            loss = loss.plus(network.addGradients(batch, 1.0 / predictions));
        }
        double norm = norm();
        double rate = settings.rate().at(step);
        if (!Double.isFinite(loss.sum()) || !Double.isFinite(norm)) {
            throw new TuningException(
                    Code.LOSS_NOT_FINITE,
                    "step %d: the loss is %s and the gradient's norm %s at the learning rate %.3g; the parameters are as before the step. A lower rate or a longer warm-up may help"
                            .formatted(step + 1, loss.mean(), norm, rate));
        }
        if (norm > settings.clipNorm()) {
            scale((float) (settings.clipNorm() / norm));
        }
        if (!optimizer.step(rate)) {
            throw new TuningException(
                    Code.LOSS_NOT_FINITE,
                    "step %d: at the learning rate %.3g a parameter would no longer be a number; the parameters are as before the step. A lower rate or a longer warm-up may help"
                            .formatted(step + 1, rate));
        }
        return new StepReport(step, loss, norm, rate);
    }

    private void clear() {
        parameters.forEach(one -> Arrays.fill(one.gradients(), 0));
    }

    private double norm() {
        double sum = 0;
        for (var parameter : parameters) {
            for (float g : parameter.gradients()) {
                sum += (double) g * g;
            }
        }
        return Math.sqrt(sum);
    }

    private void scale(float by) {
        for (var parameter : parameters) {
            var gradients = parameter.gradients();
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] *= by;
            }
        }
    }
}
