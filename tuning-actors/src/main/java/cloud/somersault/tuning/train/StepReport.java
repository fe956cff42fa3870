package cloud.somersault.tuning.train;

import cloud.somersault.tuning.model.Loss;

/**
 * What a step did.
 *
 * @param step counted from 0
 * @param loss of its batches, before the step
 * @param gradientNorm before clipping
 */
public record StepReport(long step, Loss loss, double gradientNorm, double learningRate) {}
