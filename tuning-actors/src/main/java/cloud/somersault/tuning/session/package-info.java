/**
 * A tuning session: what was asked for ({@link cloud.somersault.tuning.session.TuningSpec}), what
 * can happen ({@link cloud.somersault.tuning.session.TuningEvent}, stored for ever), the rules
 * ({@link cloud.somersault.tuning.session.TuningDecider}, pure), and the actor that lets a {@link
 * cloud.somersault.tuning.session.Tuner} take one step after the other. Open {@code TuningEvent}
 * first.
 */
@NullMarked
package cloud.somersault.tuning.session;

import org.jspecify.annotations.NullMarked;
