/**
 * Arithmetic in words, for training that anyone can repeat: {@link
 * cloud.somersault.tuning.problems.WordProblems} makes problems of an own task, on which a small
 * model is pre-trained, and of a shifted one with other wordings and operands, for adapters.
 */
@NullMarked
package cloud.somersault.tuning.problems;

import org.jspecify.annotations.NullMarked;
