/**
 * What is made beside the cloud, without a server: the small base model, files of word problems, a
 * model of random weights of any size with steps taken on it. {@link
 * cloud.somersault.tuning.workshop.Main} is what {@code somersault tune pretrain}, {@code problems}
 * and {@code random-model} start.
 */
@NullMarked
package cloud.somersault.tuning.workshop;

import org.jspecify.annotations.NullMarked;
