/**
 * Steps: gradients of a batch, clipped, through AdamW at the rate of the schedule. {@link
 * cloud.somersault.tuning.train.Trainer} takes them; {@link
 * cloud.somersault.tuning.train.Pretraining} makes the small base model; {@link
 * cloud.somersault.tuning.train.Evaluation} asks what a network has learnt. Which examples a step
 * sees is a function of seed and step, so that a run can go on anywhere.
 */
@NullMarked
package cloud.somersault.tuning.train;

import org.jspecify.annotations.NullMarked;
