/**
 * Expectation values from counts: which circuits to measure for a set of observables ({@link
 * cloud.somersault.circuits.observable.MeasurementPlan}), and what their counts say, with a
 * standard error.
 */
@NullMarked
package cloud.somersault.circuits.observable;

import org.jspecify.annotations.NullMarked;
